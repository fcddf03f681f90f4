// Owns: made-up requests in the service's own shape for benches, the same for the same seed.
// Must not: be believable; src-sandbox has the sample world.
const FIRST = [
  'Anna',
  'Bram',
  'Chloé',
  'Daan',
  'Eva',
  'Finn',
  'Guus',
  'Hanna',
  'Ilse',
  'Jan',
  'Kees',
  'Lotte',
  'Mees',
  'Noor',
  'Olaf',
  'Puck',
  'Ruben',
  'Saar',
  'Thijs',
  'Wout',
];
const STEMS = ['van ', 'de ', '', '', ''];
const ROOTS = [
  'jan',
  'piet',
  'hend',
  'wil',
  'bak',
  'vis',
  'mul',
  'smed',
  'groen',
  'bos',
  'kuip',
  'mey',
  'dek',
  'ver',
  'lin',
  'ster',
  'hof',
  'berg',
];
const ENDS = ['sen', 'er', 'rik', 'man', 's', 'ker', 'stra', 'ma', 'veld', 'huis', 'dijk', 'kamp'];
const WORDS = [
  'lease',
  'contract',
  'annex',
  'renewal',
  'mandate',
  'holiday',
  'leave',
  'colleague',
  'department',
  'signature',
  'because',
  'responsible',
  'project',
  'budget',
  'purchase',
  'framework',
  'tenant',
  'insurance',
  'parking',
  'office',
  'maintenance',
  'agreement',
  'supplier',
  'quarter',
];
const REVIEW = 'https://service.example/reassign/review/';

/** A small seeded generator in [0, 1). */
export function createBenchRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One request as the service writes it; about 1,100 bytes of JSON. */
export function makeBenchRequest(index: number, random: () => number) {
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const makeName = (): string =>
    `${pick(FIRST)} ${pick(STEMS)}${capitalise(pick(ROOTS) + pick(ENDS))}`;
  const makeMail = (name: string): string =>
    `${name.toLowerCase().replaceAll(' ', '.')}@${pick(ROOTS)}${pick(ENDS)}.example`;
  const makeWords = (count: number): string =>
    Array.from({ length: count }, () => pick(WORDS)).join(' ');
  const from = makeName();
  const to = makeName();
  const id = writeId(index, 1);
  const state = pick(['pending', 'pending', 'pending', 'approved', 'declined']);
  return {
    id,
    url: REVIEW + id.replaceAll('-', '').repeat(3),
    state,
    dossier: {
      id: writeId(index, 2),
      name: `${makeWords(3)} ${index}`,
      owner: `Team ${capitalise(pick(WORDS))}`,
    },
    originalInvitee: {
      id: writeId(index, 3),
      name: from,
      email: makeMail(from),
      phoneNumber: null,
      authenticationMethods: [],
      identificationMethod: null,
      identificationMethods: random() < 0.3 ? ['otp_sms'] : [],
      notifications: ['completed', 'declined', 'invite', 'reviewed', 'signed'],
      reference: null,
      readOnly: true,
      state: 'reassigned',
      stateComment: null,
      stateChanged: '2026-01-01T00:00:00+00:00',
      position: 1,
      locale: 'en-US',
      redirectUrl: null,
    },
    newInvitee: { name: to, email: makeMail(to), phoneNumber: null, message: makeWords(6) },
    reason: makeWords(8),
    declineReason: state === 'declined' ? makeWords(4) : null,
    createdAt: new Date(1_790_000_000_000 - index * 31_000)
      .toISOString()
      .replace('.000Z', '+00:00'),
  };
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function writeId(index: number, kind: number): string {
  return `${((index * 2_654_435_761) >>> 0).toString(16).padStart(8, '0')}-000${kind}-4000-8000-${index.toString(16).padStart(12, '0')}`;
}
