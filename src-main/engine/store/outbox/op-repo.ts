// Owns: the SQL of outbox items. Every change is one transaction with its journal row, and only the engine that
// owns the item (epoch) in the state it was read in may make it. Must not: decide a state; transition.ts does.
import { CodedError } from '../../../../src-shared/contract/errors.ts';
import { readOpRow } from './op-record.ts';
import type { Connection } from '../connection.ts';
import type { OutboxState } from '../../../../src-shared/domain/outbox-item.ts';
import type { Cause, OpCore } from '../../outbox/op-core.ts';
import type { NewOp, OpProgress, OpRecord, OpRow, UnreadableOp } from './op-record.ts';

/** When a change was made, for the journal. */
interface JournalStamp {
  readonly wallMs: number;
  readonly monoMs: number;
}

interface OpChange {
  readonly opId: string;
  /** null only for a row whose state could not be read. */
  readonly from: OutboxState | null;
  readonly core: OpCore;
  readonly progress: OpProgress;
  readonly cause: Cause;
  readonly stamp: JournalStamp;
}

export interface OpRepo {
  /** Stores a fresh item and its first journal line. */
  insert(op: NewOp, core: OpCore, stamp: JournalStamp): OpRecord;
  /** Throws FenceLost when the row is not ours, or not in the state the change starts from. */
  applyChange(change: OpChange): void;
  /** Makes this engine the owner of every item; older engines' updates fail from then on. */
  claimAll(): void;
  find(opId: string): OpRecord | UnreadableOp | null;
  listUnrested(): readonly (OpRecord | UnreadableOp)[];
  findUnrestedInLane(accountId: string, lane: string): OpRecord | UnreadableOp | null;
  /** Calls of a plan, in order; rows that cannot be read are left out. */
  listOfGroup(groupId: string): readonly OpRecord[];
  listUnrestedOfGroup(groupId: string): readonly OpRecord[];
  /** Items of a lane that wait for a person and were not put away. */
  listOpenInLane(accountId: string, lane: string): readonly OpRecord[];
  inTransaction<T>(work: () => T): T;
}

/** Another engine took the outbox over, or two parts of this one disagree: stop, do not guess. */
export class FenceLost extends Error {
  constructor(opId: string) {
    super(`outbox item ${opId} is not this engine's to change, or changed meanwhile`);
    this.name = 'FenceLost';
  }
}

export function isReadable(op: OpRecord | UnreadableOp): op is OpRecord {
  return 'core' in op;
}

const INSERT = `
INSERT INTO outbox.op (op_id, account_id, lane, class, kind, group_id, intent, base, base_hash, depends_on, state,
  decided_ms, hold_until_ms, not_before_ms, owner_epoch)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *`;
const UPDATE = `
UPDATE outbox.op SET revision = revision + 1, state = @state, blocked_why = @blockedWhy, conflict = @conflict, attempt = @attempt,
  reconciled = @reconciled, unapplied_reads = @unappliedReads, sent_count = @sentCount,
  is_cancel_wanted = @isCancelWanted, last_answer = @lastAnswer, pre = @pre, expected_hash = @expectedHash,
  not_before_ms = @notBeforeMs, sent_wall_ms = @sentWallMs, deadline_ms = @deadlineMs, rested_ms = @restedMs,
  dismissed_ms = @dismissedMs, last_http = @lastHttp, last_code = @lastCode, evidence = @evidence
WHERE op_id = @opId AND owner_epoch = @epoch AND (@from IS NULL OR state = @from)`;
const JOURNAL = `
INSERT INTO outbox.op_event (op_id, from_state, to_state, cause, attempt, http, wall_ms, mono_ms, epoch)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/**
 * `epoch` is the store's: it grows with every open. `isOwned` is the store's too: the epoch in the file says nothing
 * once a later engine works on another copy of it.
 */
export function createOpRepo(
  db: Connection,
  epoch: number,
  isOwned: () => boolean = () => true,
): OpRepo {
  return {
    insert: (op, core, stamp) =>
      db.inTransaction(() => {
        // A person is told, and repeats it in the desk that is in charge now.
        if (!isOwned())
          throw new CodedError('DATABASE_IN_USE', 'Another engine took the desk over');
        const row = db.prepare<unknown[], OpRow>(INSERT).get(...listInsertValues(op, core, epoch));
        const record = row === undefined ? null : readOpRow(row);
        if (record === null) throw new Error('a stored item does not read back');
        writeJournal(db, epoch, { ...op, core, from: null, cause: 'decided', stamp, http: null });
        return record;
      }),
    applyChange: (change) => {
      db.inTransaction(() => {
        const { changes } = db.prepare(UPDATE).run(bindChange(change, epoch));
        if (changes !== 1 || !isOwned()) throw new FenceLost(change.opId);
        writeJournal(db, epoch, { ...change, http: change.progress.lastHttp });
      });
    },
    claimAll: () => {
      db.prepare('UPDATE outbox.op SET owner_epoch = ? WHERE owner_epoch <> ?').run(epoch, epoch);
    },
    ...createOpFinders(db),
    inTransaction: (work) => db.inTransaction(work),
  };
}

type JournalLine = Pick<OpChange, 'opId' | 'from' | 'core' | 'cause' | 'stamp'> & {
  readonly http: number | null;
};

function writeJournal(db: Connection, epoch: number, line: JournalLine): void {
  const { opId, from, core, cause, http, stamp } = line;
  db.prepare(JOURNAL).run(
    opId,
    from,
    core.state,
    cause,
    core.attempt,
    http,
    stamp.wallMs,
    stamp.monoMs,
    epoch,
  );
}

function listInsertValues(op: NewOp, core: OpCore, epoch: number): readonly unknown[] {
  return [
    op.opId,
    op.accountId,
    op.lane,
    core.class,
    op.kind,
    op.groupId,
    op.intent,
    op.base,
    op.baseHash,
    op.dependsOn,
    core.state,
    op.decidedMs,
    op.holdUntilMs,
    op.holdUntilMs,
    epoch,
  ];
}

function bindChange(change: OpChange, epoch: number): Record<string, string | number | null> {
  const { core, progress } = change;
  return {
    opId: change.opId,
    from: change.from,
    epoch,
    state: core.state,
    blockedWhy: core.blockedWhy,
    attempt: core.attempt,
    reconciled: core.reconciled,
    unappliedReads: core.unappliedReads,
    sentCount: core.sentCount,
    isCancelWanted: core.isCancelWanted ? 1 : 0,
    lastAnswer: core.lastAnswer,
    pre: progress.pre,
    expectedHash: progress.expectedHash,
    conflict: progress.conflict,
    notBeforeMs: progress.notBeforeMs,
    sentWallMs: progress.sentWallMs,
    deadlineMs: progress.deadlineMs,
    restedMs: progress.restedMs,
    dismissedMs: progress.dismissedMs,
    lastHttp: progress.lastHttp,
    lastCode: progress.lastCode,
    evidence: progress.evidence,
  };
}

type Finders = Pick<
  OpRepo,
  | 'find'
  | 'listUnrested'
  | 'listOfGroup'
  | 'listUnrestedOfGroup'
  | 'findUnrestedInLane'
  | 'listOpenInLane'
>;

function createOpFinders(db: Connection): Finders {
  return {
    find: (opId) => {
      const row = db.prepare<[string], OpRow>('SELECT * FROM outbox.op WHERE op_id = ?').get(opId);
      return row === undefined ? null : readLeniently(row);
    },
    listUnrested: () =>
      db
        .prepare<[], OpRow>('SELECT * FROM outbox.op WHERE rested_ms IS NULL ORDER BY seq')
        .all()
        .map(readLeniently),
    listOfGroup: (groupId) =>
      db
        .prepare<[string], OpRow>('SELECT * FROM outbox.op WHERE group_id = ? ORDER BY seq')
        .all(groupId)
        .map(readLeniently)
        .filter(isReadable),
    listUnrestedOfGroup: (groupId) =>
      db
        .prepare<[string], OpRow>(
          'SELECT * FROM outbox.op WHERE group_id = ? AND rested_ms IS NULL ORDER BY seq',
        )
        .all(groupId)
        .map(readLeniently)
        .filter(isReadable),
    findUnrestedInLane: (accountId, lane) => {
      const row = db
        .prepare<[string, string], OpRow>(
          `SELECT * FROM outbox.op
           WHERE account_id = ? AND lane = ? AND rested_ms IS NULL ORDER BY seq LIMIT 1`,
        )
        .get(accountId, lane);
      return row === undefined ? null : readLeniently(row);
    },
    listOpenInLane: (accountId, lane) =>
      db
        .prepare<[string, string], OpRow>(
          `SELECT * FROM outbox.op WHERE account_id = ? AND lane = ? AND rested_ms IS NOT NULL
           AND dismissed_ms IS NULL AND state IN ('CONFLICT', 'REJECTED', 'ATTENTION') ORDER BY seq`,
        )
        .all(accountId, lane)
        .map(readLeniently)
        .filter(isReadable),
  };
}

function readLeniently(row: OpRow): OpRecord | UnreadableOp {
  return readOpRow(row) ?? { opId: row.op_id, opClass: row.class };
}
