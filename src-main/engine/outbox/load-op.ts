// Owns: fetching an item for work: stored row, parsed intent, live client; and putting aside what cannot be read.
// Must not: talk to the network.
import { isReadable } from '../store/outbox/op-repo.ts';
import { openStoredOp } from './kinds/registry.ts';
import type { OutboxState } from '../../../src-shared/domain/outbox-item.ts';
import type { CmSignClient } from '../ports.ts';
import type { OpRecord } from '../store/outbox/op-record.ts';
import type { JudgeFacts, OpenedOp } from './kinds/outbox-kind.ts';
import type { AnyReading } from './kinds/registry.ts';
import type { OutboxRun } from './outbox-ports.ts';

export interface WorkOp {
  readonly record: OpRecord;
  readonly opened: OpenedOp<AnyReading>;
  readonly client: CmSignClient;
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
  const opened = openStoredOp(record);
  if (opened === null) {
    run.commit(opId, { type: 'poisoned' }, { lastCode: 'INTERNAL' });
    run.world.log.error('outbox.unreadable', { state: record.core.state });
    return null;
  }
  const client = run.accounts.findCmSignClient(record.accountId);
  if (client === null) {
    run.blocks.block(record.accountId, 'key-unavailable');
    return null;
  }
  return { record, opened, client };
}

const HOUR_MS = 3_600_000;

/** What a judgement may know now. The server's clock counts for the dossier's deadline where it told us. */
export function gatherFacts(
  run: OutboxRun,
  work: Pick<WorkOp, 'record' | 'opened'>,
  serverDateMs: number | null,
): JudgeFacts {
  const { record } = work;
  const wallMs = run.world.clock.wallMs();
  return {
    nowMs: serverDateMs ?? wallMs,
    ageMs: wallMs - record.decidedMs,
    maxAgeMs: run.readSettings().maxDecisionAgeHours * HOUR_MS,
    dossier: run.findInMirror(record.accountId, record.lane)?.dossier ?? null,
  };
}
