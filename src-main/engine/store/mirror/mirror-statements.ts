// Owns: the mirror's SQL for requests and dossiers, prepared once. Must not: know when or why a row is written.
import type { Connection } from '../connection.ts';

export interface StoredRow {
  readonly row_id: number;
  readonly body: string;
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
  createdMs: number,
  expiresMs: number | null,
  worstCode: string | null,
  worstSeverity: string | null,
  body: string,
  reviewUrl: string | null,
  sourceHash: Uint8Array,
  seenHash: string,
  fetchedMs: number,
  dossierDueMs: number | null,
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
  'created_ms',
  'expires_ms',
  'worst_code',
  'worst_severity',
  'body',
  'review_url',
  'source_hash',
  'seen_hash',
  'fetched_ms',
  'dossier_due_ms',
];

export type MirrorStatements = ReturnType<typeof prepareMirrorStatements>;

/** Prepares what the mirror's writer runs. */
export function prepareMirrorStatements(connection: Connection) {
  const places = ROW_COLUMNS.map(() => '?').join(', ');
  const assignments = ROW_COLUMNS.map((column) => `${column} = ?`).join(', ');
  return {
    find: connection.prepare<[string, string], StoredRow>(
      `SELECT row_id, body, review_url, is_listed, is_gone, source_hash
       FROM reassign_request WHERE account_id = ? AND request_id = ?`,
    ),
    // A taken row id changes nothing and is told by the count; a known request id is a mistake and throws.
    insert: connection.prepare<[number, string, string, number, ...RowValues]>(
      `INSERT INTO reassign_request (row_id, account_id, request_id, is_listed, ${ROW_COLUMNS.join(', ')})
       VALUES (?, ?, ?, ?, ${places}) ON CONFLICT (row_id) DO NOTHING`,
    ),
    update: connection.prepare<[number, ...RowValues, number]>(
      `UPDATE reassign_request SET is_gone = 0, is_listed = ?, ${assignments} WHERE row_id = ?`,
    ),
    touch: connection.prepare<[number, Uint8Array, number, number]>(
      `UPDATE reassign_request SET is_gone = 0, is_listed = ?, source_hash = ?, fetched_ms = ?
       WHERE row_id = ?`,
    ),
    markGone: connection.prepare<[number, string, string]>(
      `UPDATE reassign_request SET is_gone = 1, is_listed = 0, fetched_ms = ?
       WHERE account_id = ? AND request_id = ? AND is_gone = 0`,
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
    listOfDossier: connection.prepare<
      [string, string],
      { row_id: number; request_id: string; body: string }
    >(
      `SELECT row_id, request_id, body FROM reassign_request WHERE account_id = ? AND dossier_id = ?`,
    ),
    mark: connection.prepare<[number | null, string | null, string | null, number]>(
      `UPDATE reassign_request SET expires_ms = ?, worst_code = ?, worst_severity = ? WHERE row_id = ?`,
    ),
  };
}
