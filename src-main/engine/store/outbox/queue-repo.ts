// Owns: the SQL of looking at the outbox: pages, counts, history, the newest item of a request, the pause flag.
// Must not: change an item.
import { readOpRow } from './op-record.ts';
import type { Connection } from '../connection.ts';
import type { QueueEvent } from '../../../../src-shared/domain/outbox-item.ts';
import type { OpRecord, OpRow } from './op-record.ts';

export type QueueSection = 'attention' | 'waiting' | 'done';

interface OpPage {
  readonly records: readonly OpRecord[];
  /** Place of the last row, to be given back; null = no more. */
  readonly next: string | null;
  readonly total: number;
}

/** `isCancelWanted`, attempts and so on are not counted apart. */
interface StateCount {
  readonly state: string;
  readonly count: number;
  /** Of those, the ones whose undo window still runs. */
  readonly held: number;
}

export interface QueueRepo {
  page(section: QueueSection, after: string | null, limit: number): OpPage;
  /** Items by their ids, and of each plan named its first call. */
  listByIds(opIds: readonly string[]): readonly OpRecord[];
  /** The newest item of each named request that still says something: withdrawn and put away ones do not. */
  listNewestOfLanes(accountId: string, lanes: readonly string[]): readonly OpRecord[];
  /** A call of the newest plan of each lane, unless that was put away or withdrawn before anything was applied. */
  listNewestPlans(accountId: string, lanes: readonly string[]): readonly OpRecord[];
  /** Of an item, or of all calls of a plan. */
  listEvents(opId: string): readonly QueueEvent[];
  countUnrested(wallMs: number): readonly StateCount[];
  countNeedsPerson(): number;
  countConfirmedSince(wallMs: number): number;
  hasUnrested(accountId: string): boolean;
  readPaused(): boolean;
  writePaused(isPaused: boolean): void;
}

const PERSON = `state IN ('CONFLICT', 'REJECTED', 'ATTENTION') AND dismissed_ms IS NULL`;
const UNRESTED = 'rested_ms IS NULL';
const DONE = `rested_ms IS NOT NULL AND NOT (${PERSON})`;

/**
 * One row stands for a plan in each section: the call that waits for a person (there is at most one), else the first
 * that is not at rest, else the last.
 */
const IS_STOPPED = `EXISTS (SELECT 1 FROM outbox.op p WHERE p.group_id = op.group_id
  AND p.rested_ms IS NOT NULL AND p.state IN ('CONFLICT', 'REJECTED', 'ATTENTION') AND p.dismissed_ms IS NULL)`;
const WAITING_FACE = `${UNRESTED} AND (group_id IS NULL OR (NOT ${IS_STOPPED}
  AND seq = (SELECT min(f.seq) FROM outbox.op f WHERE f.group_id = op.group_id AND f.rested_ms IS NULL)))`;
const DONE_FACE = `${DONE} AND (group_id IS NULL OR (NOT ${IS_STOPPED}
  AND NOT EXISTS (SELECT 1 FROM outbox.op u WHERE u.group_id = op.group_id AND u.rested_ms IS NULL)
  AND seq = (SELECT max(f.seq) FROM outbox.op f WHERE f.group_id = op.group_id)))`;
/** A plan counts as sent once, when its last call is. */
const CONFIRMED_FACE = `state = 'CONFIRMED' AND rested_ms >= ? AND (group_id IS NULL OR seq = (
  SELECT max(f.seq) FROM outbox.op f WHERE f.group_id = op.group_id AND f.state <> 'SUPERSEDED'))`;

interface SectionSql {
  readonly where: string;
  readonly beyond: string;
  readonly order: string;
  readonly place: (record: OpRecord) => string;
}
const SECTIONS: Readonly<Record<QueueSection, SectionSql>> = {
  attention: {
    where: `rested_ms IS NOT NULL AND ${PERSON}`,
    beyond: 'seq < @seq',
    order: 'seq DESC',
    place: (record) => `${record.seq}`,
  },
  waiting: {
    where: WAITING_FACE,
    beyond: 'seq > @seq',
    order: 'seq ASC',
    place: (record) => `${record.seq}`,
  },
  done: {
    where: DONE_FACE,
    beyond: '(rested_ms, seq) < (@ms, @seq)',
    order: 'rested_ms DESC, seq DESC',
    place: (record) => `${record.seq}.${record.restedMs ?? 0}`,
  },
};

const PAUSED = 'queue.isPaused';

export function createQueueRepo(db: Connection): QueueRepo {
  return {
    page: (section, after, limit) => {
      const sql = SECTIONS[section];
      const beyond = after === null ? '' : `AND ${sql.beyond}`;
      const rows = db
        .prepare<[Record<string, number>], OpRow>(
          `SELECT * FROM outbox.op WHERE ${sql.where} ${beyond} ORDER BY ${sql.order} LIMIT @limit`,
        )
        .all({ limit: limit + 1, ...readPlace(after) });
      const records = readAll(rows.slice(0, limit));
      const last = records.at(-1);
      return {
        records,
        next: rows.length > limit && last !== undefined ? sql.place(last) : null,
        total: countOps(db, sql.where),
      };
    },
    listByIds: (opIds) =>
      readAll(
        db
          .prepare<[string], OpRow>(
            'SELECT * FROM outbox.op WHERE op_id IN (SELECT value FROM json_each(?)) ORDER BY seq',
          )
          .all(JSON.stringify(opIds)),
      ).concat(listFirstOfGroups(db, opIds)),
    listNewestPlans: (accountId, lanes) =>
      readAll(
        db.prepare<[string, string], OpRow>(NEWEST_PLANS).all(accountId, JSON.stringify(lanes)),
      ),
    listNewestOfLanes: (accountId, lanes) =>
      readAll(
        db
          .prepare<[string, string], OpRow>(
            `SELECT * FROM outbox.op WHERE seq IN (
               SELECT max(seq) FROM outbox.op
               WHERE account_id = ? AND lane IN (SELECT value FROM json_each(?))
                 AND state NOT IN ('CANCELLED', 'SUPERSEDED') AND dismissed_ms IS NULL
               GROUP BY lane)`,
          )
          .all(accountId, JSON.stringify(lanes)),
      ),
    listEvents: (opId) => listEvents(db, opId),
    ...createCounters(db),
    readPaused: () =>
      db
        .prepare<[string], { value: string }>('SELECT value FROM outbox.setting WHERE name = ?')
        .get(PAUSED)?.value === 'true',
    writePaused: (isPaused) => {
      db.prepare(
        `INSERT INTO outbox.setting (name, value) VALUES (?, ?)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      ).run(PAUSED, String(isPaused));
    },
  };
}

type Counters = Pick<
  QueueRepo,
  'countUnrested' | 'countNeedsPerson' | 'countConfirmedSince' | 'hasUnrested'
>;

function createCounters(db: Connection): Counters {
  return {
    countUnrested: (wallMs) =>
      db
        .prepare<[number], StateCount>(
          `SELECT state, count(*) AS count, count(*) FILTER (WHERE not_before_ms > ?) AS held
           FROM outbox.op WHERE ${WAITING_FACE} GROUP BY state`,
        )
        .all(wallMs),
    countNeedsPerson: () => countOps(db, `rested_ms IS NOT NULL AND ${PERSON}`),
    countConfirmedSince: (wallMs) => countOps(db, CONFIRMED_FACE, wallMs),
    hasUnrested: (accountId) => countOps(db, `account_id = ? AND ${UNRESTED}`, accountId) > 0,
  };
}

const NEWEST_PLANS = `
SELECT * FROM outbox.op WHERE seq IN (
  SELECT max(seq) FROM outbox.op
  WHERE account_id = ? AND lane IN (SELECT value FROM json_each(?)) AND group_id IS NOT NULL GROUP BY lane)
AND NOT EXISTS (SELECT 1 FROM outbox.op d WHERE d.group_id = op.group_id AND d.dismissed_ms IS NOT NULL)
AND EXISTS (SELECT 1 FROM outbox.op s WHERE s.group_id = op.group_id AND s.state NOT IN ('CANCELLED', 'SUPERSEDED'))`;

function listFirstOfGroups(db: Connection, planIds: readonly string[]): readonly OpRecord[] {
  return readAll(
    db
      .prepare<[string], OpRow>(
        `SELECT * FROM outbox.op WHERE seq IN (
           SELECT min(seq) FROM outbox.op
           WHERE group_id IN (SELECT value FROM json_each(?)) GROUP BY group_id) ORDER BY seq`,
      )
      .all(JSON.stringify(planIds)),
  );
}

function countOps(db: Connection, where: string, ...values: readonly (string | number)[]): number {
  return (
    db
      .prepare<unknown[], { n: number }>(`SELECT count(*) AS n FROM outbox.op WHERE ${where}`)
      .get(...values)?.n ?? 0
  );
}

function listEvents(db: Connection, opId: string): readonly QueueEvent[] {
  return db
    .prepare<
      [string, string],
      { from_state: string | null; to_state: string; cause: string } & EventFacts
    >(
      `SELECT e.from_state, e.to_state, e.cause, e.attempt, e.http, e.wall_ms,
         CASE WHEN o.group_id IS NOT NULL AND o.state <> 'SUPERSEDED' THEN
           (SELECT count(*) FROM outbox.op p
            WHERE p.group_id = o.group_id AND p.seq <= o.seq AND p.state <> 'SUPERSEDED')
         END AS call_number
       FROM outbox.op o CROSS JOIN outbox.op_event e ON e.op_id = o.op_id
       WHERE o.op_id = ? OR o.group_id = ? ORDER BY e.event_seq`,
    )
    .all(opId, opId)
    .map((row) => ({
      at: new Date(row.wall_ms).toISOString(),
      from: row.from_state as QueueEvent['from'],
      to: row.to_state as QueueEvent['to'],
      cause: row.cause,
      attempt: row.attempt,
      httpStatus: row.http,
      callNumber: row.call_number,
    }));
}

interface EventFacts {
  readonly attempt: number;
  readonly http: number | null;
  readonly wall_ms: number;
  readonly call_number: number | null;
}

/** A place that is not ours reads as the beginning: paging then only repeats rows, it loses none. */
function readPlace(after: string | null): { readonly seq: number; readonly ms: number } {
  const [seq = Number.NaN, ms = 0] = (after ?? '').split('.').map(Number);
  return { seq: Number.isSafeInteger(seq) ? seq : 0, ms: Number.isSafeInteger(ms) ? ms : 0 };
}

function readAll(rows: readonly OpRow[]): readonly OpRecord[] {
  return rows.flatMap((row) => readOpRow(row) ?? []);
}
