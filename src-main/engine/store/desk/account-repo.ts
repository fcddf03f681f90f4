// Owns: the rows of accounts. Must not: hold secrets (keychain) or judge addresses (accounts/base-url.ts).
import type { AccountRecord } from '../../ports.ts';
import type { Connection } from '../connection.ts';

interface AccountRow {
  readonly id: string;
  readonly kind: AccountRecord['kind'];
  readonly label: string;
  readonly base_url: string;
  readonly created_at: string;
}

export interface AccountRepo {
  list(): readonly AccountRecord[];
  find(id: string): AccountRecord | null;
  insert(account: AccountRecord): void;
  rename(id: string, label: string): void;
  moveTo(id: string, baseUrl: string): void;
  /** Removes the account and what the desk kept for it; ops at rest stay as the record of what was done. */
  remove(id: string): void;
  /** How many decisions and plans of the account are not at rest; a plan counts once. */
  countUnsent(id: string): number;
}

export function createAccountRepo(db: Connection): AccountRepo {
  const select = 'SELECT id, kind, label, base_url, created_at FROM outbox.account';
  return {
    list: () => db.prepare<[], AccountRow>(`${select} ORDER BY created_at, id`).all().map(readRow),
    find: (id) => {
      const row = db.prepare<[string], AccountRow>(`${select} WHERE id = ?`).get(id);
      return row === undefined ? null : readRow(row);
    },
    // A transaction each: the journal takes part in those, and decisions are worth nothing without their account.
    insert: (account) => {
      db.inTransaction(() =>
        db
          .prepare(
            'INSERT INTO outbox.account (id, kind, label, base_url, created_at) VALUES (?, ?, ?, ?, ?)',
          )
          .run(account.id, account.kind, account.label, account.baseUrl, account.createdAt),
      );
    },
    rename: (id, label) => {
      db.inTransaction(() =>
        db.prepare('UPDATE outbox.account SET label = ? WHERE id = ?').run(label, id),
      );
    },
    moveTo: (id, baseUrl) => {
      db.inTransaction(() =>
        db.prepare('UPDATE outbox.account SET base_url = ? WHERE id = ?').run(baseUrl, id),
      );
    },
    remove: (id) => {
      db.inTransaction(() => {
        for (const table of [
          'outbox.draft',
          'outbox.snooze',
          'outbox.workflow_draft',
          'outbox.workflow_knowledge',
          'package',
          'directory_entry',
          'directory_pull',
          'reassign_request',
          'dossier',
          'pull',
        ]) {
          db.prepare(`DELETE FROM ${table} WHERE account_id = ?`).run(id);
        }
        db.prepare('DELETE FROM outbox.account WHERE id = ?').run(id);
      });
    },
    countUnsent: (id) =>
      db
        .prepare<[string], { readonly n: number }>(
          `SELECT count(DISTINCT coalesce(group_id, op_id)) AS n FROM outbox.op WHERE account_id = ?
           AND state IN ('QUEUED','SENDING','UNKNOWN','ACKED','WAITING','BLOCKED')`,
        )
        .get(id)?.n ?? 0,
  };
}

function readRow(row: AccountRow): AccountRecord {
  return {
    id: row.id,
    kind: row.kind,
    label: row.label,
    baseUrl: row.base_url,
    createdAt: row.created_at,
  };
}
