// Owns: what follows from reading a package for the plan under way: what was learned is kept, and where the service
// behaved otherwise than predicted, the rest of the plan is replaced. Must not: commit by itself, or judge.
import { isReadable } from '../store/outbox/op-repo.ts';
import { queueCalls } from './queue-calls.ts';
import type { Knowledge } from '../../../src-shared/domain/workflow/assumptions.ts';
import type { OpRecord } from '../store/outbox/op-record.ts';
import type { Sequel } from './kinds/outbox-kind.ts';
import type { OutboxRun } from './outbox-ports.ts';

/** Call inside the transaction that stores the verdict. Answers the calls that are new, to be admitted after it. */
export function continuePlan(
  run: OutboxRun,
  record: OpRecord,
  sequel: Sequel,
): readonly OpRecord[] {
  const { groupId } = record;
  if (groupId === null) return [];
  if (sequel.kind === 'theirs') {
    run.plans.noteTheirs(groupId, sequel.list);
    if (sequel.doubted !== null) keepKnowledge(run, record.accountId, sequel.doubted);
    return [];
  }
  keepKnowledge(run, record.accountId, sequel.knowledge);
  const { rest } = sequel;
  if (rest === null) return [];
  const now = run.ops.find(record.opId);
  if (now === null || !isReadable(now)) return [];
  // Withdrawn meanwhile: what was applied stays, and nothing is added to it.
  const isWithdrawn = now.core.isCancelWanted;
  if (isWithdrawn && showsWithdrawal(run, groupId)) return [];
  supersedeUnsent(run, groupId);
  const [reading] = sequel.knowledge;
  const place = { ...record, planId: groupId, after: record.opId };
  const added = queueCalls(run, place, { ...rest, reading });
  if (!isWithdrawn) return added;
  withdraw(run, added);
  return [];
}

function showsWithdrawal(run: OutboxRun, planId: string): boolean {
  return run.ops.listOfGroup(planId).some(({ core }) => core.state === 'CANCELLED');
}

/**
 * The list is not the wanted one, and will not be: without these calls as withdrawn ones nothing of the plan would be
 * left to say so, and it would be shown as sent. From the last to the first, as in a person's withdrawal.
 */
function withdraw(run: OutboxRun, added: readonly OpRecord[]): void {
  for (const { opId } of added.toReversed()) run.commit(opId, { type: 'cancel' });
}

function keepKnowledge(run: OutboxRun, accountId: string, knowledge: Knowledge): void {
  run.knowledge.save(accountId, knowledge, run.world.clock.wallMs());
}

/** Replaced calls rest from the last to the first, so that none is blocked by its replaced predecessor. */
export function supersedeUnsent(run: OutboxRun, planId: string): void {
  for (const { opId } of run.ops.listUnrestedOfGroup(planId).toReversed()) {
    run.commit(opId, { type: 'supersede' });
  }
}
