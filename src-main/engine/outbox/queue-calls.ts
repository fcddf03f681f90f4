// Owns: storing the calls of a plan's segment as items, each building on the one before. Must not: commit by itself.
import { createOpCore } from './create-op-core.ts';
import { WORKFLOW_CALL, classifyCall, writeCallIntent } from './kinds/workflow-call.ts';
import type { Assumptions } from '../../../src-shared/domain/workflow/assumptions.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import type { PlanStep } from '../../../src-shared/domain/workflow/plan.ts';
import type { OpRecord } from '../store/outbox/op-record.ts';
import type { OutboxRun } from './outbox-ports.ts';

interface Place {
  readonly planId: string;
  readonly accountId: string;
  /** The package's lane. */
  readonly lane: string;
  readonly decidedMs: number;
  readonly holdUntilMs: number;
  /** The call the first one builds on; null = none. */
  readonly after: string | null;
}

interface Segment {
  readonly base: RecipientList;
  readonly steps: readonly PlanStep[];
  /** Under which the steps lead from `base` to the wanted list. */
  readonly reading: Assumptions;
}

/** Call inside a transaction; admit what it answers after that. */
export function queueCalls(
  run: OutboxRun,
  place: Place,
  { base, steps, reading }: Segment,
): readonly OpRecord[] {
  const { clock, random } = run.world;
  const calls = steps.map(({ call, isCertain }) => ({ call, isCertain }));
  const segment = run.plans.addSegment(place.planId, { base, reading, calls });
  const wallMs = clock.wallMs();
  const stamp = { wallMs, monoMs: clock.monoMs() };
  let dependsOn = place.after;
  return steps.map((step, index) => {
    const record = run.ops.insert(
      {
        opId: random.uuidV7(wallMs),
        accountId: place.accountId,
        lane: place.lane,
        kind: WORKFLOW_CALL,
        groupId: place.planId,
        ...writeCallIntent({ segment, index }, step),
        dependsOn,
        decidedMs: place.decidedMs,
        holdUntilMs: place.holdUntilMs,
      },
      createOpCore(classifyCall(step.call)),
      stamp,
    );
    dependsOn = record.opId;
    return record;
  });
}
