// Owns: texts typed for a request but not decided yet. Must not: know when a decision uses them up.
import type { DecisionDraft } from '../../../../src-shared/contract/inbox-view.ts';
import type { Connection } from '../connection.ts';

export interface DraftRepo {
  find(accountId: string, requestId: string): DecisionDraft | null;
  save(accountId: string, requestId: string, draft: DecisionDraft, wallMs: number): void;
  remove(accountId: string, requestId: string): void;
}

export function createDraftRepo(db: Connection): DraftRepo {
  return {
    find: (accountId, requestId) =>
      db
        .prepare<[string, string], DecisionDraft>(
          'SELECT message, reason FROM outbox.draft WHERE account_id = ? AND request_id = ?',
        )
        .get(accountId, requestId) ?? null,
    save: (accountId, requestId, draft, wallMs) => {
      db.prepare(
        `INSERT INTO outbox.draft (account_id, request_id, message, reason, saved_ms) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (account_id, request_id) DO UPDATE
         SET message = excluded.message, reason = excluded.reason, saved_ms = excluded.saved_ms`,
      ).run(accountId, requestId, draft.message, draft.reason, wallMs);
    },
    remove: (accountId, requestId) => {
      db.prepare('DELETE FROM outbox.draft WHERE account_id = ? AND request_id = ?').run(
        accountId,
        requestId,
      );
    },
  };
}
