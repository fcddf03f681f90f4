// Owns: what a run of the decision model stands on: the real outbox, the real sandbox, and what the model holds of each
// request: which decisions were taken in, withdrawn or put away. Must not: choose what happens or judge it.
import { startOutboxDesk } from '../../support/outbox-desk.ts';
import { callControl } from '../../support/sandbox-process.ts';
import { FRESH_BENCH, meetMoment } from './model-bench.ts';
import type { ModelBench } from './model-bench.ts';
import type { OutboxDesk } from '../../support/outbox-desk.ts';

/** A decision the desk said it had taken in. */
export interface TakenDecision {
  readonly opId: string;
  readonly goal: 'approved' | 'declined';
  /** The person took it back, and the desk said so. */
  wasWithdrawn: boolean;
}

export interface DecisionLane {
  readonly requestId: string;
  readonly taken: TakenDecision[];
  /** A colleague acted while something of ours may have been on its way: race R1 is possible. */
  isRaced: boolean;
}

export interface DecisionModel {
  readonly lanes: readonly DecisionLane[];
}

export interface DecisionBench extends ModelBench {
  readonly desk: OutboxDesk;
  /** The service takes a second decision (A19) instead of refusing it. */
  readonly doesOverwrite: boolean;
  reads: number;
  writes: number;
}

export const LANES = 3;

export async function startDecisionBench(
  doesOverwrite: boolean,
): Promise<{ readonly model: DecisionModel; readonly real: DecisionBench }> {
  const desk = await startOutboxDesk({
    isInMemory: true,
    onFailpoint: (name) => countMoment(real, name),
  });
  const real: DecisionBench = {
    desk,
    doesOverwrite,
    ...FRESH_BENCH,
    reads: 0,
    writes: 0,
  };
  await callControl(desk.sandbox, 'PUT', '/assumptions', {
    A19: doesOverwrite ? 'overwrite' : '409',
  });
  const lanes: DecisionLane[] = [];
  for (let lane = 0; lane < LANES; lane += 1) {
    lanes.push({ requestId: await desk.makeRequest(), taken: [], isRaced: false });
  }
  return { model: { lanes }, real };
}

/** Counts what is read and written before the engine may end at this moment. */
function countMoment(real: DecisionBench, name: string): void {
  if (name.endsWith('before-read')) real.reads += 1;
  if (name === 'outbox.sending.after-commit') real.writes += 1;
  meetMoment(real, name);
}
