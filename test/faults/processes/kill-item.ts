// Owns: one item's way through deaths: decided, killed, perhaps killed again, started, at rest, judged.
// Must not: choose the moments.
import { until } from '../../support/engine-desk.ts';
import { CLOCK_RATE, expectDeath, readMoments } from '../../support/killable-engine.ts';
import { readBusyState, readOutboxFile } from '../../support/outbox-file.ts';
import { callControl } from '../../support/sandbox-process.ts';
import { countTraffic } from './family-run.ts';
import { endItem, isAtRest, untilSettled } from './end-item.ts';
import type { EngineProcess } from '../../support/engine-desk.ts';
import type { ExecutionResult } from './family-run.ts';
import type { StageItem } from './prepare-items.ts';
import type { ProcessStage } from './process-stage.ts';

/** What the first write meets, and so what the service has of it when the engine is dead. */
export const WRITE_FATES = ['applied', 'not applied', 'applied late'] as const;
export type WriteFate = (typeof WRITE_FATES)[number];

/** Long after the restart began, and well inside the settle, which takes two seconds of real time. */
const LATE_MS = 700;
const LATEST_MS = 1_600;
const LATE_MARGIN_MS = 300;

function describeFault(fate: WriteFate, isAnswered: boolean, lateMs: number): object | null {
  switch (fate) {
    case 'applied':
      return isAnswered ? null : { type: 'hang', isApplied: true };
    case 'not applied':
      return isAnswered
        ? { type: 'status', status: 500, when: 'before' }
        : { type: 'hang', isApplied: false };
    case 'applied late':
      return { type: 'late-apply', afterMs: lateMs, answer: isAnswered ? 'reset' : 'hang' };
  }
}

/** The moment no failpoint stands for: the request has left, and nothing has come back. */
export const IN_FLIGHT = 'outbox.write.in-flight';

export interface KillPlan {
  /** A failpoint's name, `*` for any, or `IN_FLIGHT`. */
  readonly at: string;
  /** At which hit of it, or during which write. */
  readonly hit: number;
  readonly fate: WriteFate;
  /** Killed once more at this many failpoints after the next start; null = once is enough. */
  readonly again: number | null;
  /** How wrong the computer's clock is when it starts again; set right once the service refuses to talk. */
  readonly clockJumpMs?: number;
  /** How much slower than usual the clocks run, so that even a slow start is over before a late request arrives. */
  readonly slowdown?: number;
}

/** null = `at` or `again` was not reached: the item came to rest before. */
export async function killItem(
  stage: ProcessStage,
  item: StageItem,
  plan: KillPlan,
): Promise<ExecutionResult | null> {
  const folder = stage.copyFolder();
  const isInFlight = plan.at === IN_FLIGHT;
  const { slowdown = 1 } = plan;
  const clockRate = CLOCK_RATE / slowdown;
  // At the usual pace a slow start must not use up the settle; otherwise late means shortly before its end.
  const lateMs = slowdown === 1 ? LATE_MS : LATEST_MS * slowdown;
  const fault = describeFault(plan.fate, !isInFlight, lateMs);
  if (fault !== null) {
    await stage.addFault(item, 'write', fault, { nth: isInFlight ? plan.hit : 1 });
  }
  const killAt = isInFlight ? {} : { killAt: plan.at, hit: plan.hit };
  const first = await stage.startEngine(folder, { ...killAt, clockRate });
  await first.untilStatus(({ phase }) => phase === 'ready', READY_LIMIT_MS);
  const isSaidQueued = await item.submit(first);
  if (isInFlight) await killDuringWrite(stage, item, first, plan);
  if (!(await diesOrRests(first, item, plan.at))) return null;
  // It met its fault before; what is late comes within so long.
  const lateUntilMs =
    performance.now() + (plan.fate === 'applied late' ? lateMs + LATE_MARGIN_MS : 0);
  const visited = [await readMoment(folder, plan.at)];
  if (plan.again !== null) {
    const second = await stage.startEngine(folder, { killAt: '*', hit: plan.again, clockRate });
    if (!(await diesOrRests(second, item, '*'))) return null;
    visited.push(await readMoment(folder, '*'));
  }
  const end = await recoverItem(stage, folder, item, {
    ...plan,
    isSaidQueued,
    clockRate,
    lateUntilMs,
  });
  return { ...end, visited, traffic: countTraffic(folder) };
}

async function readMoment(folder: string, at: string): Promise<string> {
  const moment = at === IN_FLIGHT ? at : readMoments(folder).at(-1);
  return `${readBusyState(await readOutboxFile(folder))}×${moment}`;
}

// A start on a busy machine.
const READY_LIMIT_MS = 30_000;

/** The request must be the service's before the engine dies. Nothing happens when there is no such write any more. */
async function killDuringWrite(
  stage: ProcessStage,
  item: StageItem,
  engine: EngineProcess,
  { fate, hit }: KillPlan,
): Promise<void> {
  const id = item.service === 'cm-sign' ? 'requestId' : 'packageId';
  const path = `/ledger?${id}=${item.targetId}&cause=api&kind=${item.service === 'cm-sign' ? 'state' : 'change'}`;
  const isThere = await until('the write', async () => {
    if (await isAtRest(engine, item)) return false;
    if ((await stage.countActed(item)) === 0) return null;
    if (fate !== 'applied' || hit > 1) return true;
    return (await callControl<readonly unknown[]>(stage.sandbox, 'GET', path)).length > 0 || null;
  });
  if (isThere) await engine.kill();
}

async function diesOrRests(engine: EngineProcess, item: StageItem, at: string): Promise<boolean> {
  const died = engine.exited.then(() => true);
  const rested = untilSettled(engine, item).then(() => false);
  // Whichever comes second ends with the engine.
  rested.catch(() => {});
  if (await Promise.race([died, rested.catch(() => died)])) {
    await expectDeath(engine, at);
    return true;
  }
  await engine.close();
  return false;
}

/** The next engine, with nothing in its way, and the verdict. What was not said to be queued a person decides again. */
async function recoverItem(
  stage: ProcessStage,
  folder: string,
  item: StageItem,
  options: Pick<KillPlan, 'clockJumpMs'> & {
    readonly isSaidQueued: boolean;
    readonly clockRate: number;
    readonly lateUntilMs: number;
  },
): Promise<Pick<ExecutionResult, 'complaints' | 'recoveryMs'>> {
  const { isSaidQueued, clockJumpMs = 0, clockRate, lateUntilMs } = options;
  const beganMs = performance.now();
  const engine = await stage.startEngine(folder, { clockJumpMs, clockRate });
  await engine.untilStatus(({ phase }) => phase === 'ready', READY_LIMIT_MS);
  const readyMs = performance.now();
  if (!isSaidQueued) await item.submit(engine);
  const end = await endItem(stage, folder, { item, engine, clockJumpMs, lateUntilMs });
  // Starting takes real time; from then on the engine's clock counts.
  const recoveryMs = readyMs - beganMs + end.restedAfterMs * clockRate;
  return { complaints: end.complaints, recoveryMs: [Math.round(recoveryMs)] };
}
