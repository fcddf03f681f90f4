// Owns: fetching an item for work: stored row, parsed intent, live client; and putting aside what cannot be read.
// Must not: talk to the network.
import { isReadable } from '../store/outbox/op-repo.ts';
import { readSettledMonoMs } from './commit-event.ts';
import type { OutboxState } from '../../../src-shared/domain/outbox-item.ts';
import type { ExchangeFacts } from '../ports.ts';
import type { OpRecord } from '../store/outbox/op-record.ts';
import type { AnyClient, JudgeFacts } from './kinds/outbox-kind.ts';
import type { AnyOpenedOp } from './kinds/registry.ts';
import type { OutboxRun } from './outbox-ports.ts';

export interface WorkOp {
  readonly record: OpRecord;
  readonly opened: AnyOpenedOp;
  readonly client: AnyClient;
}

/**
 * Fetches an item that must be in one of the states. null = nothing to do now: it moved on, it was put aside as
 * unreadable (ATTENTION, row kept), or its account's key cannot be read (its items are BLOCKED).
 */
export function loadForWork(
  run: OutboxRun,
  opId: string,
  states: readonly OutboxState[],
): WorkOp | null {
  const record = run.ops.find(opId);
  if (record === null || !isReadable(record) || !states.includes(record.core.state)) return null;
  const opened = run.openStoredOp(record);
  if (opened === null) {
    run.commit(opId, { type: 'poisoned' }, { lastCode: 'INTERNAL' });
    run.world.log.error('outbox.unreadable', { state: record.core.state });
    return null;
  }
  const client = findClient(run, record.accountId, opened);
  if (client === null) {
    run.blocks.block(record.accountId, 'key-unavailable');
    return null;
  }
  return { record, opened, client };
}

function findClient(run: OutboxRun, accountId: string, { service }: AnyOpenedOp): AnyClient | null {
  return service === 'cm-sign'
    ? run.accounts.findCmSignClient(accountId)
    : run.accounts.findSigningHubClient(accountId);
}

const HOUR_MS = 3_600_000;

/** What a judgement may know now. The server's clock counts for the dossier's deadline where it told us. */
export function gatherFacts(
  run: OutboxRun,
  { record }: Pick<WorkOp, 'record'>,
  { serverDateMs, beganMonoMs }: Pick<ExchangeFacts, 'serverDateMs' | 'beganMonoMs'>,
): JudgeFacts {
  const { state, lastAnswer, sentCount } = record.core;
  const wallMs = run.world.clock.wallMs();
  return {
    nowMs: serverDateMs ?? wallMs,
    ageMs: wallMs - record.decidedMs,
    maxAgeMs: run.readSettings().maxDecisionAgeHours * HOUR_MS,
    dossier: run.findInMirror(record.accountId, record.lane)?.dossier ?? null,
    own: {
      sentCount,
      isAcknowledged: state === 'ACKED',
      isRefused: lastAnswer === 'refused',
      isSettled: isReadSettled(run, record, beganMonoMs),
    },
  };
}

/** Whether a read that began then sees whatever our last request did (assumptions A1 and A2). */
export function isReadSettled(
  run: OutboxRun,
  record: Pick<OpRecord, 'opId' | 'deadlineMs'>,
  beganMonoMs: number,
): boolean {
  const item = run.lanes.find(record.opId);
  if (item === null) return false;
  return beganMonoMs >= readSettledMonoMs(item, record, run.readSettings().settleSeconds);
}
