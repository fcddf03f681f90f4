// Owns: until when a request is out of sight. Must not: know why; the inbox query leaves such rows out.
import type { Connection } from '../connection.ts';

export interface Snooze {
  readonly untilMs: number;
  /** The picture that was put out of sight; another one ends the snooze. Null = only the time does. */
  readonly seenHash: string | null;
}

export interface SnoozeRepo {
  /** The snooze, or null; an ended one counts until it is removed or set anew. */
  find(accountId: string, requestId: string): Snooze | null;
  save(accountId: string, requestId: string, snooze: Snooze): void;
  remove(accountId: string, requestId: string): void;
  /** The next end after `nowMs`, so that the list can be refreshed then. */
  findNextEnd(nowMs: number): number | null;
}

export function createSnoozeRepo(db: Connection): SnoozeRepo {
  return {
    find: (accountId, requestId) =>
      db
        .prepare<[string, string], Snooze>(
          `SELECT until_ms AS untilMs, seen_hash AS seenHash FROM outbox.snooze
           WHERE account_id = ? AND request_id = ?`,
        )
        .get(accountId, requestId) ?? null,
    save: (accountId, requestId, { untilMs, seenHash }) => {
      db.prepare(
        `INSERT INTO outbox.snooze (account_id, request_id, until_ms, seen_hash) VALUES (?, ?, ?, ?)
         ON CONFLICT (account_id, request_id)
         DO UPDATE SET until_ms = excluded.until_ms, seen_hash = excluded.seen_hash`,
      ).run(accountId, requestId, untilMs, seenHash);
    },
    remove: (accountId, requestId) => {
      db.prepare('DELETE FROM outbox.snooze WHERE account_id = ? AND request_id = ?').run(
        accountId,
        requestId,
      );
    },
    findNextEnd: (nowMs) =>
      db
        .prepare<[number], { until_ms: number | null }>(
          'SELECT min(until_ms) AS until_ms FROM outbox.snooze WHERE until_ms > ?',
        )
        .get(nowMs)?.until_ms ?? null,
  };
}
