// Owns: the triggers that note every change of a journaled row while a transaction runs, so that no part of the engine
// can change one and forget the journal. Must not: write the journal.
import { JOURNALED_TABLES } from './journal-record.ts';
import type { Connection } from '../connection.ts';
import type { JournaledTable } from './journal-record.ts';

/** Never change once written; not repeated on a change. */
const FIXED_COLUMNS = [
  'seq',
  'op_id',
  'account_id',
  'lane',
  'class',
  'kind',
  'group_id',
  'intent',
  'base',
  'base_hash',
  'depends_on',
  'decided_ms',
];
/** Long texts: named only where they changed. */
const LONG_COLUMNS = ['pre', 'conflict', 'evidence'];

/**
 * What must be on the disk before anything follows from it: a decision; that a request is about to leave; that a
 * person took something back. Forgetting anything else costs one more read of the service and nothing worse.
 */
const MUST_SYNC_SET = `(NEW.state <> OLD.state AND NEW.state IN ('SENDING', 'CANCELLED', 'SUPERSEDED'))
  OR NEW.is_cancel_wanted > OLD.is_cancel_wanted OR NEW.dismissed_ms IS NOT OLD.dismissed_ms`;

/** Makes the triggers on the connection; its outbox is attached as `outbox`. They last as long as it is open. */
export function installChangeNotes(db: Connection): void {
  db.exec(`CREATE TEMP TABLE noted_change (
    note_seq INTEGER PRIMARY KEY, change TEXT NOT NULL, must_sync INTEGER NOT NULL)`);
  for (const table of JOURNALED_TABLES) {
    const row = `json_object(${listColumns(db, table)
      .map((name) => `'${name}', NEW.${name}`)
      .join(', ')})`;
    const put = `json_object('put', '${table}', 'row', ${row})`;
    const mustSync = table === 'op_event' ? '0' : '1';
    createTrigger(db, `note_${table}_put`, `INSERT ON outbox.${table}`, put, mustSync);
    if (table === 'account' || table === 'workflow_plan') {
      createTrigger(db, `note_${table}_set`, `UPDATE ON outbox.${table}`, put, '0');
    }
  }
  const gone = `json_object('gone', 'account', 'id', OLD.id)`;
  createTrigger(db, 'note_account_gone', 'DELETE ON outbox.account', gone, '1');
  const set = `json_object('set', 'op', 'id', NEW.op_id, 'row', json(${writeOpChange(db)}))`;
  const moved = 'UPDATE OF revision ON outbox.op';
  createTrigger(db, 'note_op_set', moved, set, `CASE WHEN ${MUST_SYNC_SET} THEN 1 ELSE 0 END`);
}

export interface NotedChanges {
  /** JSON of a Change each, in order. */
  readonly changes: readonly string[];
  readonly mustSync: boolean;
}

/** Takes what the running transaction noted; null when nothing. */
export function takeNotedChanges(db: Connection): NotedChanges | null {
  const rows = db
    .prepare<[], { readonly change: string; readonly must_sync: number }>(
      'SELECT change, must_sync FROM temp.noted_change ORDER BY note_seq',
    )
    .all();
  if (rows.length === 0) return null;
  db.prepare('DELETE FROM temp.noted_change').run();
  return {
    changes: rows.map(({ change }) => change),
    mustSync: rows.some(({ must_sync }) => must_sync === 1),
  };
}

function createTrigger(
  db: Connection,
  name: string,
  event: string,
  change: string,
  mustSync: string,
): void {
  db.exec(`CREATE TEMP TRIGGER ${name} AFTER ${event} BEGIN
    INSERT INTO noted_change (change, must_sync) VALUES (${change}, ${mustSync}); END`);
}

function writeOpChange(db: Connection): string {
  const names = listColumns(db, 'op').filter(
    (name) => !FIXED_COLUMNS.includes(name) && !LONG_COLUMNS.includes(name),
  );
  const short = `json_object(${names.map((name) => `'${name}', NEW.${name}`).join(', ')})`;
  // A long column that did not change writes the state once more in its place; json_patch would drop a null.
  const long = LONG_COLUMNS.map((name) => {
    const isChanged = `NEW.${name} IS NOT OLD.${name}`;
    return `CASE WHEN ${isChanged} THEN '$.${name}' ELSE '$.state' END,
      CASE WHEN ${isChanged} THEN NEW.${name} ELSE NEW.state END`;
  });
  return `json_set(${short}, ${long.join(', ')})`;
}

function listColumns(db: Connection, table: JournaledTable): readonly string[] {
  return db
    .prepare<[], { readonly name: string }>(
      `SELECT name FROM pragma_table_info('${table}', 'outbox')`,
    )
    .all()
    .map(({ name }) => name);
}
