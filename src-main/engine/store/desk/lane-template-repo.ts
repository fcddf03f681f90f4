// Owns: stored lane templates. Must not: know which package one is put into.
import type { LaneTemplate } from '../../../../src-shared/contract/package-view.ts';
import type { Connection } from '../connection.ts';

export interface LaneTemplateRepo {
  /** By title, without regard to case. */
  list(): readonly LaneTemplate[];
  has(id: string): boolean;
  save(template: LaneTemplate, wallMs: number): void;
  remove(id: string): void;
}

interface TemplateRow {
  readonly id: string;
  readonly title: string;
  readonly type: LaneTemplate['type'];
  readonly lanes: string;
}

export function createLaneTemplateRepo(db: Connection): LaneTemplateRepo {
  return {
    list: () =>
      db
        .prepare<[], TemplateRow>(
          'SELECT id, title, type, lanes FROM outbox.lane_template ORDER BY title COLLATE NOCASE, id',
        )
        .all()
        .map(({ lanes, ...row }) => ({
          ...row,
          // Written by `save` after the route's schema had checked it.
          lanes: JSON.parse(lanes) as LaneTemplate['lanes'],
        })),
    has: (id) =>
      db.prepare('SELECT 1 FROM outbox.lane_template WHERE id = ?').get(id) !== undefined,
    save: ({ id, title, type, lanes }, wallMs) => {
      db.prepare(
        `INSERT INTO outbox.lane_template (id, title, type, lanes, saved_ms) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET title = excluded.title, type = excluded.type,
           lanes = excluded.lanes, saved_ms = excluded.saved_ms`,
      ).run(id, title, type, JSON.stringify(lanes), Math.round(wallMs));
    },
    remove: (id) => {
      db.prepare('DELETE FROM outbox.lane_template WHERE id = ?').run(id);
    },
  };
}
