// Owns: everything that is shown of the outbox: pages, entries, overlays of the inbox, counts, history.
// Must not: change an item.
import { isWorkflowEntry } from '../../../src-shared/domain/outbox-item.ts';
import { parsePackageKey } from '../../../src-shared/domain/workflow/package-key.ts';
import { createRequestKey, parseRequestKey } from '../../../src-shared/domain/reassign-request.ts';
import { createPackageLane } from './kinds/package-lane.ts';
import { createStepFinder } from './kinds/workflow-call.ts';
import { createQueueEntry, describeUnreadable } from './queue-entry.ts';
import { createPlanEntry, findLeadCall } from './queue-plan-entry.ts';
import type { QueueCounts } from '../../../src-shared/contract/desk-status.ts';
import type { QueuePage } from '../../../src-shared/contract/routes.ts';
import type {
  QueueEntry,
  QueueEvent,
  WorkflowEntry,
} from '../../../src-shared/domain/outbox-item.ts';
import type { PackageKey } from '../../../src-shared/domain/workflow/package-key.ts';
import type { EntryFacts } from './queue-entry.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';
import type { OpRecord } from '../store/outbox/op-record.ts';
import type { QueueRepo, QueueSection } from '../store/outbox/queue-repo.ts';
import type { OutboxRun } from './outbox-ports.ts';

export interface QueueView {
  page(section: QueueSection, after: string | null, limit: number): QueuePage;
  listEntries(opIds: readonly string[]): readonly QueueEntry[];
  /** The newest entry of each request that still says something (inbox overlay, detail). */
  findNewestEntries(keys: readonly RequestKey[]): ReadonlyMap<RequestKey, QueueEntry>;
  /** The newest plan of each package that still says something: withdrawn and put away ones do not. */
  findNewestPlans(keys: readonly PackageKey[]): ReadonlyMap<PackageKey, WorkflowEntry>;
  listHistory(opId: string): readonly QueueEvent[];
  countQueue(): QueueCounts;
  /** Whether the account has items that are not at rest. */
  hasUnrested(accountId: string): boolean;
}

export function createQueueView(run: OutboxRun, queue: QueueRepo): QueueView {
  const show = createEntryMaker(run);
  return {
    page: (section, after, limit) => {
      const { records, next, total } = queue.page(section, after, limit);
      return { entries: records.map(show), next, total };
    },
    listEntries: (opIds) => queue.listByIds(opIds).map(show),
    findNewestEntries: (keys) => {
      const found = new Map<RequestKey, QueueEntry>();
      for (const [accountId, lanes] of groupByAccount(keys)) {
        for (const record of queue.listNewestOfLanes(accountId, lanes)) {
          found.set(createRequestKey(accountId, record.lane), show(record));
        }
      }
      return found;
    },
    findNewestPlans: (keys) => findNewestPlans(queue, show, keys),
    listHistory: (opId) => queue.listEvents(opId),
    countQueue: () => countQueue(queue, run.world.clock.wallMs()),
    hasUnrested: (accountId) => queue.hasUnrested(accountId),
  };
}

type ShowEntry = (record: OpRecord) => QueueEntry;

/** A call of a plan shows as the whole plan. */
function createEntryMaker(run: OutboxRun): ShowEntry {
  const findSteps = createStepFinder(run.plans);
  const gatherEntryFacts = (record: OpRecord): EntryFacts => {
    const wallMs = run.world.clock.wallMs();
    return {
      wallMs,
      isOnline: run.connectivity.isOnline(record.accountId),
      nextTryMs: findNextTryMs(run, record, wallMs),
    };
  };
  return (record) => {
    const plan = record.groupId === null ? null : run.plans.find(record.groupId);
    if (plan !== null) {
      const calls = run.ops.listOfGroup(plan.planId);
      const facts = gatherEntryFacts(findLeadCall(calls) ?? record);
      const entry = createPlanEntry({ plan, calls, findSteps }, facts);
      if (entry !== null) return entry;
    }
    const subject = run.openStoredOp(record)?.subject ?? describeUnreadable(record);
    return createQueueEntry(record, subject, gatherEntryFacts(record));
  };
}

function findNewestPlans(
  queue: QueueRepo,
  show: ShowEntry,
  keys: readonly PackageKey[],
): ReadonlyMap<PackageKey, WorkflowEntry> {
  const found = new Map<PackageKey, WorkflowEntry>();
  const lanes = Map.groupBy(
    keys.flatMap((key) => parsePackageKey(key) ?? []),
    ({ accountId }) => accountId,
  );
  for (const [accountId, places] of lanes) {
    const names = places.map(({ packageId }) => createPackageLane(packageId));
    for (const record of queue.listNewestPlans(accountId, names)) {
      const entry = show(record);
      if (isWorkflowEntry(entry)) found.set(entry.subject.packageKey, entry);
    }
  }
  return found;
}

function groupByAccount(keys: readonly RequestKey[]): ReadonlyMap<string, readonly string[]> {
  const lanes = new Map<string, string[]>();
  for (const key of keys) {
    const place = parseRequestKey(key);
    if (place === null) continue;
    const list = lanes.get(place.accountId) ?? [];
    list.push(place.requestId);
    lanes.set(place.accountId, list);
  }
  return lanes;
}

/** The later of the item's own time and what its account must wait for. */
function findNextTryMs(run: OutboxRun, record: OpRecord, wallMs: number): number | null {
  const item = run.lanes.find(record.opId);
  if (item === null) return null;
  const floorMs = run.getBreaker(record.accountId).readFloorMonoMs();
  const dueMs = Math.max(item.dueMonoMs, floorMs) - run.world.clock.monoMs();
  return Number.isFinite(dueMs) && dueMs > 0 ? Math.round(wallMs + dueMs) : null;
}

function countQueue(queue: QueueRepo, wallMs: number): QueueCounts {
  const counts = { held: 0, waiting: 0, sending: 0, checking: 0, blocked: 0 };
  for (const { state, count, held } of queue.countUnrested(wallMs)) {
    if (state === 'QUEUED') {
      counts.held += held;
      counts.waiting += count - held;
    } else if (state === 'WAITING') counts.waiting += count;
    else if (state === 'SENDING') counts.sending += count;
    else if (state === 'BLOCKED') counts.blocked += count;
    else counts.checking += count;
  }
  const midnight = new Date(wallMs);
  midnight.setHours(0, 0, 0, 0);
  return {
    ...counts,
    needsYou: queue.countNeedsPerson(),
    sentToday: queue.countConfirmedSince(midnight.getTime()),
  };
}
