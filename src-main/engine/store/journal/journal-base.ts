// Owns: the beginning of a fresh journal: what of the outbox it must carry, as lines. Must not: write a file.
import { sealLine } from './journal-line.ts';
import { JOURNALED_TABLES } from './journal-record.ts';
import type { KeyObject } from 'node:crypto';
import type { Connection } from '../connection.ts';
import type { Change, JournaledTable, LineContent, Row, Value } from './journal-record.ts';

export interface JournalBase {
  readonly bytes: Uint8Array;
  readonly lineCount: number;
  readonly lastTag: string;
}

/**
 * Carried whole: items that are not at rest or wait for a person, and all calls of their plans. Anything else is at
 * rest and only named, as long as a backup might still show it as unsent.
 */
const CARRIED = `op_id IN (
  SELECT op_id FROM op WHERE rested_ms IS NULL
    OR (dismissed_ms IS NULL AND state IN ('CONFLICT', 'REJECTED', 'ATTENTION'))
  UNION SELECT other.op_id FROM op JOIN op other ON other.group_id = op.group_id
    WHERE op.rested_ms IS NULL OR (op.dismissed_ms IS NULL AND op.state IN ('CONFLICT', 'REJECTED', 'ATTENTION')))`;
const CARRIED_ROWS: Readonly<Record<JournaledTable, string>> = {
  account: 'SELECT * FROM account',
  workflow_plan: `SELECT * FROM workflow_plan WHERE plan_id IN (SELECT group_id FROM op WHERE ${CARRIED})`,
  workflow_segment: `SELECT * FROM workflow_segment WHERE plan_id IN (SELECT group_id FROM op WHERE ${CARRIED})`,
  op: `SELECT * FROM op WHERE ${CARRIED} ORDER BY seq`,
  op_event: `SELECT * FROM op_event WHERE op_id IN (SELECT op_id FROM op WHERE ${CARRIED}) ORDER BY event_seq`,
};

/** As long as items at rest are shown; a backup that old is of no more use either. */
const NAMED_MS = 90 * 24 * 60 * 60 * 1000;
/** Bounds the file: 150 bytes each. */
const NAMED_AT_MOST = 20_000;
/** So that a damaged place in the file costs few rows. */
const ROWS_A_LINE = 20;

/** Reads the outbox of `db`, where it may be the main file or an attached one. Call outside a transaction. */
export function createJournalBase(
  db: Connection,
  options: {
    readonly key: KeyObject;
    readonly journalId: string;
    readonly batch: number;
    readonly wallMs: number;
  },
): JournalBase {
  const changes = [...listCarried(db), ...listRested(db, options.wallMs)];
  const groups = Array.from({ length: Math.ceil(changes.length / ROWS_A_LINE) }, (_, index) =>
    changes.slice(index * ROWS_A_LINE, (index + 1) * ROWS_A_LINE),
  );
  const lines: LineContent[] = [
    {
      kind: 'head',
      journalId: options.journalId,
      batch: options.batch,
      baseLines: groups.length,
      ...readCounters(db),
    },
    ...groups.map((group): LineContent => ({ kind: 'base', changes: group })),
  ];
  const texts: string[] = [];
  let before = '';
  for (const [line, content] of lines.entries()) {
    const sealed = sealLine(options.key, { line, before }, JSON.stringify(content));
    texts.push(sealed.text);
    before = sealed.tag;
  }
  return { bytes: Buffer.from(texts.join('')), lineCount: lines.length, lastTag: before };
}

function listCarried(db: Connection): readonly Change[] {
  return JOURNALED_TABLES.flatMap((put) =>
    db
      .prepare<[], Row>(CARRIED_ROWS[put])
      .all()
      .map((row): Change => ({ put, row })),
  );
}

function listRested(db: Connection, wallMs: number): readonly Change[] {
  return db
    .prepare<[number, number], Record<string, Value>>(
      `SELECT op_id, state, revision, rested_ms FROM op
       WHERE rested_ms > ? AND NOT (${CARRIED}) ORDER BY rested_ms DESC LIMIT ?`,
    )
    .all(wallMs - NAMED_MS, NAMED_AT_MOST)
    .map((row): Change => ({
      rested: true,
      opId: String(row['op_id']),
      state: String(row['state']),
      revision: Number(row['revision']),
      restedMs: Number(row['rested_ms']),
    }));
}

function readCounters(db: Connection): { readonly epoch: number; readonly maxSeq: number } {
  const row = db
    .prepare<[], { readonly epoch: number; readonly maxSeq: number | null }>(
      'SELECT epoch, (SELECT max(seq) FROM op) AS maxSeq FROM engine_epoch',
    )
    .get();
  return { epoch: row?.epoch ?? 0, maxSeq: row?.maxSeq ?? 0 };
}
