// Owns: reading single requests with their dossier and neighbours. Must not: write, page, or hand the review url
// to anybody but the one function named for it.
import { ROW_COLUMNS } from './inbox-row.ts';
import {
  createRequestKey,
  parseRequestKey,
} from '../../../../src-shared/domain/reassign-request.ts';
import type {
  DossierFacts,
  ReassignRequest,
  RequestKey,
} from '../../../../src-shared/domain/reassign-request.ts';
import type { Connection } from '../connection.ts';
import type { StoredRow } from './inbox-row.ts';

export interface StoredRequest {
  readonly request: ReassignRequest;
  readonly seenHash: string;
  readonly fetchedMs: number;
  readonly isGone: boolean;
  readonly hasReviewUrl: boolean;
  readonly dossier: DossierFacts | null;
  readonly dossierFetchedMs: number | null;
}

export interface RelatedRow {
  readonly row: StoredRow;
  readonly request: ReassignRequest;
}

// The detail shows twenty neighbours at most (contract).
const MAX_RELATED = 20;

/** null when the mirror has no such request. */
export function findRequest(db: Connection, key: RequestKey): StoredRequest | null {
  const row = db
    .prepare<
      [string, string],
      {
        body: string;
        seen_hash: string;
        fetched_ms: number;
        is_gone: number;
        has_url: number;
        dossier_body: string | null;
        dossier_ms: number | null;
      }
    >(
      `SELECT r.body, r.seen_hash, r.fetched_ms, r.is_gone, r.review_url IS NOT NULL AS has_url,
         d.body AS dossier_body, d.fetched_ms AS dossier_ms
       FROM reassign_request r
       LEFT JOIN dossier d ON d.account_id = r.account_id AND d.dossier_id = r.dossier_id
       WHERE r.account_id = ? AND r.request_id = ?`,
    )
    .get(...splitKey(key));
  if (row === undefined) return null;
  return {
    request: JSON.parse(row.body) as ReassignRequest,
    seenHash: row.seen_hash,
    fetchedMs: row.fetched_ms,
    isGone: row.is_gone === 1,
    hasReviewUrl: row.has_url === 1,
    dossier: row.dossier_body === null ? null : (JSON.parse(row.dossier_body) as DossierFacts),
    dossierFetchedMs: row.dossier_ms,
  };
}

/** Other requests of the same dossier or for the same new person, newest first. */
export function findRelated(db: Connection, key: RequestKey, nowMs: number): readonly RelatedRow[] {
  const [account, request] = splitKey(key);
  return db
    .prepare<[Record<string, unknown>], StoredRow & { body: string }>(
      `WITH self AS (SELECT row_id, account_id, dossier_id, to_email FROM reassign_request
         WHERE account_id = @account AND request_id = @request),
       near AS (
         SELECT o.row_id FROM self JOIN reassign_request o
           ON o.account_id = self.account_id AND o.dossier_id = self.dossier_id
         UNION
         SELECT o.row_id FROM self JOIN reassign_request o
           ON o.to_email = self.to_email AND o.account_id = self.account_id)
       SELECT ${ROW_COLUMNS}, r.body FROM near JOIN reassign_request r ON r.row_id = near.row_id
       WHERE r.row_id NOT IN (SELECT row_id FROM self) AND r.is_gone = 0
       ORDER BY r.created_ms DESC, r.row_id DESC LIMIT ${MAX_RELATED}`,
    )
    .all({ account, request, now: nowMs })
    .map(({ body, ...row }) => ({ row, request: JSON.parse(body) as ReassignRequest }));
}

/** Rows by key, in the order of the keys; unknown ones are left out. */
export function findRows(
  db: Connection,
  keys: readonly RequestKey[],
  nowMs: number,
): readonly StoredRow[] {
  const statement = db.prepare<[Record<string, unknown>], StoredRow>(
    `SELECT ${ROW_COLUMNS} FROM reassign_request r
     WHERE r.account_id = @account AND r.request_id = @request`,
  );
  return keys.flatMap((key) => {
    const [account, request] = splitKey(key);
    return statement.get({ account, request, now: nowMs }) ?? [];
  });
}

/** Keys of a service's id over all accounts. */
export function findKeys(db: Connection, requestId: string): readonly RequestKey[] {
  return db
    .prepare<[string], { account_id: string }>(
      `SELECT a.id AS account_id FROM outbox.account a
       JOIN reassign_request r ON r.account_id = a.id AND r.request_id = ?`,
    )
    .all(requestId)
    .map((row) => createRequestKey(row.account_id, requestId));
}

/** The capability url, for the shell's browser only (SECURITY 12); null when there is none. */
export function findReviewUrl(db: Connection, key: RequestKey): string | null {
  return (
    db
      .prepare<[string, string], { review_url: string | null }>(
        'SELECT review_url FROM reassign_request WHERE account_id = ? AND request_id = ?',
      )
      .get(...splitKey(key))?.review_url ?? null
  );
}

/** The schema has checked the form; a key without a slash names nothing. */
function splitKey(key: RequestKey): [string, string] {
  const parts = parseRequestKey(key);
  return parts === null ? ['', ''] : [parts.accountId, parts.requestId];
}
