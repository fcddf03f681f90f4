// Owns: whom the palette offers: users, groups and contacts as last read. Must not: rank anything but by the text.
import { foldText } from './fold-text.ts';
import type { DirectoryEntry } from '../../../../src-shared/contract/package-view.ts';
import type { Connection } from '../connection.ts';

export type DirectorySource = DirectoryEntry['source'];

export interface DirectoryRepo {
  /** Puts in or renews a piece of what was read. */
  put(accountId: string, rows: readonly DirectoryEntry[], pullMark: number): void;
  /** Ends a reading: what it did not name goes. */
  finish(accountId: string, source: DirectorySource, pullMark: number): void;
  /** When a source was last read, wall milliseconds; null = never. */
  findFetchedMs(accountId: string, source: DirectorySource): number | null;
  /** Notes that a source was read, or that the service does not give it. */
  noteFetched(accountId: string, source: DirectorySource, wallMs: number): void;
  /** Entries that hold every word, those that begin with the text first; an empty text lists all by name. */
  search(accountId: string, text: string, limit: number): readonly DirectoryEntry[];
}

interface EntryRow {
  readonly source: DirectorySource;
  readonly name: string;
  readonly email: string | null;
  readonly member_count: number | null;
}

export function createDirectoryRepo(db: Connection): DirectoryRepo {
  return {
    put: (accountId, rows, pullMark) =>
      db.inTransaction(() => {
        for (const row of rows) putRow(db, accountId, row, pullMark);
      }),
    finish: (accountId, source, pullMark) => {
      db.prepare(
        'DELETE FROM directory_entry WHERE account_id = ? AND source = ? AND pull_mark <> ?',
      ).run(accountId, source, pullMark);
    },
    findFetchedMs: (accountId, source) =>
      db
        .prepare<[string, string], { fetched_ms: number }>(
          'SELECT fetched_ms FROM directory_pull WHERE account_id = ? AND source = ?',
        )
        .get(accountId, source)?.fetched_ms ?? null,
    noteFetched: (accountId, source, wallMs) => {
      db.prepare(
        `INSERT INTO directory_pull VALUES (?, ?, ?)
         ON CONFLICT (account_id, source) DO UPDATE SET fetched_ms = excluded.fetched_ms`,
      ).run(accountId, source, Math.round(wallMs));
    },
    search: (accountId, text, limit) => search(db, accountId, text, limit),
  };
}

function putRow(db: Connection, accountId: string, row: DirectoryEntry, pullMark: number): void {
  const identity = foldText(row.email ?? row.name);
  db.prepare(
    `INSERT INTO directory_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (account_id, source, identity) DO UPDATE SET name = excluded.name, email = excluded.email,
       member_count = excluded.member_count, search_fold = excluded.search_fold, pull_mark = excluded.pull_mark`,
  ).run(
    accountId,
    row.source,
    identity,
    row.name,
    row.email,
    row.memberCount,
    foldText(`${row.name} ${row.email ?? ''}`).trim(),
    pullMark,
  );
}

const MAX_WORDS = 8;

/** Few thousand short texts are looked through faster than an index of them would be kept. */
function search(
  db: Connection,
  accountId: string,
  text: string,
  limit: number,
): readonly DirectoryEntry[] {
  const folded = foldText(text).trim();
  const words = folded.split(/\s+/u).filter((word) => word !== '');
  const where = words
    .slice(0, MAX_WORDS)
    .map((_, index) => `instr(e.search_fold, @word${index}) > 0`);
  const values = Object.fromEntries(words.slice(0, MAX_WORDS).map((word, i) => [`word${i}`, word]));
  const rows = db
    .prepare<[Record<string, unknown>], EntryRow>(
      `SELECT e.source, e.name, e.email, e.member_count FROM directory_entry e
       WHERE ${['e.account_id = @accountId', ...where].join(' AND ')}
         AND NOT (e.source = 'contact' AND EXISTS (
           SELECT 1 FROM directory_entry u
           WHERE u.account_id = e.account_id AND u.source = 'user' AND u.identity = e.identity))
       ORDER BY CASE WHEN instr(e.search_fold, @text) = 1 THEN 0
         WHEN instr(e.search_fold, ' ' || @text) > 0 THEN 1 ELSE 2 END,
         e.search_fold, e.source LIMIT @limit`,
    )
    .all({ ...values, accountId, text: folded, limit });
  return rows.map(({ member_count: memberCount, ...row }) => ({
    kind: row.source === 'group' ? 'group' : 'person',
    ...row,
    memberCount,
  }));
}
