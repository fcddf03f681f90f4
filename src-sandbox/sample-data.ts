// Owns the sample world: which dossier stands behind request number i, made alone and on demand from
// (seed, count, now). Must hold no records, use no clock and no Math.random.
import type {
  Dossier,
  Invitee,
  Owner,
  ReassignRequest,
  Team,
  TeamMember,
} from './cm-sign/model.ts';
import { INVITEE_NOTIFICATIONS, OWNER_NOTIFICATIONS } from './cm-sign/model.ts';
import { makeId, makeToken } from './ids.ts';
import { createDraw, type Draw } from './random.ts';
import { imitateDomain, makePerson, type Person } from './sample-people.ts';
import {
  COMPANIES,
  DECLINE_REASONS,
  DOSSIER_NAMES,
  HOUSE,
  MESSAGES,
  REASONS,
  TEAMS,
} from './sample-words.ts';

/** What the sample world depends on; `now` is milliseconds since 1970. */
export type SampleWorld = Readonly<{ seed: number; count: number; now: number }>;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
// Half of all requests are younger than two days, the oldest a little over two weeks.
const OLDEST_MS = 16 * DAY_MS;
const AGE_CURVE = 3;
/** Every block of 16 requests ends in a pair on one dossier: a hand-over that was handed over again. */
const BLOCK = 16;
const STREAM_DOSSIER = 1;
const STREAM_AGE = 2;
const STREAM_USER = 3;
const USERS = 30;
const INVITEES_PER_DOSSIER = 8;

/** Number of the dossier behind request number `i`. */
export function sampleDossierNumber(world: SampleWorld, i: number): number {
  return i % BLOCK === BLOCK - 1 && i < world.count ? i - 1 : i;
}

/** When request number `i` was made: strictly older with rising `i`; numbers past the count are new. */
export function sampleCreatedAt(world: SampleWorld, i: number): number {
  if (i >= world.count) return world.now;
  const jitter = createDraw(world.seed, STREAM_AGE, i).next() / 0x1_0000_0000;
  const share = (i + jitter) / world.count;
  return world.now - 3 * MINUTE_MS - Math.floor(share ** AGE_CURVE * OLDEST_MS);
}

/** The people of the house: owners of dossiers and members of teams. */
function sampleUser(seed: number, number: number): Person {
  return makePerson(createDraw(seed, STREAM_USER, number), HOUSE.domain);
}

function sampleTeam(seed: number, number: number): Team {
  return { id: makeId(seed, 'team', number), name: TEAMS[number] ?? TEAMS[0] };
}

export function sampleTeams(seed: number): readonly Team[] {
  return TEAMS.map((_, i) => sampleTeam(seed, i));
}

/** The members of team number `team`; the first is its admin. */
export function sampleTeamMembers(seed: number, team: number): readonly TeamMember[] {
  const size = USERS / TEAMS.length;
  return Array.from({ length: size }, (_, i) => {
    const { name, email } = sampleUser(seed, team * size + i);
    return { name, email, role: i === 0 ? 'admin' : 'user' };
  });
}

function fill(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole);
}

function pickMethods(draw: Draw): readonly string[] {
  const roll = draw.below(100);
  if (roll < 42) return [];
  if (roll < 68) return ['otp_sms'];
  if (roll < 78) return ['otp_email'];
  if (roll < 83) return ['otp_whatsapp'];
  if (roll < 87) return ['otp_voice'];
  if (roll < 92) return ['idin'];
  if (roll < 95) return ['iban'];
  return ['qualified'];
}

function makeInvitee(
  id: string,
  person: Person,
  position: number,
  methods: readonly string[],
): Invitee {
  return {
    id,
    name: person.name,
    email: person.email,
    phoneNumber: methods.some((method) => method.startsWith('otp_') && method !== 'otp_email')
      ? person.phoneNumber
      : null,
    authenticationMethods: [],
    identificationMethod: null,
    identificationMethods: methods,
    notifications: INVITEE_NOTIFICATIONS,
    reference: null,
    readOnly: false,
    state: null,
    stateComment: null,
    stateChanged: null,
    position,
    locale: person.locale,
    redirectUrl: null,
  };
}

type NewPerson = ReassignRequest['newInvitee'];

/** The person a signature is to go to, with the flaws a desk worker has to notice. */
function makeNewPerson(
  draw: Draw,
  domain: string,
  others: readonly Invitee[],
  original: Invitee,
): { person: Person; entry: NewPerson } {
  const roll = draw.below(100);
  const stranger = draw.pick(COMPANIES).domain;
  const home = roll < 6 ? stranger : roll < 10 ? imitateDomain(domain) : domain;
  const person = makePerson(draw, home);
  const flaw = draw.below(100);
  const known = others[0];
  const needsPhone = original.phoneNumber !== null;
  const hasPhone = needsPhone ? !draw.chance(0.14) : draw.chance(0.1);
  const message = draw.chance(0.55)
    ? fill(draw.pick(MESSAGES), { new: person.given, old: original.name.split(' ')[0] ?? '' })
    : null;
  let { name, email } = person;
  if (flaw < 3 && known?.email) ({ name, email } = { name: known.name, email: known.email });
  else if (flaw < 5 && original.email)
    ({ name, email } = { name: original.name, email: original.email });
  else if (flaw < 6) email = email.replace('@', ' at ');
  return {
    person,
    entry: { name, email, phoneNumber: hasPhone ? person.phoneNumber : null, message },
  };
}

type Scene = Readonly<{
  world: SampleWorld;
  number: number;
  draw: Draw;
  domain: string;
  others: readonly Invitee[];
  expiresAt: number;
}>;

type Step = Readonly<{ request: ReassignRequest; original: Invitee; added: Invitee | undefined }>;

/** Request number `i` on a scene: who asked, for whom, and how it was decided. */
function makeStep(
  scene: Scene,
  i: number,
  original: Invitee,
  state: ReassignRequest['state'],
): Step {
  const { world, draw } = scene;
  const createdAt = sampleCreatedAt(world, i);
  const { person, entry } = makeNewPerson(draw, scene.domain, scene.others, original);
  const isSwapped = entry.name !== person.name;
  const words = {
    new: isSwapped ? (entry.name.split(' ')[0] ?? '') : person.given,
    old: original.name.split(' ')[0] ?? '',
  };
  const decidedAt = Math.min(world.now - MINUTE_MS, createdAt + draw.below(8 * 60) * MINUTE_MS);
  const addedId = makeId(
    world.seed,
    'invitee',
    scene.number * INVITEES_PER_DOSSIER + 4 + (i - scene.number),
  );
  const added: Invitee | undefined =
    state === 'approved'
      ? {
          ...original,
          id: addedId,
          name: entry.name,
          email: entry.email,
          phoneNumber: entry.phoneNumber,
        }
      : undefined;
  return {
    added,
    original:
      state === 'declined'
        ? { ...original, stateChanged: decidedAt }
        : { ...original, state: 'reassigned', readOnly: true, stateChanged: createdAt },
    request: {
      id: makeId(world.seed, 'request', i),
      token: makeToken(world.seed, i, 100),
      state,
      inviteeId: original.id,
      newInvitee: entry,
      newInviteeId: added?.id ?? null,
      reason: fill(draw.pick(REASONS), words),
      declineReason: state === 'declined' ? fill(draw.pick(DECLINE_REASONS), words) : null,
      createdAt,
      restore: { state: null, readOnly: false, stateChanged: null },
    },
  };
}

function pickOwner(seed: number, draw: Draw, number: number, team: number): Owner {
  const user = sampleUser(seed, team * (USERS / TEAMS.length) + draw.below(USERS / TEAMS.length));
  return {
    id: makeId(seed, 'owner', number),
    name: user.name,
    email: user.email,
    notifications: draw.chance(0.12)
      ? OWNER_NOTIFICATIONS.filter((name) => name !== 'reassigned')
      : OWNER_NOTIFICATIONS,
  };
}

/** Most dossiers have weeks left; a few close within a day and one in a hundred has just closed. */
function pickExpiry(world: SampleWorld, draw: Draw, createdAt: number): number {
  const roll = draw.below(100);
  if (roll < 1) return Math.max(createdAt + 60_000, world.now - draw.below(600) * MINUTE_MS);
  if (roll < 7) return world.now + (30 + draw.below(23 * 60)) * MINUTE_MS;
  if (roll < 14) return world.now + DAY_MS + draw.below(2 * 24 * 60) * MINUTE_MS;
  return Math.max(world.now + 3 * DAY_MS, createdAt + (20 + draw.below(11)) * DAY_MS);
}

function pickState(draw: Draw): ReassignRequest['state'] {
  const roll = draw.below(100);
  if (roll < 75) return 'pending';
  return roll < 91 ? 'approved' : 'declined';
}

/** The other signers: those before the asking one have signed, those after have not. */
function makeOthers(
  world: SampleWorld,
  draw: Draw,
  number: number,
  domain: string,
  asking: number,
  createdAt: number,
): Invitee[] {
  const count = draw.pick([0, 1, 1, 1, 2, 2, 3]);
  return Array.from({ length: count }, (_, i) => {
    const position = i + 1 < asking ? i + 1 : i + 2;
    const home = draw.chance(0.4) ? HOUSE.domain : domain;
    const id = makeId(world.seed, 'invitee', number * INVITEES_PER_DOSSIER + 1 + i);
    const invitee = makeInvitee(id, makePerson(draw, home), position, pickMethods(draw));
    const signedAt = createdAt - (30 + draw.below(2000)) * MINUTE_MS;
    return position < asking ? { ...invitee, state: 'approved', stateChanged: signedAt } : invitee;
  });
}

/** Makes dossier number `number` with its one or two requests. Equal arguments give equal dossiers. */
export function makeSampleDossier(world: SampleWorld, number: number): Dossier {
  const { seed } = world;
  const draw = createDraw(seed, STREAM_DOSSIER, number);
  const { name: company, domain } = draw.pick(COMPANIES);
  const team = draw.below(TEAMS.length);
  const asking = 1 + draw.below(3);
  const isPair = number % BLOCK === BLOCK - 2 && number + 1 < world.count;
  const firstAskedAt = sampleCreatedAt(world, isPair ? number + 1 : number);
  const others = makeOthers(world, draw, number, domain, asking, firstAskedAt);
  const createdAt = firstAskedAt - (120 + draw.below(6 * 24 * 60)) * MINUTE_MS;
  const expiresAt = pickExpiry(world, draw, createdAt);
  const original = makeInvitee(
    makeId(seed, 'invitee', number * INVITEES_PER_DOSSIER),
    makePerson(draw, domain),
    Math.min(asking, others.length + 1),
    pickMethods(draw),
  );
  const scene: Scene = { world, number, draw, domain, others, expiresAt };
  const earlier = isPair ? makeStep(scene, number + 1, original, 'approved') : undefined;
  const state = number >= world.count ? 'pending' : pickState(draw);
  const step = makeStep(scene, number, earlier?.added ?? original, state);
  const askers = [earlier?.original, step.original, step.added].filter((one) => one !== undefined);
  const invitees = [...others, ...askers].toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0));
  const owner = pickOwner(seed, draw, number, team);
  const words = { company, person: step.original.name, n: String(1000 + draw.below(9000)) };
  return {
    id: makeId(seed, 'dossier', number),
    account: makeId(seed, 'account', 0),
    name: fill(draw.pick(DOSSIER_NAMES[team] ?? DOSSIER_NAMES[0]), words),
    state: expiresAt <= world.now ? 'expired' : 'pending',
    locale: step.original.locale,
    reminderIn: draw.chance(0.5) ? 259_200 : null,
    reassignable: true,
    team: draw.chance(0.6) ? sampleTeam(seed, team) : null,
    owners: [owner],
    files: [{ id: makeId(seed, 'file', number), name: 'document.pdf' }],
    createdAt,
    expiresInS: Math.round((expiresAt - createdAt) / 1000),
    expiresAt,
    isDeleted: false,
    invitees,
    invites: invitees
      .filter((one) => one.state === null)
      .map((one, i) => ({
        id: makeId(seed, 'invite', number * INVITEES_PER_DOSSIER + i),
        inviteeId: one.id,
        channel: 'email',
        message: null,
        open: true,
        createdAt,
        expiresAt,
      })),
    requests: earlier ? [step.request, earlier.request] : [step.request],
  };
}
