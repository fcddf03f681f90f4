// Owns: reusable texts for reasons and messages. Must not: know where they are pasted.
import type { Snippet } from '../../../../src-shared/contract/routes.ts';
import type { Connection } from '../connection.ts';

export interface SnippetRepo {
  /** By title, without regard to case. */
  list(): readonly Snippet[];
  has(id: string): boolean;
  save(snippet: Snippet, wallMs: number): void;
  remove(id: string): void;
}

export function createSnippetRepo(db: Connection): SnippetRepo {
  return {
    list: () =>
      db
        .prepare<[], Snippet>(
          'SELECT id, title, body AS text FROM outbox.snippet ORDER BY title COLLATE NOCASE, id',
        )
        .all(),
    has: (id) => db.prepare('SELECT 1 FROM outbox.snippet WHERE id = ?').get(id) !== undefined,
    save: (snippet, wallMs) => {
      db.prepare(
        `INSERT INTO outbox.snippet (id, title, body, used_ms) VALUES (?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET title = excluded.title, body = excluded.body`,
      ).run(snippet.id, snippet.title, snippet.text, wallMs);
    },
    remove: (id) => {
      db.prepare('DELETE FROM outbox.snippet WHERE id = ?').run(id);
    },
  };
}
