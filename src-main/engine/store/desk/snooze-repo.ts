// Owns: until when a request is out of sight. Must not: know why; the inbox query leaves such rows out.
import type { Connection } from '../connection.ts';

export interface SnoozeRepo {
  /** The end of the snooze, or null; ended ones count until they are cleared. */
  find(accountId: string, requestId: string): number | null;
  save(accountId: string, requestId: string, untilMs: number): void;
  remove(accountId: string, requestId: string): void;
  /** The next end after `nowMs`, so that the list can be refreshed then. */
  findNextEnd(nowMs: number): number | null;
}

export function createSnoozeRepo(db: Connection): SnoozeRepo {
  return {
    find: (accountId, requestId) =>
      db
        .prepare<[string, string], { until_ms: number }>(
          'SELECT until_ms FROM outbox.snooze WHERE account_id = ? AND request_id = ?',
        )
        .get(accountId, requestId)?.until_ms ?? null,
    save: (accountId, requestId, untilMs) => {
      db.prepare(
        `INSERT INTO outbox.snooze (account_id, request_id, until_ms) VALUES (?, ?, ?)
         ON CONFLICT (account_id, request_id) DO UPDATE SET until_ms = excluded.until_ms`,
      ).run(accountId, requestId, untilMs);
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
