// Owns: waiting until one item is at rest, its engine's end, and the verdict. Must not: choose what happens to it.
import { until } from '../../support/engine-desk.ts';
import { readOutboxFile } from '../../support/outbox-file.ts';
import { isSettled, judgeItem, judgeJournal, listEntries, readTargetId } from './judge-outcome.ts';
import type { EngineProcess } from '../../support/engine-desk.ts';
import type { TestOrder } from '../../support/engine-with-failpoints.ts';
import type { Complaint } from './judge-outcome.ts';
import type { StageItem } from './prepare-items.ts';
import type { ProcessStage } from './process-stage.ts';

const REST_LIMIT_MS = 60_000;

export interface Ending {
  readonly complaints: readonly Complaint[];
  /** Real time from the call until the item was at rest. */
  readonly restedAfterMs: number;
}

/** Sets the clock right once the service refuses to talk because of it, waits for rest, ends the engine and judges. */
export async function endItem(
  stage: ProcessStage,
  folder: string,
  run: {
    readonly item: StageItem;
    readonly engine: EngineProcess;
    readonly clockJumpMs: number;
    /** Until when a request may still arrive: what it does then counts too. */
    readonly lateUntilMs: number;
  },
): Promise<Ending> {
  const { item, engine, clockJumpMs, lateUntilMs } = run;
  const beganMs = performance.now();
  if (clockJumpMs !== 0 && (await meetsRefusal(engine, item))) {
    engine.post({ kind: 'test.jumpClock', ms: -clockJumpMs } satisfies TestOrder);
  }
  // Not at rest in time is the judge's to say.
  await untilSettled(engine, item).catch(() => {});
  const restedAfterMs = performance.now() - beganMs;
  await until('the late request', () => performance.now() > lateUntilMs || null);
  const complaints = await judgeItem(stage.sandbox, item, await listEntries(engine));
  await engine.close();
  const journal = judgeJournal(await readOutboxFile(folder));
  return { complaints: [...complaints, ...journal], restedAfterMs };
}

/** Whether the account is refused before the item is at rest. */
async function meetsRefusal(engine: EngineProcess, item: StageItem): Promise<boolean> {
  return await until(
    'rest or a refusal',
    async () => {
      const { accounts } = await engine.ask('desk.status', null);
      if (accounts.some(({ connectivity }) => connectivity === 'unauthorized')) return true;
      return (await isAtRest(engine, item)) ? false : null;
    },
    REST_LIMIT_MS,
  );
}

export async function isAtRest(engine: EngineProcess, item: StageItem): Promise<boolean> {
  const entries = await listEntries(engine);
  const entry = entries.find((one) => readTargetId(one) === item.targetId);
  return entry !== undefined && isSettled(entry);
}

/** Looks only when the engine has told of a change: asking all the time would slow it down. */
export async function untilSettled(engine: EngineProcess, item: StageItem): Promise<void> {
  let seen = -1;
  const look = async (): Promise<true | null> => {
    if (engine.events.length === seen) return null;
    seen = engine.events.length;
    return (await isAtRest(engine, item)) || null;
  };
  await until('rest', look, REST_LIMIT_MS);
}
