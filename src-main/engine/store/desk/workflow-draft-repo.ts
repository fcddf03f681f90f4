// Owns: arrangements a person has made but not sent. Must not: know when a plan uses one up.
import type { WorkflowDraft } from '../../../../src-shared/contract/package-view.ts';
import type { Connection } from '../connection.ts';

export interface WorkflowDraftRepo {
  find(accountId: string, packageId: string): WorkflowDraft | null;
  save(accountId: string, packageId: string, draft: WorkflowDraft, wallMs: number): void;
  remove(accountId: string, packageId: string): void;
}

interface DraftRow {
  readonly base: string;
  readonly wanted: string;
  readonly saved_ms: number;
}

export function createWorkflowDraftRepo(db: Connection): WorkflowDraftRepo {
  return {
    find: (accountId, packageId) => {
      const row = db
        .prepare<[string, string], DraftRow>(
          `SELECT base, wanted, saved_ms FROM outbox.workflow_draft
           WHERE account_id = ? AND package_id = ?`,
        )
        .get(accountId, packageId);
      return row === undefined ? null : readRow(row);
    },
    save: (accountId, packageId, draft, wallMs) => {
      db.prepare(
        `INSERT INTO outbox.workflow_draft (account_id, package_id, base, wanted, saved_ms)
         VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (account_id, package_id) DO UPDATE
         SET base = excluded.base, wanted = excluded.wanted, saved_ms = excluded.saved_ms`,
      ).run(
        accountId,
        packageId,
        JSON.stringify(draft.base),
        JSON.stringify(draft.wanted),
        Math.round(wallMs),
      );
    },
    remove: (accountId, packageId) => {
      db.prepare('DELETE FROM outbox.workflow_draft WHERE account_id = ? AND package_id = ?').run(
        accountId,
        packageId,
      );
    },
  };
}

/** Written by `save` after the route's schema had checked it. */
function readRow(row: DraftRow): WorkflowDraft {
  return {
    base: JSON.parse(row.base) as WorkflowDraft['base'],
    wanted: JSON.parse(row.wanted) as WorkflowDraft['wanted'],
    savedAt: new Date(row.saved_ms).toISOString(),
  };
}
