// Owns: storing a verdict together with what follows from it: facts of a conflict, what was learned, the rest of a plan
// made anew. One commit. Must not: judge.
import { continuePlan } from './continue-plan.ts';
import { admitOps } from './admit-ops.ts';
import type { OpRecord } from '../store/outbox/op-record.ts';
import type { Judged } from './kinds/outbox-kind.ts';
import type { OutboxEvent } from './op-core.ts';
import type { OutboxRun } from './outbox-ports.ts';

export function commitJudged(
  run: OutboxRun,
  record: OpRecord,
  event: OutboxEvent,
  { conflict, sequel }: Pick<Judged<unknown>, 'conflict' | 'sequel'>,
): void {
  const facts = conflict === null ? {} : { conflict: JSON.stringify(conflict) };
  if (sequel === undefined) {
    run.commit(record.opId, event, facts);
    return;
  }
  const added = run.ops.inTransaction(() => {
    run.commit(record.opId, event, facts);
    return continuePlan(run, record, sequel);
  });
  admitOps(run, added);
}
