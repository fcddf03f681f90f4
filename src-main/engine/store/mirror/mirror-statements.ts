// Owns: the mirror's SQL for requests and dossiers, prepared once. Must not: know when or why a row is written.
import { REQUEST_COLUMNS } from './stored-request.ts';
import type { Connection } from '../connection.ts';
import type { RequestColumns } from './stored-request.ts';

/** What the writer compares a read with. */
export interface StoredRow extends RequestColumns {
  readonly row_id: number;
  readonly review_url: string | null;
  readonly is_listed: number;
  readonly is_gone: number;
  readonly source_hash: Uint8Array;
}

/** Values of one request in the order of ROW_COLUMNS. */
export type RowValues = readonly [
  state: string,
  dossierId: string,
  dossierName: string,
  owner: string,
  fromName: string,
  fromEmail: string | null,
  toName: string,
  toEmail: string | null,
  reason: string,
  refs: string,
  createdMs: number,
  expiresMs: number | null,
  worstCode: string | null,
  worstSeverity: string | null,
  dossierDueMs: number | null,
  fetchedMs: number,
  sourceHash: Uint8Array,
  seenHash: string,
  rest: string,
  reviewUrl: string | null,
];

const ROW_COLUMNS = [
  'state',
  'dossier_id',
  'dossier_name',
  'owner',
  'from_name',
  'from_email',
  'to_name',
  'to_email',
  'reason',
  'refs',
  'created_ms',
  'expires_ms',
  'worst_code',
  'worst_severity',
  'dossier_due_ms',
  'fetched_ms',
  'source_hash',
  'seen_hash',
  'rest',
  'review_url',
];

export type MirrorStatements = ReturnType<typeof prepareMirrorStatements>;

/** Prepares what the mirror's writer runs. */
export function prepareMirrorStatements(connection: Connection) {
  const places = ROW_COLUMNS.map(() => '?').join(', ');
  const assignments = ROW_COLUMNS.map((column) => `${column} = ?`).join(', ');
  return {
    find: connection.prepare<[number, string, string], StoredRow>(
      `SELECT r.row_id, ${REQUEST_COLUMNS}, r.review_url, r.is_listed, r.is_gone, r.source_hash
       FROM reassign_request r WHERE r.id_hash = ? AND r.request_id = ? AND r.account_id = ?`,
    ),
    // A taken row id changes nothing and is told by the count.
    insert: connection.prepare<[number, string, string, number, number, ...RowValues]>(
      `INSERT INTO reassign_request
         (row_id, account_id, request_id, id_hash, is_listed, ${ROW_COLUMNS.join(', ')})
       VALUES (?, ?, ?, ?, ?, ${places}) ON CONFLICT (row_id) DO NOTHING`,
    ),
    update: connection.prepare<[number, ...RowValues, number]>(
      `UPDATE reassign_request SET is_gone = 0, is_listed = ?, ${assignments} WHERE row_id = ?`,
    ),
    touch: connection.prepare<[number, Uint8Array, number, number]>(
      `UPDATE reassign_request SET is_gone = 0, is_listed = ?, source_hash = ?, fetched_ms = ?
       WHERE row_id = ?`,
    ),
    markGone: connection.prepare<[number, number, string, string]>(
      `UPDATE reassign_request SET is_gone = 1, is_listed = 0, fetched_ms = ?
       WHERE id_hash = ? AND request_id = ? AND account_id = ? AND is_gone = 0`,
    ),
    findDossier: connection.prepare<[string, string], { body: string }>(
      'SELECT body FROM dossier WHERE account_id = ? AND dossier_id = ?',
    ),
    putDossier: connection.prepare<[string, string, string, number | null, string, number]>(
      `INSERT INTO dossier (account_id, dossier_id, state, expires_ms, body, fetched_ms)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET state = excluded.state, expires_ms = excluded.expires_ms,
         body = excluded.body, fetched_ms = excluded.fetched_ms`,
    ),
    hasDossiers: connection.prepare<[string], { one: 1 }>(
      'SELECT 1 AS one FROM dossier WHERE account_id = ? LIMIT 1',
    ),
    listOfDossier: connection.prepare<
      [string, string, string],
      RequestColumns & { row_id: number }
    >(
      `SELECT r.row_id, ${REQUEST_COLUMNS}
       FROM reassign_search f CROSS JOIN reassign_request r ON r.row_id = f.rowid
       WHERE f.reassign_search MATCH ? AND r.account_id = ? AND r.dossier_id = ?`,
    ),
    mark: connection.prepare<[number | null, string | null, string | null, number]>(
      `UPDATE reassign_request SET expires_ms = ?, worst_code = ?, worst_severity = ? WHERE row_id = ?`,
    ),
  };
}
