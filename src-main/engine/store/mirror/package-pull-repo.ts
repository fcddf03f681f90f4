// Owns: the SQL of a pull's own bookkeeping: which workflows are to be read, which packages vanished from the list.
// Must not: write what the server said; that is package-writer.ts.
import type { Connection } from '../connection.ts';

/** Which packages matter first: drafts are arranged, shared ones are watched, the rest is history. */
export const STALE_PASSES = [
  `stage = 'draft'`,
  `stage = 'shared'`,
  `(stage IS NULL OR stage IN ('completed','declined'))`,
] as const;
export type StalePass = (typeof STALE_PASSES)[number];

export interface StaleRow {
  readonly row_id: number;
  readonly package_id: string;
}

/** Packages whose workflow is not the one of the listed change time, in row order; `afterRowId` -1 begins. */
export function listStalePackages(
  connection: Connection,
  accountId: string,
  pass: StalePass,
  afterRowId: number,
  limit: number,
): readonly StaleRow[] {
  return connection
    .prepare<[string, number, number], StaleRow>(
      `SELECT row_id, package_id FROM package
       WHERE account_id = ? AND is_gone = 0 AND detail_modified IS NOT list_modified AND ${pass}
         AND row_id > ? ORDER BY row_id LIMIT ?`,
    )
    .all(accountId, afterRowId, limit);
}

export function countStalePackages(connection: Connection, accountId: string): number {
  return (
    connection
      .prepare<[string], { count: number }>(
        `SELECT count(*) AS count FROM package
         WHERE account_id = ? AND is_gone = 0 AND detail_modified IS NOT list_modified`,
      )
      .get(accountId)?.count ?? 0
  );
}

/** Open packages last read before `beforeMs`, longest ago first: acts of recipients need not move the change time. */
export function listOldPackages(
  connection: Connection,
  accountId: string,
  beforeMs: number,
  limit: number,
): readonly string[] {
  return connection
    .prepare<[string, number, number], { package_id: string }>(
      `SELECT package_id FROM package
       WHERE account_id = ? AND is_gone = 0 AND stage IN ('draft','shared') AND fetched_ms < ?
       ORDER BY fetched_ms LIMIT ?`,
    )
    .all(accountId, beforeMs, limit)
    .map((row) => row.package_id);
}

/** Packages that were listed before and that this pull has not seen. */
export function listVanishedPackages(
  connection: Connection,
  accountId: string,
  pullMark: number,
  limit: number,
): readonly string[] {
  return connection
    .prepare<[string, number, number], { package_id: string }>(
      `SELECT package_id FROM package
       WHERE account_id = ? AND is_gone = 0 AND is_listed = 1 AND pull_mark <> ? LIMIT ?`,
    )
    .all(accountId, pullMark, limit)
    .map((row) => row.package_id);
}

/** It was read although no list names it: it stays, as one that is not listed. */
export function markPackageUnlisted(
  connection: Connection,
  accountId: string,
  packageId: string,
): void {
  connection
    .prepare<[string, string]>(
      'UPDATE package SET is_listed = 0 WHERE account_id = ? AND package_id = ?',
    )
    .run(accountId, packageId);
}
