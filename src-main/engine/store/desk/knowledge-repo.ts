// Owns: what was learned of each account's service: the readings not ruled out. Must not: learn (the domain does).
import {
  packKnowledge,
  unpackKnowledge,
} from '../../../../src-shared/domain/workflow/pack-knowledge.ts';
import type { Knowledge } from '../../../../src-shared/domain/workflow/assumptions.ts';
import type { Connection } from '../connection.ts';

export interface KnowledgeRepo {
  /** Everything, where nothing was learned. The same object until something is. */
  read(accountId: string): Knowledge;
  save(accountId: string, knowledge: Knowledge, wallMs: number): void;
}

export function createKnowledgeRepo(db: Connection): KnowledgeRepo {
  const kept = new Map<string, Knowledge>();
  return {
    read: (accountId) => {
      const known = kept.get(accountId) ?? readStored(db, accountId);
      kept.set(accountId, known);
      return known;
    },
    save: (accountId, knowledge, wallMs) => {
      db.prepare(
        `INSERT INTO outbox.workflow_knowledge (account_id, readings, learned_ms) VALUES (?, ?, ?)
         ON CONFLICT (account_id) DO UPDATE
         SET readings = excluded.readings, learned_ms = excluded.learned_ms`,
      ).run(accountId, packKnowledge(knowledge), Math.round(wallMs));
      // Read anew from the file next time: a transaction that is rolled back must not leave it here.
      kept.delete(accountId);
    },
  };
}

function readStored(db: Connection, accountId: string): Knowledge {
  const row = db
    .prepare<[string], { readings: string }>(
      'SELECT readings FROM outbox.workflow_knowledge WHERE account_id = ?',
    )
    .get(accountId);
  return unpackKnowledge(row?.readings ?? null);
}
