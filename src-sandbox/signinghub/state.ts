// Owns the records of the SigningHub side: a lazily made sample world with changed packages laid over
// it. Must not decide what a change is (apply.ts) or how it looks on the wire (answers.ts).
import { makeToken } from '../ids.ts';
import { createRecordVersions } from '../record-versions.ts';
import type { SampleWorld } from '../sample-data.ts';
import type { Assumptions } from './assumptions.ts';
import type { HubClient, HubContact, HubGroup, HubUser, Package, Session } from './model.ts';
import {
  makeSamplePackage,
  sampleClient,
  sampleOutline,
  samplePackageId,
  samplePackageNumber,
  samplePeople,
  type SampleOutline,
} from './sample.ts';

const FIRST_PACKAGE = 7001;
const FIRST_DOCUMENT = 8101;
const FIRST_GROUP = 401;
/** Tokens are numbered apart from the secrets of the sample. */
const TOKEN_NUMBERS = 0xe800_0000;
const TOKEN_CHARS = 64;

/** A row of a list before its package is made: what it is sorted by, and the package on demand. */
export type PackageRow = Readonly<{
  createdAt: number;
  modifiedAt: number;
  /** Set for packages still as the sample made them. */
  outline: SampleOutline | undefined;
  read: () => Package;
}>;

type SampleRow = PackageRow & Readonly<{ id: number }>;
type ListOrder = 'modified' | 'created';

export type HubState = Readonly<{
  world: SampleWorld;
  assumptions: Assumptions;
  client: HubClient;
  users: Map<string, HubUser>;
  groups: Map<string, HubGroup>;
  contacts: Map<string, HubContact>;
  /** By access token. */
  sessions: Map<string, Session>;
  /** The package as it is, or as it was `staleMs` of real time ago. Deleted ones are included. */
  findPackage: (id: number, staleMs?: number) => Package | undefined;
  putPackage: (pack: Package) => void;
  /** Every package that is not deleted, newest first. */
  listRows: (by: ListOrder, staleMs?: number) => Iterable<PackageRow>;
  findByRefreshToken: (token: string) => Session | undefined;
  /** A fresh number. For apply only: the sequence is part of the state, so replaying repeats it. */
  newPackageId: () => number;
  newDocumentId: () => number;
  newGroupId: () => number;
  newToken: () => string;
}>;

function countFrom(first: number): () => number {
  let next = first;
  return () => {
    next += 1;
    return next - 1;
  };
}

function compareRows(by: ListOrder): (a: PackageRow, b: PackageRow) => number {
  return by === 'modified'
    ? (a, b) => b.modifiedAt - a.modifiedAt
    : (a, b) => b.createdAt - a.createdAt;
}

/** Stored rows among those of the sample that have not been changed since. */
function* mergeRows(
  stored: readonly PackageRow[],
  sample: readonly SampleRow[],
  compare: (a: PackageRow, b: PackageRow) => number,
  isChanged: (id: number) => boolean,
): Generator<PackageRow> {
  const waiting = stored.toSorted(compare);
  let at = 0;
  for (const row of sample) {
    for (let next = waiting[at]; next && compare(next, row) <= 0; next = waiting[at]) {
      yield next;
      at += 1;
    }
    if (!isChanged(row.id)) yield row;
  }
  yield* waiting.slice(at);
}

export function createHubState({
  world,
  assumptions,
}: Readonly<{ world: SampleWorld; assumptions: Assumptions }>): HubState {
  const versions = createRecordVersions<Package>();
  const people = samplePeople(world.seed);
  const newTokenNumber = countFrom(TOKEN_NUMBERS);
  const sessions = new Map<string, Session>();
  const makeSample = (i: number): Package => makeSamplePackage(world, people, i);

  function findPackage(id: number, staleMs = 0): Package | undefined {
    const stored = versions.find(id, staleMs);
    if (stored) return stored;
    const number = samplePackageNumber(world, id);
    return number === undefined ? undefined : makeSample(number);
  }

  function listStored(staleMs: number): PackageRow[] {
    const rows: PackageRow[] = [];
    for (const { id } of versions.latest()) {
      const pack = findPackage(id, staleMs);
      if (!pack || pack.isDeleted) continue;
      const { createdAt, modifiedAt } = pack;
      rows.push({ createdAt, modifiedAt, outline: undefined, read: () => pack });
    }
    return rows;
  }

  // The sample never changes, so its order is worked out once for each way of sorting.
  const sampleRows = new Map<ListOrder, readonly SampleRow[]>();
  function listSample(by: ListOrder): readonly SampleRow[] {
    const known = sampleRows.get(by);
    if (known) return known;
    const rows = Array.from({ length: world.count }, (_, i): SampleRow => {
      const outline = sampleOutline(world, i);
      return { ...outline, id: samplePackageId(i), outline, read: () => makeSample(i) };
    });
    const sorted = rows.toSorted(compareRows(by));
    sampleRows.set(by, sorted);
    return sorted;
  }

  return {
    world,
    assumptions,
    client: sampleClient(world.seed),
    users: new Map(people.users.map((one) => [one.email, one])),
    groups: new Map(people.groups.map((one) => [one.name, one])),
    contacts: new Map(people.contacts.map((one) => [one.email, one])),
    sessions,
    findPackage,
    putPackage: versions.put,
    listRows: (by, staleMs = 0) =>
      mergeRows(listStored(staleMs), listSample(by), compareRows(by), versions.has),
    findByRefreshToken: (token) => {
      for (const session of sessions.values()) if (session.refreshToken === token) return session;
      return undefined;
    },
    newPackageId: countFrom(FIRST_PACKAGE),
    newDocumentId: countFrom(FIRST_DOCUMENT),
    newGroupId: countFrom(FIRST_GROUP),
    newToken: () => makeToken(world.seed, newTokenNumber(), TOKEN_CHARS),
  };
}
