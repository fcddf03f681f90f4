// Owns: reading what a real desk says, from its store, its journal and its queue screen. Must not: judge or change it.
import {
  createPackageLane,
  parsePackageLane,
} from '../../../src-main/engine/outbox/kinds/package-lane.ts';
import {
  createStepFinder,
  parseStoredCall,
} from '../../../src-main/engine/outbox/kinds/workflow-call.ts';
import { createPlanRepo } from '../../../src-main/engine/store/outbox/plan-repo.ts';
import { identifyRecipient } from '../../../src-shared/domain/workflow/model.ts';
import { readOpRow } from '../../../src-main/engine/store/outbox/op-record.ts';
import { findRequest } from '../../../src-main/engine/store/mirror/request-queries.ts';
import { createRequestKey } from '../../../src-shared/domain/reassign-request.ts';
import { CM_ID } from './engine-process.ts';
import { FIRST_MONO_MS } from './sim-clock.ts';
import type { OpRecord, OpRow } from '../../../src-main/engine/store/outbox/op-record.ts';
import type { ReassignRequest } from '../../../src-shared/domain/reassign-request.ts';
import type { Decision } from '../../../src-shared/domain/decision.ts';
import type { OutboxPhrase } from '../../../src-shared/domain/outbox-item.ts';
import type { WorkflowCall } from '../../../src-shared/domain/workflow/call.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import type { DeskItem, DeskPlan, Told, WaitingLane } from './desk.ts';
import type { DeskMemory } from './engine-desk.ts';
import type { EngineProcess } from './engine-process.ts';

/** What each phrase of the screen tells a person about the outcome. */
const TOLD: Readonly<Record<OutboxPhrase, Told>> = {
  held: 'waiting',
  'waiting-network': 'waiting',
  'waiting-turn': 'waiting',
  'waiting-retry': 'waiting',
  sending: 'waiting',
  checking: 'waiting',
  sent: 'success',
  'already-so': 'success',
  'already-decided': 'failure',
  changed: 'failure',
  'too-old': 'failure',
  refused: 'failure',
  'needs-you': 'person',
  'blocked-auth': 'waiting',
  'blocked-account': 'waiting',
  'blocked-key': 'waiting',
  'blocked-dependency': 'stopped',
  'blocked-disk': 'waiting',
  'blocked-salvaged': 'waiting',
  withdrawn: 'withdrawn',
  replaced: 'replaced',
};

export function readState({ store }: EngineProcess, opId: string | undefined): string {
  if (opId === undefined) return 'NONE';
  const row = store
    .prepare<[string], { state: string }>('SELECT state FROM outbox.op WHERE op_id = ?')
    .get(opId);
  return row?.state ?? 'NONE';
}

/** The request or package an item is about. */
export function readLane({ store }: EngineProcess, opId: string): string | null {
  const row = store
    .prepare<[string], { lane: string }>('SELECT lane FROM outbox.op WHERE op_id = ?')
    .get(opId);
  return row === undefined ? null : (parsePackageLane(row.lane) ?? row.lane);
}

/** The item whose write begins now: the one that is marked as being sent, else the first of the lane. */
export function readTag({ store }: EngineProcess, lane: string): string {
  const find = (condition: string): string | undefined =>
    store
      .prepare<[string, string], { op_id: string }>(
        `SELECT op_id FROM outbox.op WHERE lane IN (?, ?) AND ${condition} ORDER BY seq LIMIT 1`,
      )
      .get(lane, createPackageLane(lane))?.op_id;
  return find(`state = 'SENDING'`) ?? find('rested_ms IS NULL') ?? 'nobody';
}

function listRecords({ store }: EngineProcess): readonly OpRecord[] {
  return store
    .prepare<[], OpRow>('SELECT * FROM outbox.op ORDER BY seq')
    .all()
    .flatMap((row) => readOpRow(row) ?? []);
}

interface JournalRow {
  readonly mono_ms: number;
  readonly epoch: number;
}

/** A journal's time counts from its process's birth: added up again, a fraction of a millisecond loses its last bits. */
const ROUNDING_MS = 0.001;

/** When the item came to what it is now, in simulated time; never before the read that told it. */
function readToldAt({ store }: EngineProcess, opId: string, { births }: DeskMemory): number {
  const row = store
    .prepare<[string], JournalRow>(
      `SELECT mono_ms, epoch FROM outbox.op_event
       WHERE op_id = ? AND (from_state IS NULL OR from_state <> to_state) ORDER BY rowid DESC LIMIT 1`,
    )
    .get(opId);
  return row === undefined
    ? 0
    : (births.get(row.epoch) ?? 0) + row.mono_ms - FIRST_MONO_MS + ROUNDING_MS;
}

export function listDeskItems(running: EngineProcess, memory: DeskMemory): readonly DeskItem[] {
  const findSteps = createStepFinder(createPlanRepo(running.store));
  return listRecords(running).map((record) => {
    const { opId, groupId, lane, core } = record;
    const intent = JSON.parse(record.intent) as Decision | { readonly call: WorkflowCall };
    const isCall = 'call' in intent && groupId !== null;
    const { segment, index } = isCall ? parseStoredCall(record.intent) : { segment: 0, index: 0 };
    const step = isCall ? findSteps(groupId, segment)[index] : undefined;
    const base = JSON.parse(record.base) as { readonly request?: ReassignRequest };
    return {
      reviewed: base.request ?? null,
      meant:
        step === undefined
          ? null
          : {
              target: step.target === null ? null : identifyRecipient(step.target),
              before: step.before,
              after: step.after,
            },
      tag: opId,
      lane: parsePackageLane(lane) ?? lane,
      opClass: core.class,
      what: 'call' in intent ? intent.call : intent,
      told: tellOf(running, record),
      toldAtMs: readToldAt(running, opId, memory),
      wasWithdrawn:
        memory.withdrawn.has(opId) || (groupId !== null && memory.withdrawn.has(groupId)),
      planId: groupId,
    };
  });
}

const CALL_TOLD: Readonly<Record<OpRecord['core']['state'], Told>> = {
  QUEUED: 'waiting',
  SENDING: 'waiting',
  UNKNOWN: 'waiting',
  ACKED: 'waiting',
  WAITING: 'waiting',
  BLOCKED: 'waiting',
  CONFIRMED: 'success',
  SATISFIED: 'success',
  CONFLICT: 'failure',
  REJECTED: 'failure',
  ATTENTION: 'person',
  CANCELLED: 'withdrawn',
  SUPERSEDED: 'replaced',
};

/** The screen's own words for a decision; a call's state stands for itself, the plan has the words. */
function tellOf({ outbox }: EngineProcess, { opId, groupId, core }: OpRecord): Told {
  if (groupId !== null) {
    return core.state === 'BLOCKED' && core.blockedWhy === 'dependency'
      ? 'stopped'
      : CALL_TOLD[core.state];
  }
  const [entry] = outbox.listEntries([opId]);
  return entry === undefined ? 'vanished' : TOLD[entry.phrase];
}

export function listDeskPlans(running: EngineProcess, memory: DeskMemory): readonly DeskPlan[] {
  const calls = Map.groupBy(
    listRecords(running).filter(({ groupId }) => groupId !== null),
    ({ groupId }) => groupId ?? '',
  );
  return [...calls].map(([planId, records]) => {
    const [entry] = running.outbox.listEntries([planId]);
    const row = running.store
      .prepare<[string], { wanted: string; package_id: string }>(
        'SELECT wanted, package_id FROM outbox.workflow_plan WHERE plan_id = ?',
      )
      .get(planId);
    if (entry === undefined || row === undefined) throw new Error('a plan without an entry');
    const times = records.map(({ opId }) => readToldAt(running, opId, memory));
    return {
      planId,
      lane: row.package_id,
      wanted: JSON.parse(row.wanted) as RecipientList,
      told: TOLD[entry.phrase],
      toldAtMs: Math.max(0, ...times),
    };
  });
}

/** The head of each lane that is not at rest, with the time the screen names for it. */
export function listWaitingLanes(running: EngineProcess): readonly WaitingLane[] {
  const heads = running.store
    .prepare<[], { op_id: string; group_id: string | null; lane: string; stopped: number }>(
      `SELECT op_id, group_id, lane, min(seq), blocked_why IS 'dependency' AS stopped FROM outbox.op
       WHERE rested_ms IS NULL GROUP BY account_id, lane`,
    )
    .all();
  return heads.flatMap(({ op_id: opId, group_id: groupId, lane, stopped }) => {
    if (stopped === 1 && isPlanStopped(running, groupId)) return [];
    const [entry] = running.outbox.listEntries([groupId ?? opId]);
    const next = entry?.nextTryAt ?? null;
    return [{ lane, announcedWallMs: next === null ? null : Date.parse(next) }];
  });
}

/** A call that builds on one which waits for a person waits with it. */
function isPlanStopped({ store }: EngineProcess, groupId: string | null): boolean {
  const row = store
    .prepare<[string | null], { count: number }>(
      `SELECT count(*) AS count FROM outbox.op
       WHERE group_id = ? AND state IN ('CONFLICT', 'REJECTED', 'ATTENTION', 'CANCELLED')`,
    )
    .get(groupId);
  return (row?.count ?? 0) > 0;
}

/** Whether the desk already knew that the request is decided when a read of it began. */
export function wasDoneBefore(
  running: EngineProcess,
  memory: DeskMemory,
  lane: string,
  beganMs: number,
): boolean {
  const rows = running.store
    .prepare<[string], JournalRow>(
      `SELECT e.mono_ms, e.epoch FROM outbox.op_event e JOIN outbox.op o ON o.op_id = e.op_id
       WHERE o.lane = ? AND o.state IN ('CONFIRMED', 'SATISFIED') AND e.to_state = 'ACKED'`,
    )
    .all(lane);
  // Only what this process knew: the guard of an older one is gone with its reads.
  return rows.some(
    ({ epoch, mono_ms: monoMs }) =>
      epoch === running.store.epoch &&
      (memory.births.get(epoch) ?? 0) + monoMs - FIRST_MONO_MS > beganMs,
  );
}

/** Whether the inbox row of a request says that it is open. */
export function isShownOpen({ store }: EngineProcess, lane: string): boolean {
  return findRequest(store, createRequestKey(CM_ID, lane))?.request.state === 'pending';
}
