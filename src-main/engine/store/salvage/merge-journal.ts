// Owns: making the outbox say what its rows, its journal and a backup say together: one transaction.
// Must not: judge (merge-rules.ts), or write any file but the database.
import { isJournalProven, ruleOnOp } from './merge-rules.ts';
import { WRITE_DEADLINE_MS } from '../../outbox/settle.ts';
import { JOURNALED } from '../journal/journal-record.ts';
import type { Connection } from '../connection.ts';
import type { JournaledTable, RestedOp, Row, Value } from '../journal/journal-record.ts';
import type { JournalReading } from '../journal/read-journal.ts';
import type { Ruling, Sources } from './merge-rules.ts';

export interface MergeOptions {
  readonly sources: Sources;
  readonly journal: JournalReading | null;
  /** Rows of backups, newest first; only consulted for what nothing else holds. */
  readonly backups: readonly BackupRows[];
  readonly wallMs: number;
  readonly epoch: number;
}

export type BackupRows = Readonly<Partial<Record<JournaledTable, readonly Row[]>>>;

/** Counts for the note to the person. */
export interface MergeResult {
  /** Unsent work that was not in the database as it is and goes on by itself. */
  readonly restored: number;
  /** Unsent work that waits for a person's word. */
  readonly asking: number;
  /** May have been on its way: read back before anything else. */
  readonly checking: number;
  /** Came to rest, nobody knows how: before a person. */
  readonly unclear: number;
  /** Numbers that were given to an item of which nothing is left. */
  readonly missing: number;
}

/** `db` has the outbox as its main file. Leaves the journal's mark as it is. */
export function mergeJournal(db: Connection, options: MergeOptions): MergeResult {
  return db.inTransaction(() => {
    for (const table of ['account', 'workflow_plan', 'workflow_segment', 'op_event'] as const) {
      for (const row of listRows(options, table)) putIfMissing(db, table, row);
    }
    // An account may have moved to another address since: decisions must not go to the old one.
    const isProven = isJournalProven(options.sources);
    const accounts = isProven ? options.journal?.rows.account.values() : undefined;
    for (const row of accounts ?? []) putRow(db, 'account', row);
    const counts = { restored: 0, asking: 0, checking: 0, unclear: 0 };
    for (const copies of gatherCopies(db, options)) {
      const ruling = ruleOnOp(options.sources, copies);
      carryOut(db, ruling, options);
      count(counts, ruling);
    }
    return { ...counts, missing: countMissing(db, options) };
  });
}

function listRows({ journal, backups, sources }: MergeOptions, table: JournaledTable): Row[] {
  // Accounts a person removed must not come back from a backup while the journal knows better.
  const isKnown = table === 'account' && journal !== null && sources.journal !== null;
  const old = isKnown ? [] : backups.flatMap((rows) => rows[table] ?? []);
  return [...(journal?.rows[table].values() ?? []), ...old];
}

function* gatherCopies(db: Connection, { journal, backups }: MergeOptions) {
  const stored = new Map(
    db
      .prepare<[], Row>('SELECT * FROM op')
      .all()
      .map((row) => [String(row['op_id']), row]),
  );
  const backedUp = new Map<string, Row>();
  for (const row of backups.flatMap((rows) => rows.op ?? [])) {
    const id = String(row['op_id']);
    if (!backedUp.has(id)) backedUp.set(id, row);
  }
  const journaled = journal?.rows.op ?? new Map<string, Row>();
  for (const id of new Set([...stored.keys(), ...journaled.keys(), ...backedUp.keys()])) {
    yield {
      stored: stored.get(id) ?? null,
      journaled: journaled.get(id) ?? null,
      rested: journal?.rested.get(id) ?? null,
      backedUp: backedUp.get(id) ?? null,
    };
  }
}

function carryOut(db: Connection, ruling: Ruling, { wallMs, epoch }: MergeOptions): void {
  if (ruling.is === 'keep') return;
  const { row } = ruling;
  const changed = changeRow(ruling, wallMs);
  putRow(db, 'op', { ...giveFreeNumber(db, row), ...changed, owner_epoch: 0 });
  if (changed['state'] === undefined || changed['state'] === row['state']) return;
  db.prepare(
    `INSERT INTO op_event (op_id, from_state, to_state, cause, attempt, http, wall_ms, mono_ms, epoch)
     VALUES (?, ?, ?, 'salvaged', ?, NULL, ?, 0, ?)`,
  ).run(row['op_id'], row['state'], changed['state'], row['attempt'], wallMs, epoch);
}

/** Two databases that grew apart may have given one number twice; the item that comes in gets a new one. */
function giveFreeNumber(db: Connection, row: Row): Row {
  const other = db
    .prepare<unknown[], { readonly op_id: string }>('SELECT op_id FROM op WHERE seq = ?')
    .get(row['seq']);
  if (other === undefined || other.op_id === row['op_id']) return row;
  const { seq: _, ...rest } = row;
  return rest;
}

function changeRow(ruling: Exclude<Ruling, { is: 'keep' }>, wallMs: number): Row {
  const revision = Number(ruling.row['revision'] ?? 0) + 1;
  switch (ruling.is) {
    case 'take':
      return {};
    case 'check':
      // The settle time runs from now: when the request left is no longer certain.
      return {
        revision,
        state: 'UNKNOWN',
        last_answer: 'lost',
        unapplied_reads: 0,
        sent_wall_ms: wallMs,
        not_before_ms: wallMs,
        ...(ruling.mayResend ? {} : { is_cancel_wanted: 1 }),
      };
    case 'ask':
      // What builds on another item goes on waiting for that one.
      if (ruling.row['blocked_why'] === 'dependency') return {};
      // As if it had left just now: when a person lets it go on, the read before sending waits until that is settled.
      return {
        revision,
        state: 'BLOCKED',
        blocked_why: 'salvaged',
        attempt: Math.max(1, Number(ruling.row['attempt'])),
        sent_wall_ms: wallMs,
        deadline_ms: WRITE_DEADLINE_MS,
        not_before_ms: wallMs,
      };
    case 'rest':
      return settleAs(ruling.end);
    case 'lost-end':
      return {
        revision,
        state: 'ATTENTION',
        blocked_why: null,
        conflict: null,
        rested_ms: wallMs,
        last_code: 'DATABASE_DAMAGED',
      };
  }
}

/** A conflict's facts are gone with it: what is known is that it rests and a person has seen it. */
function settleAs({ revision, state, restedMs }: RestedOp): Row {
  return {
    revision,
    state: state === 'CONFLICT' ? 'ATTENTION' : state,
    blocked_why: null,
    conflict: null,
    rested_ms: restedMs,
    dismissed_ms: ['CONFLICT', 'REJECTED', 'ATTENTION'].includes(state) ? restedMs : null,
  };
}

function count(
  counts: { restored: number; asking: number; checking: number; unclear: number },
  ruling: Ruling,
): void {
  if (ruling.is === 'take' && ruling.row['rested_ms'] === null) counts.restored += 1;
  if (ruling.is === 'ask') counts.asking += 1;
  if (ruling.is === 'check') counts.checking += 1;
  if (ruling.is === 'lost-end') counts.unclear += 1;
}

/** Numbers are given out in turn and never deleted, so a gap is an item that could not be read anywhere. */
function countMissing(db: Connection, { journal }: MergeOptions): number {
  const row = db
    .prepare<[], { readonly there: number; readonly top: number | null }>(
      `SELECT count(*) AS there,
         (SELECT max(seq) FROM sqlite_sequence WHERE name = 'op') AS top FROM op`,
    )
    .get();
  const top = Math.max(row?.top ?? 0, journal?.maxSeq ?? 0);
  if (top > (row?.top ?? 0)) raiseSequence(db, top);
  return Math.max(0, top - (row?.there ?? 0));
}

/** A number is never given twice, also when its row is gone. */
export function raiseSequence(db: Connection, top: number): void {
  const { changes } = db
    .prepare(`UPDATE sqlite_sequence SET seq = ? WHERE name = 'op' AND seq < ?`)
    .run(top, top);
  const isThere = db.prepare(`SELECT 1 FROM sqlite_sequence WHERE name = 'op'`).get();
  if (changes === 0 && isThere === undefined) {
    db.prepare(`INSERT INTO sqlite_sequence (name, seq) VALUES ('op', ?)`).run(top);
  }
}

/** Inserts or replaces a row by the columns the table has today. */
function putRow(db: Connection, table: JournaledTable, row: Row): void {
  const names = keepKnown(db, table, row);
  const keys: readonly string[] = JOURNALED[table];
  const sets = names.filter((name) => !keys.includes(name)).map((name) => `${name} = @${name}`);
  db.prepare(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})
     ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${sets.join(', ')}`,
  ).run(pick(row, names));
}

/** Inserts a row unless its key is taken, or it is part of a plan that is not there. */
export function putIfMissing(db: Connection, table: string, row: Row): boolean {
  const names = keepKnown(db, table, row);
  const isStray =
    table === 'workflow_segment' &&
    db.prepare('SELECT 1 FROM workflow_plan WHERE plan_id = ?').get(row['plan_id']) === undefined;
  if (isStray) return false;
  const { changes } = db
    .prepare(
      `INSERT OR IGNORE INTO ${table} (${names.join(', ')})
       VALUES (${names.map((name) => `@${name}`).join(', ')})`,
    )
    .run(pick(row, names));
  return changes === 1;
}

function keepKnown(db: Connection, table: string, row: Row): readonly string[] {
  const known = db
    .prepare<[], { readonly name: string }>(`SELECT name FROM pragma_table_info('${table}')`)
    .all()
    .map(({ name }) => name);
  return known.filter((name) => row[name] !== undefined);
}

function pick(row: Row, names: readonly string[]): Record<string, Value> {
  return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}
