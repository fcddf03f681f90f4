// Owns: getting out of a damaged outbox file what can be got out: table by table, and row by row where a table cannot
// be read as a whole. Works on a copy. Must not: be given the file itself (opening it would change it).
import {
  closeSync,
  copyFileSync,
  existsSync,
  ftruncateSync,
  openSync,
  statSync,
  writeSync,
} from 'node:fs';
import { openConnection } from '../connection.ts';
import { removeDatabase } from '../remove-database.ts';
import { translateStoreError } from '../sqlite-error.ts';
import type { Connection } from '../connection.ts';
import type { Row } from '../journal/journal-record.ts';

/** Tables that the journal does not carry: what they lack comes from a backup. */
export const DESK_TABLES = [
  'setting',
  'snippet',
  'draft',
  'snooze',
  'workflow_draft',
  'lane_template',
  'workflow_knowledge',
] as const;

/** Every table of the outbox, in the order in which rows can be put back. */
export const OUTBOX_TABLES = [
  'engine_epoch',
  'journal_mark',
  'account',
  ...DESK_TABLES,
  'workflow_plan',
  'workflow_segment',
  'op',
  'op_event',
  'repair_note',
] as const;
type OutboxTable = (typeof OUTBOX_TABLES)[number];

export interface TableReading {
  readonly rows: readonly Row[];
  /** false: pages of it could not be read, so rows may be missing. */
  readonly isComplete: boolean;
}

export interface DamagedReading {
  /** At least one page was authentic: this is the right key. */
  readonly isKeyProven: boolean;
  readonly tables: Readonly<Record<OutboxTable, TableReading>>;
  /** Highest number given to an item, where that could be read. */
  readonly maxSeq: number;
}

/** SQLite keeps these in the clear: page size, versions, reserved bytes. They are the same in every file of ours. */
const PLAIN_HEADER = { from: 16, to: 24 } as const;
const PAGE_BYTES = 4096;
/** A shortened file is lengthened with empty pages, so that those before the cut can be read; ours are far smaller. */
const MAX_PADDED_BYTES = 64 * 1024 * 1024;
/** Where the end of a table cannot be read, rows are looked for until so many numbers in a row are missing. */
const MAX_GAP = 2_000;

const NOTHING: DamagedReading = {
  isKeyProven: false,
  maxSeq: 0,
  tables: mapTables(() => ({ rows: [], isComplete: false })),
};

/** Copies the file (and its WAL, when wanted) to `workPath` and reads the copy. */
export function readDamaged(options: {
  readonly path: string;
  readonly hasWal: boolean;
  readonly workPath: string;
  readonly key: Uint8Array;
  /** The eight plain bytes as a sound file has them. */
  readonly plainHeader: Uint8Array;
}): DamagedReading {
  const { path, workPath } = options;
  if (!existsSync(path) || statSync(path).size === 0) return NOTHING;
  for (let sizeBytes = statSync(path).size; sizeBytes <= MAX_PADDED_BYTES; sizeBytes *= 2) {
    copyToWork(options, Math.ceil(sizeBytes / PAGE_BYTES) * PAGE_BYTES);
    const connection = openConnection(workPath, options.key);
    try {
      connection.prepare('SELECT count(*) FROM sqlite_schema').get();
      return readAll(connection);
    } catch (error) {
      if (translateStoreError(error)?.error.code !== 'DATABASE_DAMAGED') throw error;
      // NOTADB: its first page is not authentic, and no length will make it so.
      if (isNotADatabase(error)) return NOTHING;
    } finally {
      connection.close();
      removeDatabase(workPath);
    }
  }
  return NOTHING;
}

function copyToWork(
  { path, workPath, hasWal, plainHeader }: Parameters<typeof readDamaged>[0],
  sizeBytes: number,
): void {
  removeDatabase(workPath);
  copyFileSync(path, workPath);
  if (hasWal && existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${workPath}-wal`);
  const file = openSync(workPath, 'r+');
  try {
    ftruncateSync(file, sizeBytes);
    writeSync(file, plainHeader, 0, PLAIN_HEADER.to - PLAIN_HEADER.from, PLAIN_HEADER.from);
  } finally {
    closeSync(file);
  }
}

function isNotADatabase(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_NOTADB';
}

function readAll(db: Connection): DamagedReading {
  const tables = mapTables((table) => readTable(db, table));
  const highest = tables.op.rows.reduce((max, row) => Math.max(max, Number(row['seq'])), 0);
  return { isKeyProven: true, tables, maxSeq: Math.max(highest, readSequence(db)) };
}

function mapTables(
  read: (table: OutboxTable) => TableReading,
): Readonly<Record<OutboxTable, TableReading>> {
  return Object.fromEntries(OUTBOX_TABLES.map((table) => [table, read(table)])) as Record<
    OutboxTable,
    TableReading
  >;
}

function readTable(db: Connection, table: OutboxTable): TableReading {
  try {
    if (db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table) === undefined) {
      return { rows: [], isComplete: true };
    }
    return { rows: db.prepare<[], Row>(`SELECT * FROM ${table}`).all(), isComplete: true };
  } catch {
    return { rows: readRowByRow(db, table), isComplete: false };
  }
}

function readRowByRow(db: Connection, table: OutboxTable): readonly Row[] {
  const rows: Row[] = [];
  const top = readOrNull(() =>
    db.prepare<[], { top: number | null }>(`SELECT max(rowid) AS top FROM ${table}`).get(),
  );
  const find = readOrNull(() =>
    db.prepare<[number], Row>(`SELECT * FROM ${table} WHERE rowid = ?`),
  );
  if (find === null) return rows;
  let last = top?.top ?? MAX_GAP;
  for (let id = 1; id <= last; id += 1) {
    const row = readOrNull(() => find.get(id));
    if (row === null || row === undefined) continue;
    rows.push(row);
    if (top === null) last = id + MAX_GAP;
  }
  return rows;
}

/** Anything that cannot be read is missing; how much is missing is counted by its absence. */
function readOrNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function readSequence(db: Connection): number {
  const row = readOrNull(() =>
    db.prepare<[], { seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'op'`).get(),
  );
  return row?.seq ?? 0;
}

/** The same file with and without its WAL: a row that only one of them shows counts, of two the later one. */
export function joinReadings(one: DamagedReading, other: DamagedReading): DamagedReading {
  if (!other.isKeyProven) return one;
  if (!one.isKeyProven) return other;
  return {
    isKeyProven: true,
    maxSeq: Math.max(one.maxSeq, other.maxSeq),
    tables: mapTables((table) => joinTables(table, one.tables[table], other.tables[table])),
  };
}

function joinTables(table: OutboxTable, one: TableReading, other: TableReading): TableReading {
  // A whole table without what was deleted since is better than a larger one with it.
  if (table !== 'op') return one.isComplete || !other.isComplete ? one : other;
  const rows = new Map<string, Row>();
  for (const row of [...other.rows, ...one.rows]) {
    const before = rows.get(String(row['op_id']));
    const isNewer = Number(row['revision'] ?? 0) >= Number(before?.['revision'] ?? 0);
    if (before === undefined || isNewer) rows.set(String(row['op_id']), row);
  }
  return { rows: [...rows.values()], isComplete: one.isComplete };
}
