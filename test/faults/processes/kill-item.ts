// Owns: one item's way through deaths: decided, killed, perhaps killed again, started, at rest, judged.
// Must not: choose the moments.
import { until } from '../../support/engine-desk.ts';
import { CLOCK_RATE, expectDeath, readMoments } from '../../support/killable-engine.ts';
import { readBusyState, readOutboxFile } from '../../support/outbox-file.ts';
import { callControl } from '../../support/sandbox-process.ts';
import { countTraffic } from './family-run.ts';
import { isSettled, judgeItem, judgeJournal, listEntries, readTargetId } from './judge-outcome.ts';
import type { EngineProcess } from '../../support/engine-desk.ts';
import type { ExecutionResult } from './family-run.ts';
import type { StageItem } from './prepare-items.ts';
import type { ProcessStage } from './process-stage.ts';

/** What the first write meets, and so what the service has of it when the engine is dead. */
export const WRITE_FATES = ['applied', 'not applied', 'applied late'] as const;
export type WriteFate = (typeof WRITE_FATES)[number];

/** Long after the restart began, and well inside the settle, which takes two seconds of real time. */
const LATE_MS = 700;

const ANSWERED: Readonly<Record<WriteFate, object | null>> = {
  applied: null,
  'not applied': { type: 'status', status: 500, when: 'before' },
  'applied late': { type: 'late-apply', afterMs: LATE_MS, answer: 'reset' },
};
const UNANSWERED: Readonly<Record<WriteFate, object>> = {
  applied: { type: 'hang', isApplied: true },
  'not applied': { type: 'hang', isApplied: false },
  'applied late': { type: 'late-apply', afterMs: LATE_MS, answer: 'hang' },
};

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
}

/** null = `at` or `again` was not reached: the item came to rest before. */
export async function killItem(
  stage: ProcessStage,
  item: StageItem,
  plan: KillPlan,
): Promise<ExecutionResult | null> {
  const folder = stage.copyFolder();
  const isInFlight = plan.at === IN_FLIGHT;
  const fault = isInFlight ? UNANSWERED[plan.fate] : ANSWERED[plan.fate];
  if (fault !== null) {
    await stage.addFault(item, 'write', fault, { nth: isInFlight ? plan.hit : 1 });
  }
  const killAt = isInFlight ? {} : { killAt: plan.at, hit: plan.hit };
  const first = await stage.startEngine(folder, killAt);
  await first.untilStatus(({ phase }) => phase === 'ready', READY_LIMIT_MS);
  const isSaidQueued = await item.submit(first);
  if (isInFlight) await killDuringWrite(stage, item, first, plan);
  if (!(await diesOrRests(first, item, plan.at))) return null;
  const visited = [await readMoment(folder, plan.at)];
  if (plan.again !== null) {
    const second = await stage.startEngine(folder, { killAt: '*', hit: plan.again });
    if (!(await diesOrRests(second, item, '*'))) return null;
    visited.push(await readMoment(folder, '*'));
  }
  const end = await recoverItem(stage, folder, item, isSaidQueued);
  return { ...end, visited, traffic: countTraffic(folder) };
}

async function readMoment(folder: string, at: string): Promise<string> {
  const moment = at === IN_FLIGHT ? at : readMoments(folder).at(-1);
  return `${readBusyState(await readOutboxFile(folder))}×${moment}`;
}

// A start on a busy machine.
const READY_LIMIT_MS = 30_000;
const REST_LIMIT_MS = 60_000;

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

async function isAtRest(engine: EngineProcess, item: StageItem): Promise<boolean> {
  const entries = await listEntries(engine);
  const entry = entries.find((one) => readTargetId(one) === item.targetId);
  return entry !== undefined && isSettled(entry);
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

/** Looks only when the engine has told of a change: asking all the time would slow it down. */
async function untilSettled(engine: EngineProcess, item: StageItem): Promise<void> {
  let seen = -1;
  const look = async (): Promise<true | null> => {
    if (engine.events.length === seen) return null;
    seen = engine.events.length;
    return (await isAtRest(engine, item)) || null;
  };
  await until('rest', look, REST_LIMIT_MS);
}

/** The next engine, with nothing in its way, and the verdict. What was not said to be queued a person decides again. */
async function recoverItem(
  stage: ProcessStage,
  folder: string,
  item: StageItem,
  isSaidQueued: boolean,
): Promise<Pick<ExecutionResult, 'complaints' | 'recoveryMs'>> {
  const beganMs = performance.now();
  const engine = await stage.startEngine(folder);
  await engine.untilStatus(({ phase }) => phase === 'ready', READY_LIMIT_MS);
  const readyMs = performance.now();
  if (!isSaidQueued) await item.submit(engine);
  // Not at rest in time is the judge's to say.
  await untilSettled(engine, item).catch(() => {});
  const restedMs = performance.now();
  const complaints = await judgeItem(stage.sandbox, item, await listEntries(engine));
  await engine.close();
  const journal = judgeJournal(await readOutboxFile(folder));
  // Starting takes real time; from then on the engine's clock counts.
  const recoveryMs = readyMs - beganMs + (restedMs - readyMs) * CLOCK_RATE;
  return { complaints: [...complaints, ...journal], recoveryMs: [Math.round(recoveryMs)] };
}
