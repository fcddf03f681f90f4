// Owns: every write to the mirror: what the server said, guarded by when it was asked. Must not: delete a request,
// or overwrite what a read older than an acknowledged write says (OUTBOX rule h).
import { createRequestKey } from '../../../../src-shared/domain/reassign-request.ts';
import { findWorstStoredCheck } from '../../../../src-shared/domain/hand-over-checks.ts';
import { hashId } from '../id-hash.ts';
import { indexNewRows, quoteTerm } from '../search.ts';
import { prepareMirrorStatements } from './mirror-statements.ts';
import { chooseRowId } from './row-id.ts';
import { computeSeenHash } from './seen-hash.ts';
import {
  isSameRequest,
  readStoredRequest,
  writeDossierRef,
  writeRefs,
  writeRest,
} from './stored-request.ts';
import type { DossierFacts, RequestKey } from '../../../../src-shared/domain/reassign-request.ts';
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
  /**
   * Applies a piece of the list in one transaction, newest first; keep it to what takes a few milliseconds.
   * `areUnknown`: the mirror held nothing of the account when this list began, and the list has named each of these
   * ids only once; then none is looked for. Leave it out when in doubt.
   */
  applyListed(
    accountId: string,
    listed: readonly ListedRequest[],
    beganMonoMs: number,
    areUnknown?: boolean,
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
interface Scribe extends MirrorWriterOptions {
  readonly statements: MirrorStatements;
  /** Keys that single reads have brought in; few. No list can know that it has not met them. */
  readonly singleKeys: Set<RequestKey>;
}

interface Piece extends ListedRequest {
  readonly rowId: number;
}

interface Circumstances {
  readonly accountId: string;
  readonly beganMonoMs: number;
  readonly isListed: boolean;
  readonly areUnknown: boolean;
  /** Whether any dossier of the account is stored. */
  readonly hasDossiers: boolean;
}

/** Makes the one writer of a profile's mirror. */
export function createMirrorWriter(options: MirrorWriterOptions): MirrorStore {
  const { connection, clock, readGuard } = options;
  const statements = prepareMirrorStatements(connection);
  const scribe: Scribe = { ...options, statements, singleKeys: new Set() };
  const hasDossiers = (accountId: string): boolean =>
    statements.hasDossiers.get(accountId) !== undefined;
  return {
    applyRequest: (accountId, read, beganMonoMs) =>
      connection.inTransaction(() => {
        const rowId = chooseRowId(accountId, read.request);
        const piece = { read, sourceHash: NO_SOURCE, rowId };
        scribe.singleKeys.add(createRequestKey(accountId, read.request.id));
        const [applied] = applyAll(scribe, [piece], {
          accountId,
          beganMonoMs,
          isListed: false,
          areUnknown: false,
          hasDossiers: hasDossiers(accountId),
        });
        if (applied === undefined) throw new RangeError('A read was not applied');
        return applied;
      }),
    applyListed: (accountId, listed, beganMonoMs, areUnknown = false) =>
      connection.inTransaction(() => {
        const around = {
          accountId,
          beganMonoMs,
          isListed: true,
          areUnknown,
          hasDossiers: hasDossiers(accountId),
        };
        const pieces = listed.map((one): Piece => ({
          ...one,
          rowId: chooseRowId(accountId, one.read.request),
        }));
        return applyAll(scribe, pieces, around);
      }),
    markGone(accountId, requestId, beganMonoMs) {
      if (!readGuard.mayApplyRead(createRequestKey(accountId, requestId), beganMonoMs)) {
        return false;
      }
      const { markGone } = statements;
      return markGone.run(clock.wallMs(), hashId(requestId), requestId, accountId).changes === 1;
    },
    applyDossier: (accountId, dossier) =>
      connection.inTransaction(() => applyDossier(scribe, accountId, dossier)),
  };
}

/** In row order: FTS5 writes out what it has gathered whenever a row id goes backwards. */
function applyAll(
  scribe: Scribe,
  pieces: readonly Piece[],
  around: Circumstances,
): readonly AppliedRequest[] {
  const newRowIds: number[] = [];
  const applied = pieces
    .toSorted((a, b) => a.rowId - b.rowId)
    .map((piece) => apply(scribe, piece, around, newRowIds));
  indexNewRows(scribe.connection, newRowIds);
  return applied;
}

function apply(
  scribe: Scribe,
  piece: Piece,
  around: Circumstances,
  newRowIds: number[],
): AppliedRequest {
  const { accountId, beganMonoMs, isListed } = around;
  const { read, sourceHash } = piece;
  const { request } = read;
  const key = createRequestKey(accountId, request.id);
  const about = { key, dossierId: request.dossier.id, isPending: request.state === 'pending' };
  if (!scribe.readGuard.mayApplyRead(key, beganMonoMs)) return { ...about, effect: 'refused' };
  const idHash = hashId(request.id);
  const find = (): StoredRow | undefined =>
    scribe.statements.find.get(idHash, request.id, accountId);
  const rest = writeRest(request);
  const isUnknown = around.areUnknown && !scribe.singleKeys.has(key);
  const stored = isUnknown ? undefined : find();
  if (
    stored !== undefined &&
    isSameRequest(stored, request, rest) &&
    stored.review_url === read.reviewUrl
  ) {
    return { ...about, effect: touch(scribe, stored, sourceHash, isListed) };
  }
  const row = describeRow(scribe, piece, around, rest);
  const { insert, update } = scribe.statements;
  if (stored !== undefined) {
    // A list may name an id twice; an update takes the row's words out of the index, so they must be in it.
    if (newRowIds.includes(stored.row_id)) indexNewRows(scribe.connection, newRowIds.splice(0));
    update.run(isListed ? 1 : stored.is_listed, ...row, stored.row_id);
    return { ...about, effect: 'changed' };
  }
  let { rowId } = piece;
  const listed = isListed ? 1 : 0;
  while (insert.run(rowId, accountId, request.id, idHash, listed, ...row).changes === 0) rowId += 1;
  newRowIds.push(rowId);
  return { ...about, effect: 'new' };
}

/** The same request again: only the marks around it may differ. */
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
  { read, sourceHash }: Piece,
  { accountId, hasDossiers }: Circumstances,
  rest: string,
): RowValues {
  const { request, reviewUrl } = read;
  const { dossier, originalInvitee, newInvitee } = request;
  const stored = hasDossiers ? statements.findDossier.get(accountId, dossier.id) : undefined;
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
    writeRefs(accountId, request),
    createdMs,
    readMs(facts?.expiresAt ?? null),
    worst?.code ?? null,
    worst?.severity ?? null,
    // What is new or changed wants its dossier read (anew); who has waited longest comes first.
    request.state === 'pending' ? createdMs : null,
    clock.wallMs(),
    sourceHash,
    computeSeenHash(request),
    rest,
    reviewUrl,
  ];
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
  const ref = quoteTerm(writeDossierRef(accountId, dossier.id));
  for (const row of statements.listOfDossier.all(ref, accountId, dossier.id)) {
    const worst = findWorstStoredCheck(readStoredRequest(row), dossier);
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
