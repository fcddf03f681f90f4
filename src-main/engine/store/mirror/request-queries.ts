// Owns: reading single requests with their dossier and neighbours. Must not: write, page, or hand the review url
// to anybody but the one function named for it.
import { quoteTerm } from '../search.ts';
import { ROW_COLUMNS } from './inbox-row.ts';
import {
  readStoredRequest,
  REQUEST_COLUMNS,
  writeDossierRef,
  writeEmailRef,
} from './stored-request.ts';
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
import type { RequestColumns } from './stored-request.ts';

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

// By the small index first; two ids may share a hash.
const IS_KEY =
  'r.id_hash = id_hash(@request) AND r.request_id = @request AND r.account_id = @account';

/** null when the mirror has no such request. */
export function findRequest(db: Connection, key: RequestKey): StoredRequest | null {
  const row = db
    .prepare<
      [KeyParts],
      RequestColumns & {
        seen_hash: string;
        fetched_ms: number;
        is_gone: number;
        has_url: number;
        dossier_body: string | null;
        dossier_ms: number | null;
      }
    >(
      `SELECT ${REQUEST_COLUMNS}, r.seen_hash, r.fetched_ms, r.is_gone, r.review_url IS NOT NULL AS has_url,
         d.body AS dossier_body, d.fetched_ms AS dossier_ms
       FROM reassign_request r
       LEFT JOIN dossier d ON d.account_id = r.account_id AND d.dossier_id = r.dossier_id
       WHERE ${IS_KEY}`,
    )
    .get(splitKey(key));
  if (row === undefined) return null;
  return {
    request: readStoredRequest(row),
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
  const { account, request } = splitKey(key);
  const self = db
    .prepare<[KeyParts], { row_id: number; dossier_id: string; to_email: string | null }>(
      `SELECT row_id, dossier_id, to_email FROM reassign_request r WHERE ${IS_KEY}`,
    )
    .get({ account, request });
  if (self === undefined) return [];
  const refs = [writeDossierRef(account, self.dossier_id)];
  if (self.to_email !== null) refs.push(writeEmailRef(account, self.to_email));
  // The index is in row order, newest second first, so that a person named often costs no more than one named once.
  return db
    .prepare<[Record<string, unknown>], StoredRow>(
      `SELECT ${ROW_COLUMNS} FROM (
         SELECT o.row_id FROM reassign_search f CROSS JOIN reassign_request o ON o.row_id = f.rowid
         WHERE f.reassign_search MATCH @refs AND o.account_id = @account AND o.is_gone = 0
           AND o.row_id <> @self AND (o.dossier_id = @dossier OR o.to_email = @email)
         ORDER BY f.rowid LIMIT ${MAX_RELATED}) near
       CROSS JOIN reassign_request r ON r.row_id = near.row_id
       ORDER BY r.created_ms DESC, r.row_id DESC`,
    )
    .all({
      account,
      refs: refs.map(quoteTerm).join(' OR '),
      self: self.row_id,
      dossier: self.dossier_id,
      email: self.to_email,
      now: nowMs,
    })
    .map((row) => ({ row, request: readStoredRequest(row) }));
}

/** Rows by key, in the order of the keys; unknown ones are left out. */
export function findRows(
  db: Connection,
  keys: readonly RequestKey[],
  nowMs: number,
): readonly StoredRow[] {
  const statement = db.prepare<[Record<string, unknown>], StoredRow>(
    `SELECT ${ROW_COLUMNS} FROM reassign_request r WHERE ${IS_KEY}`,
  );
  return keys.flatMap((key) => statement.get({ ...splitKey(key), now: nowMs }) ?? []);
}

/** Keys of a service's id over all accounts. */
export function findKeys(db: Connection, requestId: string): readonly RequestKey[] {
  return db
    .prepare<[{ request: string }], { account_id: string }>(
      `SELECT a.id AS account_id FROM reassign_request r JOIN outbox.account a ON a.id = r.account_id
       WHERE r.id_hash = id_hash(@request) AND r.request_id = @request`,
    )
    .all({ request: requestId })
    .map((row) => createRequestKey(row.account_id, requestId));
}

/** The capability url, for the shell's browser only (SECURITY 12); null when there is none. */
export function findReviewUrl(db: Connection, key: RequestKey): string | null {
  return (
    db
      .prepare<[KeyParts], { review_url: string | null }>(
        `SELECT review_url FROM reassign_request r WHERE ${IS_KEY}`,
      )
      .get(splitKey(key))?.review_url ?? null
  );
}

interface KeyParts {
  readonly account: string;
  readonly request: string;
}

/** The schema has checked the form; a key without a slash names nothing. */
function splitKey(key: RequestKey): KeyParts {
  const parts = parseRequestKey(key);
  return { account: parts?.accountId ?? '', request: parts?.requestId ?? '' };
}
