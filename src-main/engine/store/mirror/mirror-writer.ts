// Owns: every write to the mirror: what the server said, guarded by when it was asked. Must not: delete a request,
// or overwrite what a read older than an acknowledged write says (OUTBOX rule h).
import { hash } from 'node:crypto';
import { createRequestKey } from '../../../../src-shared/domain/reassign-request.ts';
import { findWorstStoredCheck } from '../../../../src-shared/domain/hand-over-checks.ts';
import { indexMoreRows } from '../search.ts';
import { prepareMirrorStatements } from './mirror-statements.ts';
import { computeSeenHash } from './seen-hash.ts';
import type {
  DossierFacts,
  ReassignRequest,
  RequestKey,
} from '../../../../src-shared/domain/reassign-request.ts';
import type { Clock, MirrorWriter, ReadGuard, ReadRequest } from '../../ports.ts';
import type { Connection } from '../connection.ts';
import type { MirrorStatements, RowValues, StoredRow } from './mirror-statements.ts';

/** What applying one read did. */
export interface AppliedRequest {
  readonly key: RequestKey;
  /** `refused`: the read is older than an acknowledged write. `same`: nothing a person sees has changed. */
  readonly effect: 'new' | 'changed' | 'same' | 'refused';
  readonly dossierId: string;
  readonly isPending: boolean;
}

/** One element of the list with the hash of its raw bytes. */
export interface ListedRequest {
  readonly read: ReadRequest;
  readonly sourceHash: Uint8Array;
}

/** MirrorWriter with the answers sync needs. */
export interface MirrorStore extends MirrorWriter {
  applyRequest(accountId: string, read: ReadRequest, beganMonoMs: number): AppliedRequest;
  /** Applies a piece of the list in one transaction; keep it to about 20 elements, a few milliseconds. */
  applyListed(
    accountId: string,
    listed: readonly ListedRequest[],
    beganMonoMs: number,
  ): readonly AppliedRequest[];
  /** True when the row existed, was not gone yet, and no newer write forbids it. */
  markGone(accountId: string, requestId: string, beganMonoMs: number): boolean;
  /** Keys of the requests whose row changed by it. */
  applyDossier(accountId: string, dossier: DossierFacts): readonly RequestKey[];
}

export interface MirrorWriterOptions {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly readGuard: ReadGuard;
}

// A row written by a single read has no list element behind it; the next list compares unequal and is read.
const NO_SOURCE = new Uint8Array();
// One read at a time leaves at most a few rows to index; a bulk load indexes in its own loop.
const INDEX_AT_ONCE = 20;

// 32 bits of seconds and 20 of hash stay within the integers a double holds.
const LAST_SECOND = 2 ** 32;

interface Scribe extends MirrorWriterOptions {
  readonly statements: MirrorStatements;
}

/** Makes the one writer of a profile's mirror. */
export function createMirrorWriter(options: MirrorWriterOptions): MirrorStore {
  const { connection, clock, readGuard } = options;
  const scribe: Scribe = { ...options, statements: prepareMirrorStatements(connection) };
  return {
    applyRequest: (accountId, read, beganMonoMs) =>
      connection.inTransaction(() => {
        const element = { read, sourceHash: NO_SOURCE };
        const applied = apply(scribe, accountId, element, { beganMonoMs, isListed: false });
        if (applied.effect !== 'refused') indexMoreRows(connection, INDEX_AT_ONCE);
        return applied;
      }),
    applyListed: (accountId, listed, beganMonoMs) =>
      connection.inTransaction(() =>
        listed.map((element) => apply(scribe, accountId, element, { beganMonoMs, isListed: true })),
      ),
    markGone(accountId, requestId, beganMonoMs) {
      if (!readGuard.mayApplyRead(createRequestKey(accountId, requestId), beganMonoMs)) {
        return false;
      }
      return scribe.statements.markGone.run(clock.wallMs(), accountId, requestId).changes === 1;
    },
    applyDossier: (accountId, dossier) =>
      connection.inTransaction(() => applyDossier(scribe, accountId, dossier)),
  };
}

function apply(
  scribe: Scribe,
  accountId: string,
  { read, sourceHash }: ListedRequest,
  { beganMonoMs, isListed }: { readonly beganMonoMs: number; readonly isListed: boolean },
): AppliedRequest {
  const { statements, readGuard } = scribe;
  const { request } = read;
  const key = createRequestKey(accountId, request.id);
  const about = { key, dossierId: request.dossier.id, isPending: request.state === 'pending' };
  if (!readGuard.mayApplyRead(key, beganMonoMs)) return { ...about, effect: 'refused' };
  const stored = statements.find.get(accountId, request.id);
  const body = JSON.stringify(request);
  if (stored !== undefined && stored.body === body && stored.review_url === read.reviewUrl) {
    return { ...about, effect: touch(scribe, stored, sourceHash, isListed) };
  }
  const row = describeRow(scribe, accountId, { read, sourceHash }, body);
  if (stored === undefined) {
    let rowId = chooseRowId(accountId, request);
    const listed = isListed ? 1 : 0;
    while (statements.insert.run(rowId, accountId, request.id, listed, ...row).changes === 0) {
      rowId += 1;
    }
    return { ...about, effect: 'new' };
  }
  statements.update.run(isListed ? 1 : stored.is_listed, ...row, stored.row_id);
  return { ...about, effect: 'changed' };
}

/** The same body again: only the marks around it may differ. */
function touch(
  { statements, clock }: Scribe,
  stored: StoredRow,
  sourceHash: Uint8Array,
  isListed: boolean,
): 'same' | 'changed' {
  const source = isListed ? sourceHash : stored.source_hash;
  const listed = isListed ? 1 : stored.is_listed;
  statements.touch.run(listed, source, clock.wallMs(), stored.row_id);
  return stored.is_gone === 1 || listed !== stored.is_listed ? 'changed' : 'same';
}

function describeRow(
  { statements, clock }: Scribe,
  accountId: string,
  { read, sourceHash }: ListedRequest,
  body: string,
): RowValues {
  const { request, reviewUrl } = read;
  const { dossier, originalInvitee, newInvitee } = request;
  const stored = statements.findDossier.get(accountId, dossier.id);
  const facts = stored === undefined ? null : (JSON.parse(stored.body) as DossierFacts);
  const worst = findWorstStoredCheck(request, facts);
  const createdMs = Date.parse(request.createdAt);
  return [
    request.state,
    dossier.id,
    dossier.name,
    dossier.owner,
    originalInvitee.name,
    originalInvitee.email,
    newInvitee.name,
    newInvitee.email,
    request.reason,
    createdMs,
    readMs(facts?.expiresAt ?? null),
    worst?.code ?? null,
    worst?.severity ?? null,
    body,
    reviewUrl,
    sourceHash,
    computeSeenHash(request),
    clock.wallMs(),
    // What is new or changed wants its dossier read (anew); who has waited longest comes first.
    request.state === 'pending' ? createdMs : null,
  ];
}

/**
 * Row ids fall as requests get newer: the service is taken to list newest first, so a first pull appends, which
 * fills pages whole, and the search index's own order is newest first. Seconds left until 2106 in the high bits,
 * 20 bits of the id's hash below; a taken one moves on.
 */
function chooseRowId(accountId: string, request: ReassignRequest): number {
  const secondsLeft = LAST_SECOND - Math.floor(Date.parse(request.createdAt) / 1000);
  const seconds = Math.min(LAST_SECOND, Math.max(0, secondsLeft));
  const salt = Number.parseInt(hash('sha1', accountId + request.id, 'hex').slice(0, 5), 16);
  return seconds * 2 ** 20 + salt + 1;
}

function applyDossier(
  { statements, clock }: Scribe,
  accountId: string,
  dossier: DossierFacts,
): readonly RequestKey[] {
  const expiresMs = readMs(dossier.expiresAt);
  const body = JSON.stringify(dossier);
  const before = statements.findDossier.get(accountId, dossier.id);
  statements.putDossier.run(accountId, dossier.id, dossier.state, expiresMs, body, clock.wallMs());
  if (before?.body === body) return [];
  const keys: RequestKey[] = [];
  for (const row of statements.listOfDossier.all(accountId, dossier.id)) {
    const worst = findWorstStoredCheck(JSON.parse(row.body) as ReassignRequest, dossier);
    statements.mark.run(expiresMs, worst?.code ?? null, worst?.severity ?? null, row.row_id);
    // The detail shows the dossier itself, so its requests have changed even where the row has not.
    keys.push(createRequestKey(accountId, row.request_id));
  }
  return keys;
}

function readMs(iso: string | null): number | null {
  if (iso === null) return null;
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? null : ms;
}
