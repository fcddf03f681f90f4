// Owns the records of the CM.com Sign side: a lazily made sample world with changed dossiers laid
// over it. Must not decide what a change is (apply.ts) or how it looks on the wire (answers.ts).
import { makeId, makeToken, readId, readToken, type IdKind } from '../ids.ts';
import { createRecordVersions, type RecordVersions } from '../record-versions.ts';
import {
  makeSampleDossier,
  sampleCreatedAt,
  sampleDossierNumber,
  type SampleWorld,
} from '../sample-data.ts';
import type { Assumptions } from './assumptions.ts';
import { createExtraRequests, type ExtraRequest, type ExtraRequests } from './extra-requests.ts';
import type { ApiClient, Dossier, ReassignRequest, Webhook } from './model.ts';

/** Numbers of things made while the sandbox runs start above every sample number. */
const NEW_NUMBERS = 0xc000_0000;
/** Numbers of dossiers made on demand in the manner of the sample, e.g. a new practice request. */
const EXTRA_DOSSIERS = 0x1000_0000;

export type FoundRequest = Readonly<{ dossier: Dossier; request: ReassignRequest }>;

export type ListOrder = 'newest' | 'oldest' | 'shuffled';

export type SignState = Readonly<{
  world: SampleWorld;
  assumptions: Assumptions;
  clients: Map<string, ApiClient>;
  webhooks: Map<string, Webhook>;
  /** The dossier as it is, or as it was `staleMs` of real time ago. Deleted ones are included. */
  findDossier: (id: string, staleMs?: number) => Dossier | undefined;
  findRequest: (id: string, staleMs?: number) => FoundRequest | undefined;
  /** By the token of a review page, or its whole url. */
  findByToken: (token: string) => FoundRequest | undefined;
  /** Stores a new version of a dossier. */
  putDossier: (dossier: Dossier) => void;
  /** Every request of dossiers that are not deleted. Lazy: rows are read while iterating. */
  listRequests: (order: ListOrder, staleMs?: number) => Iterable<FoundRequest>;
  /** Dossiers that differ from the sample or are new. */
  changedDossiers: () => Iterable<Dossier>;
  /** A fresh id. For apply only: the sequence is part of the state, so replaying repeats it. */
  newId: (kind: IdKind) => string;
  /** As newId, the bare number. For apply only. */
  newNumber: () => number;
  makeRequestId: (number: number) => string;
  /** The 100 characters at the end of a review url. */
  makeReviewToken: (number: number) => string;
  /** A dossier in the manner of the sample, made at `atMs`; not stored. */
  makeExtraDossier: (atMs: number) => Dossier;
}>;

export type SignStateOptions = Readonly<{ world: SampleWorld; assumptions: Assumptions }>;

/** A step that visits every number below `count` once when repeated modulo `count`. */
function pickStride(count: number): number {
  let stride = Math.floor(count * 0.618) | 1;
  const sharesFactor = (a: number, b: number): boolean =>
    b === 0 ? a > 1 : sharesFactor(b, a % b);
  while (sharesFactor(stride, count)) stride += 2;
  return stride;
}

function* countNumbers(count: number, order: ListOrder): Generator<number> {
  const stride = order === 'shuffled' && count > 1 ? pickStride(count) : 1;
  for (let i = 0; i < count; i += 1) {
    if (order === 'oldest') yield count - 1 - i;
    else yield (i * stride) % count;
  }
}

/** Looks up requests and dossiers: stored versions first, then the sample. */
type Lookup = Readonly<Pick<SignState, 'findDossier' | 'findRequest' | 'findByToken'>> &
  Readonly<{ findNumber: (i: number, staleMs: number) => Dossier | undefined }>;

function createLookup(
  world: SampleWorld,
  versions: RecordVersions<Dossier>,
  extras: ExtraRequests,
): Lookup {
  function makeBase(number: number): Dossier | undefined {
    if (number >= world.count || sampleDossierNumber(world, number) !== number) return undefined;
    return makeSampleDossier(world, number);
  }

  function findDossier(id: string, staleMs = 0): Dossier | undefined {
    const stored = versions.find(id, staleMs);
    if (stored) return stored;
    const number = readId(world.seed, 'dossier', id);
    return number === undefined ? undefined : makeBase(number);
  }

  function findNumber(i: number, staleMs: number): Dossier | undefined {
    const number = sampleDossierNumber(world, i);
    if (versions.isEmpty()) return makeBase(number);
    return findDossier(makeId(world.seed, 'dossier', number), staleMs);
  }

  function findRequest(id: string, staleMs = 0): FoundRequest | undefined {
    const extra = extras.findDossierId(id);
    const number = extra === undefined ? readId(world.seed, 'request', id) : undefined;
    let dossier: Dossier | undefined;
    if (extra !== undefined) dossier = findDossier(extra, staleMs);
    else if (number !== undefined && number < world.count) dossier = findNumber(number, staleMs);
    const request = dossier?.requests.find((one) => one.id === id);
    return dossier && request ? { dossier, request } : undefined;
  }

  function findByToken(text: string): FoundRequest | undefined {
    const token = text.slice(text.lastIndexOf('/') + 1);
    const extra = extras.findRequestId(token);
    if (extra !== undefined) return findRequest(extra);
    const number = readToken(world.seed, token);
    return number === undefined ? undefined : findRequest(makeId(world.seed, 'request', number));
  }

  return { findDossier, findNumber, findRequest, findByToken };
}

/** Sample request number `i` as it stands now. */
function findSampleRequest(
  world: SampleWorld,
  lookup: Lookup,
  i: number,
  staleMs: number,
): FoundRequest | undefined {
  const dossier = lookup.findNumber(i, staleMs);
  const id = makeId(world.seed, 'request', i);
  // A pair's requests stand in the order newer, older until more are made on the dossier.
  const guess = dossier?.requests[i - sampleDossierNumber(world, i)];
  const request = guess?.id === id ? guess : dossier?.requests.find((one) => one.id === id);
  return dossier && request ? { dossier, request } : undefined;
}

/** Merges the sample's requests with those made since, by age. */
function* mergeRequests(
  world: SampleWorld,
  lookup: Lookup,
  extras: readonly ExtraRequest[],
  order: ListOrder,
  staleMs: number,
): Generator<FoundRequest> {
  const waiting = order === 'oldest' ? extras.toReversed() : [...extras];
  const isDue = (extra: ExtraRequest, createdAt: number): boolean =>
    order === 'oldest' ? extra.createdAt <= createdAt : extra.createdAt >= createdAt;
  const numbers = countNumbers(world.count, order);
  let next = numbers.next();
  while (!next.done || waiting.length > 0) {
    const extra = waiting[0];
    let found: FoundRequest | undefined;
    if (extra && (next.done || isDue(extra, sampleCreatedAt(world, next.value)))) {
      waiting.shift();
      found = lookup.findRequest(extra.requestId, staleMs);
    } else if (!next.done) {
      found = findSampleRequest(world, lookup, next.value, staleMs);
      next = numbers.next();
    }
    if (found && !found.dossier.isDeleted) yield found;
  }
}

export function createSignState({ world, assumptions }: SignStateOptions): SignState {
  const versions = createRecordVersions<Dossier>();
  const extras = createExtraRequests();
  const lookup = createLookup(world, versions, extras);
  let newCount = 0;
  let extraDossiers = 0;

  function noteExtras(dossier: Dossier): void {
    for (const request of dossier.requests) {
      const number = readId(world.seed, 'request', request.id);
      if (number === undefined || number >= world.count) extras.note(dossier.id, request);
    }
  }

  function newNumber(): number {
    newCount += 1;
    return NEW_NUMBERS + newCount;
  }

  return {
    world,
    assumptions,
    clients: new Map(),
    webhooks: new Map(),
    findDossier: lookup.findDossier,
    findRequest: lookup.findRequest,
    findByToken: lookup.findByToken,
    putDossier: (dossier) => {
      versions.put(dossier);
      noteExtras(dossier);
    },
    listRequests: (order, staleMs = 0) =>
      mergeRequests(world, lookup, extras.list(), order, staleMs),
    changedDossiers: versions.latest,
    newNumber,
    makeRequestId: (number) => makeId(world.seed, 'request', number),
    makeReviewToken: (number) => makeToken(world.seed, number, 100),
    newId: (kind) => makeId(world.seed, kind, newNumber()),
    makeExtraDossier: (atMs) => {
      // After a replay the first numbers are taken.
      do extraDossiers += 1;
      while (versions.find(makeId(world.seed, 'dossier', EXTRA_DOSSIERS + extraDossiers), 0));
      return makeSampleDossier({ ...world, now: atMs }, EXTRA_DOSSIERS + extraDossiers);
    },
  };
}
