// Owns: the SQL of a pull's own bookkeeping: known list elements, vanished requests, dossiers due, last run.
// Must not: write what the server said; that is mirror-writer.ts.
import { hashId } from '../id-hash.ts';
import { quoteTerm } from '../search.ts';
import { writeDossierRef } from './stored-request.ts';
import type { Connection } from '../connection.ts';

export interface KnownElement {
  readonly row_id: number;
  readonly source_hash: Uint8Array;
}

/** One page of the listed requests' source hashes in row order; `afterRowId` -1 begins. */
export function listKnownElements(
  connection: Connection,
  accountId: string,
  afterRowId: number,
  limit: number,
): readonly KnownElement[] {
  return connection
    .prepare<[string, number, number], KnownElement>(
      `SELECT row_id, source_hash FROM reassign_request
       WHERE account_id = ? AND is_listed = 1 AND row_id > ? ORDER BY row_id LIMIT ?`,
    )
    .all(accountId, afterRowId, limit);
}

/** Whether anything of the account is stored, listed or not. */
export function hasRequests(connection: Connection, accountId: string): boolean {
  return (
    connection
      .prepare<[string], { one: 1 }>(
        'SELECT 1 AS one FROM reassign_request INDEXED BY reassign_source WHERE account_id = ? LIMIT 1',
      )
      .get(accountId) !== undefined
  );
}

/** The service's id of a stored request. */
export function findRequestId(connection: Connection, rowId: number): string | null {
  return (
    connection
      .prepare<[number], { request_id: string }>(
        'SELECT request_id FROM reassign_request WHERE row_id = ?',
      )
      .get(rowId)?.request_id ?? null
  );
}

/** Whether a request is stored, still undecided, and was last read before `beforeMs` (wall milliseconds). */
export function isDetailStale(
  connection: Connection,
  accountId: string,
  requestId: string,
  beforeMs: number,
): boolean {
  const row = connection
    .prepare<[number, string, string], { state: string; fetched_ms: number }>(
      `SELECT state, fetched_ms FROM reassign_request
       WHERE id_hash = ? AND request_id = ? AND account_id = ?`,
    )
    .get(hashId(requestId), requestId, accountId);
  return row === undefined || (row.state === 'pending' && row.fetched_ms < beforeMs);
}

/** The request is no longer in the list; what was read of it stays. */
export function markUnlisted(connection: Connection, accountId: string, requestId: string): void {
  connection
    .prepare<[number, string, string]>(
      `UPDATE reassign_request SET is_listed = 0
       WHERE id_hash = ? AND request_id = ? AND account_id = ?`,
    )
    .run(hashId(requestId), requestId, accountId);
}

/** Pending requests that no list names, last read before `beforeMs`, longest ago first. */
export function listStaleUnlisted(
  connection: Connection,
  accountId: string,
  beforeMs: number,
  limit: number,
): readonly string[] {
  return connection
    .prepare<[string, number, number], { request_id: string }>(
      `SELECT request_id FROM reassign_request
       WHERE account_id = ? AND is_listed = 0 AND is_gone = 0 AND state = 'pending' AND fetched_ms < ?
       ORDER BY fetched_ms LIMIT ?`,
    )
    .all(accountId, beforeMs, limit)
    .map((row) => row.request_id);
}

const DUE = `account_id = ? AND dossier_due_ms <= ? AND state = 'pending' AND is_gone = 0`;

/** Dossiers of pending requests to be read by `nowMs`, longest due first. */
export function listDueDossiers(
  connection: Connection,
  accountId: string,
  nowMs: number,
  limit: number,
): readonly string[] {
  const rows = connection
    .prepare<[string, number, number], { dossier_id: string }>(
      `SELECT dossier_id FROM reassign_request WHERE ${DUE} ORDER BY dossier_due_ms LIMIT ?`,
    )
    .all(accountId, nowMs, limit);
  return [...new Set(rows.map((row) => row.dossier_id))];
}

/** How many pending requests wait for their dossier to be read by `nowMs`; Infinity counts all that ever will. */
export function countDueDossiers(connection: Connection, accountId: string, nowMs: number): number {
  return (
    connection
      .prepare<[string, number], { count: number }>(
        `SELECT count(*) AS count FROM reassign_request WHERE ${DUE}`,
      )
      .get(accountId, Math.min(nowMs, Number.MAX_SAFE_INTEGER))?.count ?? 0
  );
}

/** Sets when a dossier is read again, for all its requests. */
export function rescheduleDossier(
  connection: Connection,
  accountId: string,
  dossierId: string,
  dueMs: number,
): void {
  connection
    .prepare<[number, string, string, string]>(
      `UPDATE reassign_request SET dossier_due_ms = ?
       WHERE row_id IN (SELECT rowid FROM reassign_search WHERE reassign_search MATCH ?)
         AND account_id = ? AND dossier_id = ? AND dossier_due_ms IS NOT NULL`,
    )
    .run(dueMs, quoteTerm(writeDossierRef(accountId, dossierId)), accountId, dossierId);
}

export interface LastPull {
  /** Wall time of the last complete pull; null = never. */
  readonly completedMs: number | null;
  readonly count: number;
}

export function readLastPull(connection: Connection, accountId: string): LastPull {
  const row = connection
    .prepare<[string], { completed_ms: number | null; count: number }>(
      'SELECT completed_ms, count FROM pull WHERE account_id = ?',
    )
    .get(accountId);
  return { completedMs: row?.completed_ms ?? null, count: row?.count ?? 0 };
}

export function saveLastPull(
  connection: Connection,
  accountId: string,
  done: { readonly completedMs: number; readonly serverMs: number | null; readonly count: number },
): void {
  connection
    .prepare<[string, number, number | null, number]>(
      `INSERT INTO pull (account_id, completed_ms, server_ms, count) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET completed_ms = excluded.completed_ms, server_ms = excluded.server_ms,
         count = excluded.count`,
    )
    .run(accountId, done.completedMs, done.serverMs, done.count);
}
