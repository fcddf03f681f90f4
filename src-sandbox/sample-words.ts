// Owns the words sample data is made of. Every person and company is invented; domains are reserved
// for examples and telephone numbers come from ranges kept for fiction.

/** Given and family names that belong together, with the locale their bearer is written to in. */
export const NAME_GROUPS = [
  {
    locale: 'en-US',
    given: [
      'Avery',
      'Brooke',
      'Caleb',
      'Dana',
      'Elliot',
      'Grace',
      'Marcus',
      'Naomi',
      'Owen',
      'Tessa',
    ],
    family: [
      'Abernathy',
      'Calloway',
      'Fairbourne',
      'Hollis',
      'Kessler',
      'Merriweather',
      'Penrose',
      'Whitlock',
    ],
  },
  {
    locale: 'nl-NL',
    given: [
      'Anouk',
      'Bram',
      'Daan',
      'Femke',
      'Joris',
      'Lotte',
      'Maarten',
      'Sanne',
      'Thijs',
      'Willemijn',
    ],
    family: [
      'van den Akker',
      'Brouwershaven',
      'de Lindt',
      'Hoogeveen',
      'Kuipersma',
      'Terpstra',
      'Vinkenburg',
    ],
  },
  {
    locale: 'de-DE',
    given: [
      'Anneliese',
      'Bastian',
      'Friederike',
      'Henning',
      'Jürgen',
      'Katharina',
      'Lennart',
      'Ulrike',
    ],
    family: [
      'Altenbach',
      'Dornhöfer',
      'Eichenlaub',
      'Grünwald',
      'Rosenthaler',
      'Steinbrecher',
      'Weißkirchen',
    ],
  },
  {
    locale: 'fr-FR',
    given: ['Amélie', 'Baptiste', 'Céline', 'Élodie', 'Gaspard', 'Hélène', 'Maxence', 'Zoé'],
    family: [
      'Beauchêne',
      'Chastaing',
      'Delorme-Roux',
      'Fontvieille',
      'Lavergne',
      'Montclair',
      'Saint-Aubin',
    ],
  },
  {
    locale: 'es-ES',
    given: ['Álvaro', 'Begoña', 'Carmen', 'Íñigo', 'Lucía', 'Mateo', 'Noelia', 'Rodrigo'],
    family: [
      'Arriaga Peña',
      'Castellanos',
      'Echeverría',
      'Ibáñez Soler',
      'Montalbán',
      'Quintanilla',
    ],
  },
  {
    locale: 'it-IT',
    given: ['Alessia', 'Bruno', 'Chiara', 'Davide', 'Ginevra', 'Lorenzo', 'Niccolò', 'Serena'],
    family: ['Bellandi', 'Carraresi', 'Dell’Orto', 'Fioravante', 'Montefalco', 'Santacroce'],
  },
  {
    locale: 'pl-PL',
    given: [
      'Agnieszka',
      'Bartosz',
      'Grzegorz',
      'Katarzyna',
      'Łukasz',
      'Małgorzata',
      'Wojciech',
      'Zofia',
    ],
    family: ['Brzezicka', 'Dąbrowicz', 'Jaworzyn', 'Kruszyński', 'Sobolewicz', 'Wierzbowska'],
  },
  {
    locale: 'sv-SE',
    given: ['Astrid', 'Björn', 'Ebba', 'Göran', 'Linnéa', 'Måns', 'Sigrid', 'Torsten'],
    family: ['Ahlgrensson', 'Björkvall', 'Ekdahl', 'Hällström', 'Lindqvist', 'Sjöholm', 'Åkerlund'],
  },
  {
    locale: 'tr-TR',
    given: ['Aylin', 'Burak', 'Çağla', 'Deniz', 'Emre', 'Gülşen', 'Kerem', 'Şebnem'],
    family: ['Akıncıoğlu', 'Bozdağlı', 'Çelikkan', 'Güneysu', 'Karataşlı', 'Yıldırıcı'],
  },
  {
    locale: 'ja-JP',
    given: ['Akari', 'Daichi', 'Haruka', 'Kenji', 'Misaki', 'Ren', 'Sakura', 'Takumi'],
    family: ['Aokawa', 'Fujishima', 'Hoshizaki', 'Kuramoto', 'Minazuki', 'Tachihara', 'Yanagisawa'],
  },
  {
    locale: 'en-IN',
    given: ['Aarav', 'Divya', 'Ishaan', 'Kavya', 'Meera', 'Nikhil', 'Priyanka', 'Vikram'],
    family: [
      'Bhattarai',
      'Deshmukh-Rao',
      'Iyengar',
      'Kulkarni',
      'Mehrotra',
      'Raghunath',
      'Venkatesan',
    ],
  },
  {
    locale: 'en-NG',
    given: ['Adaeze', 'Chidi', 'Folake', 'Ifeoma', 'Kelechi', 'Ngozi', 'Olumide', 'Temitope'],
    family: ['Adeyinka', 'Balogun-Cole', 'Ezeigbo', 'Nwachukwu', 'Okonjo', 'Oyelaran', 'Umeadi'],
  },
  {
    locale: 'pt-BR',
    given: ['Beatriz', 'Caio', 'Fernanda', 'Joaquim', 'Larissa', 'Otávio', 'Renata', 'Thiago'],
    family: [
      'Albuquerque Lima',
      'Cavalcanti',
      'Figueiró',
      'Magalhães Dias',
      'Sampaio',
      'Vasconcelos',
    ],
  },
] as const;

/** Outside companies: the people who sign. */
export const COMPANIES = [
  { name: 'Aldermoor Logistics', domain: 'aldermoor.example' },
  { name: 'Brightquay Shipping', domain: 'brightquay.example' },
  { name: 'Castellan Insurance', domain: 'castellan.example' },
  { name: 'Dunmarrow Dairy', domain: 'dunmarrow.example' },
  { name: 'Elmspire Housing', domain: 'elmspire.example' },
  { name: 'Fjordlight Energy', domain: 'fjordlight.example' },
  { name: 'Glasswing Optics', domain: 'glasswing.test' },
  { name: 'Hollowbrook Timber', domain: 'hollowbrook.example' },
  { name: 'Ivarstone Quarries', domain: 'ivarstone.example' },
  { name: 'Juniper & Slate Architects', domain: 'juniper-slate.example' },
  { name: 'Kettlewick Foods', domain: 'kettlewick.test' },
  { name: 'Lanternfield Clinics', domain: 'lanternfield.example' },
  { name: 'Marrowby Engineering', domain: 'marrowby.example' },
  { name: 'Northgale Freight', domain: 'northgale.example' },
  { name: 'Orrinsdale Water', domain: 'orrinsdale.example' },
  { name: 'Pellworm Robotics', domain: 'pellworm.test' },
  { name: 'Quillhaven Press', domain: 'quillhaven.example' },
  { name: 'Ravensholt Security', domain: 'ravensholt.example' },
  { name: 'Saltmarsh Solar', domain: 'saltmarsh-solar.example' },
  { name: 'Thistledown Textiles', domain: 'thistledown.example' },
  { name: 'Umberfell Paints', domain: 'umberfell.test' },
  { name: 'Vantry Retail Group', domain: 'vantry.example' },
  { name: 'Willowmere Care', domain: 'willowmere.example' },
  { name: 'Zephyrine Airfields', domain: 'zephyrine.example' },
] as const;

/** The company whose desk this is. */
export const HOUSE = { name: 'Harbourline', domain: 'harbourline.example.com' } as const;

export const TEAMS = [
  'Sales team',
  'People team',
  'Procurement',
  'Legal desk',
  'Finance operations',
  'Facilities',
] as const;

/** What each team sends out, in the order of TEAMS. `{company}`, `{person}` and `{n}` are filled in. */
export const DOSSIER_NAMES = [
  [
    'Framework agreement {company}',
    'Order form {company} #{n}',
    'Renewal {company} #{n}',
    'Reseller addendum {company}',
  ],
  [
    'Employment contract {person}',
    'Secondment letter {person}',
    'Confidentiality agreement {person}',
    'Bonus scheme {n} {person}',
  ],
  [
    'Purchase agreement {company} #{n}',
    'Supplier code of conduct {company}',
    'Service levels {company}',
    'Tender {n} award letter',
  ],
  [
    'Data processing agreement {company}',
    'Mutual NDA {company}',
    'Settlement {n}',
    'Power of attorney {person}',
  ],
  ['Credit facility {company}', 'Direct debit mandate {company}', 'Payment plan {n} {company}'],
  ['Lease {n} {company}', 'Key handover protocol {n}', 'Maintenance contract {company}'],
] as const;

/** `{new}` and `{old}` are the given names of the new and the original invitee. */
export const REASONS = [
  '{new} has taken over my contracts since this month.',
  'I am on leave until further notice, {new} signs for me.',
  'I do not hold the mandate for amounts like this. {new} does.',
  'Wrong person: this belongs with {new} in our purchasing department.',
  '{new} is the registered director, I only prepared the papers.',
  'I am leaving the company on Friday.',
  'Please send this to {new}, who negotiated the terms.',
  'Our articles require a board member to sign. That is {new}.',
  'I moved to another branch, {new} now runs this site.',
  'My phone number for the code is no longer valid and {new} is the second signatory anyway.',
  'Conflict of interest: I may not sign for this supplier. {new} may.',
  '{new} handles everything to do with personnel for us.',
  'I was only copied in by mistake.',
  'Parental leave. {new} is my deputy until spring.',
  'The lease is in {new}’s name, not in mine.',
] as const;

/** What an original invitee may write to the new one. */
export const MESSAGES = [
  'Hi {new}, could you sign this one? It was sent to me by mistake.',
  'Over to you, {new}.',
  '{new}, please have a look at annex 2 before you sign. Thanks, {old}',
  'This is the contract we spoke about on the phone.',
  'Needs your signature, the terms are the ones we agreed in the meeting.',
  'Dear {new}, as discussed you hold the mandate for this. Kind regards, {old}',
] as const;

/** Why a desk worker once said no. */
export const DECLINE_REASONS = [
  'The contract names you personally, so only you can sign it.',
  'We need a signature from a registered director.',
  'Please add a mobile number for {new}, the code cannot be sent without it.',
  'We do not know this address. Please ask from your company account.',
  'The dossier will be replaced by a new version, please wait for it.',
] as const;
