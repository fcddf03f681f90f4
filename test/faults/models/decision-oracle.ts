// Owns: what must be true of every request at any moment: the sandbox's ledger against the queue's view and the model.
// Must not: ask the outbox whether it behaved; its view is only what a person is told.
import { callControl } from '../../support/sandbox-process.ts';
import { ModelViolation } from './model-violation.ts';
import type { QueueEntry } from '../../../src-shared/domain/outbox-item.ts';
import type { LedgerLine } from '../../support/outbox-desk.ts';
import type {
  DecisionBench,
  DecisionLane,
  DecisionModel,
  TakenDecision,
} from './decision-bench.ts';

interface Told extends TakenDecision {
  readonly entry: QueueEntry;
}

/**
 * Throws a ModelViolation; answers how many decisions of colleagues were overwritten inside race R1. The engine moves on
 * while the ledger is read: what is shown as done is looked at before, what is shown as not done after it.
 */
export async function judgeDecisions(model: DecisionModel, real: DecisionBench): Promise<number> {
  const before = model.lanes.map((lane) => readTold(real, lane));
  const ledger = await callControl<readonly LedgerLine[]>(real.desk.sandbox, 'GET', '/ledger');
  let raced = 0;
  for (const [index, lane] of model.lanes.entries()) {
    const lines = ledger.filter(({ requestId }) => requestId === lane.requestId);
    const states = lines.filter(({ detail }) => detail['entity'] === 'reassignRequest');
    for (const one of before[index] ?? []) judgeShownAsDone(one, states);
    raced += judgeLane(real, lane, readTold(real, lane), lines);
  }
  return raced;
}

function readTold({ desk }: DecisionBench, { requestId, taken }: DecisionLane): readonly Told[] {
  return taken.map((decision) => {
    const [entry] = desk.outbox.listEntries([decision.opId]);
    if (entry === undefined) {
      throw new ModelViolation('lost', `a decision on ${requestId} is not in the queue any more`);
    }
    return { ...decision, entry };
  });
}

function judgeLane(
  real: DecisionBench,
  lane: DecisionLane,
  told: readonly Told[],
  lines: readonly LedgerLine[],
): number {
  const states = lines.filter(({ detail }) => detail['entity'] === 'reassignRequest');
  const ours = states.filter(({ cause }) => cause === 'api');
  judgeCounts(real, told, ours, lines);
  for (const one of told) judgeGivenUp(one);
  judgeDenied(told, states);
  const overwritten = ours.filter(({ detail }) => detail['from'] !== 'pending').length;
  if (overwritten > 0 && !lane.isRaced) {
    throw new ModelViolation('silentOverwrites', tell(told, states));
  }
  return overwritten;
}

function judgeCounts(
  { doesOverwrite }: DecisionBench,
  told: readonly Told[],
  ours: readonly LedgerLine[],
  lines: readonly LedgerLine[],
): void {
  // A request that refuses a second decision can have one effect only, whoever brought it about.
  const sent = told.filter(({ entry }) => entry.sentCount > 0).length;
  if (ours.length > (doesOverwrite ? sent : Math.min(1, sent))) {
    throw new ModelViolation('duplicatedEffects', tell(told, ours));
  }
  const invites = lines.filter(
    ({ kind, cause, detail }) =>
      kind === 'mail' && cause === 'api' && detail['template'] === 'invite',
  );
  // One invite a decision: to the new signer, or back to the first one.
  if (invites.length > ours.length) {
    throw new ModelViolation('duplicateMails', tell(told, invites));
  }
}

function judgeShownAsDone({ entry, goal }: Told, states: readonly LedgerLine[]): void {
  const isDone = entry.state === 'CONFIRMED' || entry.state === 'SATISFIED';
  if (isDone && !states.some(({ detail }) => detail['to'] === goal)) {
    throw new ModelViolation('falseSuccesses', `${entry.state}, but nobody ever ${goal} it`);
  }
}

function judgeGivenUp({ entry, wasWithdrawn }: Told): void {
  const isGivenUp = entry.state === 'CANCELLED' || entry.state === 'SUPERSEDED';
  if (isGivenUp && !wasWithdrawn) {
    throw new ModelViolation('lost', `${entry.state} without anybody having asked for it`);
  }
  if (wasWithdrawn && entry.state !== 'CANCELLED') {
    throw new ModelViolation('falseFailures', `said to be withdrawn, and is ${entry.state}`);
  }
}

/** Every effect of ours belongs to a decision that is not shown as given up, refused or settled by others. */
function judgeDenied(told: readonly Told[], states: readonly LedgerLine[]): void {
  for (const goal of ['approved', 'declined'] as const) {
    const effects = states.filter(({ cause, detail }) => cause === 'api' && detail['to'] === goal);
    const owners = told.filter((one) => one.goal === goal && mayHaveActed(one, states));
    if (effects.length > owners.length) {
      throw new ModelViolation('falseFailures', tell(told, states));
    }
  }
}

/** A conflict may follow an effect of ours only where a colleague decided after it. */
function mayHaveActed({ entry }: Told, states: readonly LedgerLine[]): boolean {
  if (entry.state === 'CONFLICT') {
    const first = states.findIndex(({ cause }) => cause === 'api');
    return first !== -1 && states.slice(first).some(({ cause }) => cause === 'colleague');
  }
  return entry.state !== 'CANCELLED' && entry.state !== 'SUPERSEDED' && entry.state !== 'REJECTED';
}

function tell(told: readonly Told[], lines: readonly LedgerLine[]): string {
  const shown = told.map(({ goal, entry }) => `${goal} ${entry.state} sent ${entry.sentCount}`);
  const done = lines.map(({ cause, kind, detail }) => `${cause} ${kind} ${String(detail['to'])}`);
  return `shown [${shown.join('; ')}], ledger [${done.join('; ')}]`;
}
