// Owns: what the lines of a journal say, and the picture they add up to. Must not: encipher, or touch files or SQL.

export type Value = string | number | null;
/** A row as SQLite holds it, by column. */
export type Row = Readonly<Record<string, Value>>;

/** Tables whose rows the journal carries; each is keyed by the columns named. */
export const JOURNALED = {
  account: ['id'],
  workflow_plan: ['plan_id'],
  workflow_segment: ['plan_id', 'segment'],
  op: ['op_id'],
  op_event: ['event_seq'],
} as const satisfies Record<string, readonly string[]>;
export type JournaledTable = keyof typeof JOURNALED;
export const JOURNALED_TABLES = Object.keys(JOURNALED) as readonly JournaledTable[];

/** What is left of an item at rest once it is no longer carried: enough to know that it must not be sent again. */
export interface RestedOp {
  readonly opId: string;
  readonly state: string;
  readonly revision: number;
  readonly restedMs: number;
}

export type Change =
  | { readonly put: JournaledTable; readonly row: Row }
  /** Columns of a known item that changed; the small ones always, the long ones where they did. */
  | { readonly set: 'op'; readonly id: string; readonly row: Row }
  | { readonly gone: 'account'; readonly id: string }
  | ({ readonly rested: true } & RestedOp);

/** First line of a file. The `baseLines` lines after it hold what was there at `batch`. */
interface HeadContent {
  readonly kind: 'head';
  readonly journalId: string;
  readonly batch: number;
  readonly baseLines: number;
  readonly epoch: number;
  readonly maxSeq: number;
}

export type LineContent =
  | HeadContent
  | { readonly kind: 'base'; readonly changes: readonly Change[] }
  /** One transaction. Batches count up by one. */
  | {
      readonly kind: 'batch';
      readonly batch: number;
      readonly epoch: number;
      readonly changes: readonly Change[];
    };

export interface JournalPicture {
  readonly rows: Readonly<Record<JournaledTable, ReadonlyMap<string, Row>>>;
  readonly rested: ReadonlyMap<string, RestedOp>;
}

export interface GrowingPicture extends JournalPicture {
  apply(change: Change): void;
}

/** Starts from nothing; changes are applied in the order of their lines. */
export function createPicture(): GrowingPicture {
  const rows: Record<JournaledTable, Map<string, Row>> = {
    account: new Map(),
    workflow_plan: new Map(),
    workflow_segment: new Map(),
    op: new Map(),
    op_event: new Map(),
  };
  const rested = new Map<string, RestedOp>();
  const apply = (change: Change): void => {
    if ('rested' in change) rested.set(change.opId, change);
    else if ('gone' in change) rows.account.delete(change.id);
    else if ('put' in change) {
      rows[change.put].set(writeKey(change.put, change.row), change.row);
    } else {
      const before = rows.op.get(change.id);
      // Its first line is missing or damaged: what is left of it would be a guess.
      if (before !== undefined) rows.op.set(change.id, { ...before, ...change.row });
    }
  };
  return { rows, rested, apply };
}

/** The key under which a row is known. */
export function writeKey(table: JournaledTable, row: Row): string {
  return JOURNALED[table].map((column) => String(row[column])).join('/');
}

export function isLineContent(content: unknown): content is LineContent {
  if (typeof content !== 'object' || content === null || !('kind' in content)) return false;
  return content.kind === 'head' || content.kind === 'base' || content.kind === 'batch';
}
