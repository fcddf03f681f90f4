// Owns the SigningHub side's sample world: package number i is a function of seed, count and moment,
// like the people of the house, groups and contacts. Must hold no state.
import { makeToken } from '../ids.ts';
import { createDraw, hash32, type Draw } from '../random.ts';
import type { SampleWorld } from '../sample-data.ts';
import { makePerson } from '../sample-people.ts';
import { COMPANIES, DOSSIER_NAMES, HOUSE, TEAMS } from '../sample-words.ts';
import { makeRecipient } from './make-recipient.ts';
import type {
  HubClient,
  HubContact,
  HubDocument,
  HubGroup,
  HubUser,
  Package,
  Recipient,
  Role,
  Stage,
  WorkflowType,
} from './model.ts';

const STREAMS = { user: 901, contact: 902, pack: 903, outline: 904 } as const;
const USERS = 24;
const CONTACTS = 60;
const MINUTE_MS = 60_000;
const OLDEST_MS = 900 * 24 * 60 * MINUTE_MS;
/** Sample ids stay far from those of new packages, which count from 7001. */
const FIRST_PACKAGE = 1_000_000;
const FIRST_DOCUMENT = 2_000_000;
const DOCUMENTS_EACH = 4;
const SECRET_NUMBERS = 0xf000_0000;

export function sampleClient(seed: number): HubClient {
  return { clientId: 'signing-desk', clientSecret: makeToken(seed, SECRET_NUMBERS, 40) };
}

/** The people of the house, by number; the first is the enterprise's admin and owns most packages. */
function sampleUsers(seed: number): readonly HubUser[] {
  const taken = new Set<string>();
  return Array.from({ length: USERS }, (_, i) => {
    const { name, email } = makePerson(createDraw(seed, STREAMS.user, i), HOUSE.domain);
    const [local = ''] = email.split('@');
    const unique = taken.has(email) ? `${local}.${i}@${HOUSE.domain}` : email;
    taken.add(unique);
    return {
      email: unique,
      name,
      password: makeToken(seed, SECRET_NUMBERS + 1 + i, 20),
      isDisabled: false,
      isAdmin: i === 0,
      mayIntegrate: i === 0,
      workflowsLeft: null,
    };
  });
}

function sampleGroups(seed: number): readonly HubGroup[] {
  const users = sampleUsers(seed);
  const size = USERS / TEAMS.length;
  return TEAMS.map((name, i) => ({
    id: 301 + i,
    name,
    description: `${HOUSE.name} ${name.toLowerCase()}`,
    members: users.slice(i * size, (i + 1) * size).map((one) => one.email),
  }));
}

function sampleContacts(seed: number): readonly HubContact[] {
  const contacts = new Map<string, HubContact>();
  for (let i = 0; contacts.size < CONTACTS; i += 1) {
    const draw = createDraw(seed, STREAMS.contact, i);
    const { name, email } = makePerson(draw, draw.pick(COMPANIES).domain);
    contacts.set(email, { email, name });
  }
  return [...contacts.values()];
}

/** The people a sample world draws on, made once. */
export type SamplePeople = Readonly<{
  users: readonly HubUser[];
  groups: readonly HubGroup[];
  contacts: readonly HubContact[];
}>;

export function samplePeople(seed: number): SamplePeople {
  return {
    users: sampleUsers(seed),
    groups: sampleGroups(seed),
    contacts: sampleContacts(seed),
  };
}

/** The facts of package number `i` that lists are filtered and sorted by, without making the package. */
export type SampleOutline = Readonly<{
  stage: Stage;
  createdAt: number;
  modifiedAt: number;
  /** Owned by the first user; otherwise a colleague's, waiting for the first user. */
  isOwn: boolean;
}>;

export function sampleOutline(world: SampleWorld, i: number): SampleOutline {
  const roll = hash32(world.seed, STREAMS.outline, i);
  const share = (i + (roll % 1000) / 1000) / Math.max(1, world.count);
  const createdAt = world.now - 5 * MINUTE_MS - Math.floor(share ** 1.4 * OLDEST_MS);
  const isOwn = roll % 8 !== 0;
  const cut = (roll >>> 8) % 100;
  let stage: Stage = 'SHARED';
  if (isOwn && cut < 35) stage = 'DRAFT';
  else if (isOwn && cut >= 78) stage = cut < 92 ? 'COMPLETED' : 'DECLINED';
  return { stage, createdAt, modifiedAt: createdAt + ((roll >>> 16) % 4) * MINUTE_MS, isOwn };
}

export function samplePackageId(i: number): number {
  return FIRST_PACKAGE + i;
}

/** The number of a sample package; undefined for any other id. */
export function samplePackageNumber(world: SampleWorld, id: number): number | undefined {
  const i = id - FIRST_PACKAGE;
  return i >= 0 && i < world.count ? i : undefined;
}

function makeName(draw: Draw, team: number): string {
  const company = draw.pick(COMPANIES).name;
  const person = makePerson(draw, HOUSE.domain).name;
  const n = String(1000 + draw.below(9000));
  const words: Record<string, string> = { company, person, n };
  const pattern = draw.pick(DOSSIER_NAMES[team] ?? DOSSIER_NAMES[0]);
  return pattern.replace(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole);
}

function makeDocuments(
  draw: Draw,
  i: number,
  name: string,
  { createdAt }: SampleOutline,
  isLocked: boolean,
): readonly HubDocument[] {
  const roll = draw.below(100);
  const type = roll < 6 ? 'XML' : roll < 24 ? 'WORD' : 'PDF';
  const ending = { PDF: 'pdf', WORD: 'docx', XML: 'xml' }[type];
  const count = draw.chance(0.2) ? 2 : 1;
  return Array.from({ length: count }, (_, at) => ({
    id: FIRST_DOCUMENT + i * DOCUMENTS_EACH + at,
    name: at === 0 ? `${name}.${ending}` : `Annex ${at}.${ending}`,
    type,
    source: 'API',
    sizeBytes: 20_000 + draw.below(900_000),
    pages: 1 + draw.below(12),
    createdAt,
    modifiedAt: createdAt,
    template: isLocked ? { name: 'House rules', isReadOnly: true } : null,
  }));
}

function pickRole(draw: Draw, isXml: boolean): Role {
  const roll = draw.below(100);
  if (roll < 70) return 'SIGNER';
  if (roll < 84) return 'REVIEWER';
  if (roll < 92) return 'CARBON_COPY';
  return isXml ? 'SIGNER' : 'EDITOR';
}

function makeRecipients(
  draw: Draw,
  { users, groups, contacts }: SamplePeople,
  { id, type, isXml }: Readonly<{ id: number; type: WorkflowType; isXml: boolean }>,
): readonly Recipient[] {
  const count = 1 + draw.below(6);
  let step = 0;
  return Array.from({ length: count }, (_, at) => {
    if (type === 'SERIAL' || at === 0 || (type === 'CUSTOM' && draw.chance(0.6))) step += 1;
    const role = pickRole(draw, isXml);
    const roll = draw.below(100);
    const base = { id: `${id}:${at + 1}`, role, signingOrder: step };
    if (roll < 12)
      return makeRecipient({ ...base, kind: 'group', groupName: draw.pick(groups).name });
    if (roll < 18) return makeRecipient({ ...base, kind: 'placeholder', placeholder: 'Witness' });
    const { email, name } = draw.pick(roll < 45 ? users : contacts);
    return makeRecipient({ ...base, kind: 'person', email, name });
  });
}

const DONE_STATUS = {
  SIGNER: 'SIGNED',
  INPERSON_HOST: 'SIGNED',
  REVIEWER: 'REVIEWED',
  EDITOR: 'EDITED',
  CARBON_COPY: 'PROCESSED',
  ELECTRONIC_SEAL: 'PROCESSED',
} as const;

function finish(one: Recipient, atMs: number): Recipient {
  const processedBy = one.email ?? one.groupName;
  const processStatus = DONE_STATUS[one.role];
  return { ...one, turn: 'done', processStatus, processedOn: atMs, processedBy, isNotified: true };
}

/** Lets the flow have run as far as the stage says; a shared one waits at its first step. */
function playFlow(
  recipients: readonly Recipient[],
  stage: Stage,
  atMs: number,
): readonly Recipient[] {
  if (stage === 'DRAFT') return recipients;
  if (stage === 'COMPLETED') return recipients.map((one) => finish(one, atMs));
  const first = Math.min(...recipients.map((one) => one.signingOrder));
  return recipients.map((one) => {
    if (one.signingOrder !== first) return one;
    if (one.role === 'CARBON_COPY') return finish(one, atMs);
    if (stage === 'DECLINED') {
      const reason = 'The terms are not what we agreed.';
      return { ...finish(one, atMs), processStatus: 'DECLINED' as const, reason };
    }
    return one.kind === 'placeholder'
      ? one
      : { ...one, turn: 'open' as const, processStatus: 'IN_PROGRESS' as const, isNotified: true };
  });
}

function pickType(draw: Draw): WorkflowType {
  const roll = draw.below(100);
  if (roll < 50) return 'SERIAL';
  if (roll < 82) return 'CUSTOM';
  return roll < 96 ? 'PARALLEL' : 'INDIVIDUAL';
}

/** A running package needs somebody whose turn it is; a colleague's waits for the first user. */
function ensureWaiting(
  recipients: readonly Recipient[],
  me: HubUser,
  isOwn: boolean,
): readonly Recipient[] {
  const [first, ...rest] = recipients;
  if (!first) return recipients;
  if (!isOwn) {
    const { email, name } = me;
    const role: Role = 'SIGNER';
    const mine = makeRecipient({
      id: first.id,
      kind: 'person',
      email,
      name,
      role,
      signingOrder: first.signingOrder,
    });
    return [mine, ...rest];
  }
  return [{ ...first, role: first.role === 'CARBON_COPY' ? 'SIGNER' : first.role }, ...rest];
}

/** Package number `i` of the world. */
export function makeSamplePackage(world: SampleWorld, people: SamplePeople, i: number): Package {
  const draw = createDraw(world.seed, STREAMS.pack, i);
  const outline = sampleOutline(world, i);
  const { stage, createdAt, modifiedAt, isOwn } = outline;
  const [me, ...colleagues] = people.users;
  if (!me) throw new Error('the sample has no users');
  const owner = isOwn ? me : draw.pick(colleagues);
  const name = makeName(draw, draw.below(TEAMS.length));
  const type = pickType(draw);
  const isLocked = draw.chance(0.08);
  const documents = makeDocuments(draw, i, name, outline, isLocked);
  const id = samplePackageId(i);
  const isXml = documents[0]?.type === 'XML';
  const drawn = makeRecipients(draw, people, { id, type, isXml });
  const recipients = stage === 'DRAFT' ? drawn : ensureWaiting(drawn, me, isOwn);
  return {
    id,
    name,
    owner: owner.email,
    ownerName: owner.name,
    stage,
    folder: 'INBOX',
    createdAt,
    modifiedAt,
    type,
    mode: 'ONLY_OTHERS',
    continueOnDecline: false,
    message: '',
    comments: true,
    documents,
    recipients: playFlow(recipients, stage, modifiedAt),
    recipientsMade: recipients.length,
    isDeleted: false,
    hiddenFrom: [],
  };
}
