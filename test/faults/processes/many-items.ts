// Owns: many items of one engine that never dies, each under a fault of its own: decided, at rest, judged.
// Must not: choose the faults.
import { CLOCK_RATE, waitUntilAtRest } from '../../support/killable-engine.ts';
import { readOutboxFile } from '../../support/outbox-file.ts';
import { countTraffic } from './family-run.ts';
import { judgeItem, judgeJournal, listEntries, readTargetId } from './judge-outcome.ts';
import type { QueueEntry } from '../../../src-shared/domain/outbox-item.ts';
import type { Execution, ExecutionResult } from './family-run.ts';
import type { Complaint } from './judge-outcome.ts';
import type { StageItem } from './prepare-items.ts';
import type { ProcessStage } from './process-stage.ts';

/** One item and the name of what it meets. */
export interface NamedItem {
  readonly name: string;
  readonly item: StageItem;
  /** A further demand on how it ends; null = none is broken. */
  readonly demand?: (entry: QueueEntry) => Complaint | null;
}

// Hundreds of items, each settling, four at a time; a machine that does other work too.
const REST_LIMIT_MS = 240_000;

/** Decides all of them in one engine, waits for rest, and judges each. */
export function createManyItems(
  stage: ProcessStage,
  name: string,
  items: readonly NamedItem[],
): Execution {
  return { name, run: () => runManyItems(stage, items) };
}

async function runManyItems(
  stage: ProcessStage,
  items: readonly NamedItem[],
): Promise<ExecutionResult> {
  const folder = stage.copyFolder();
  const engine = await stage.startEngine(folder);
  await engine.untilStatus(({ phase }) => phase === 'ready');
  for (const { item } of items) await item.submit(engine);
  const decidedMs = performance.now();
  // Not at rest in time is the judge's to say.
  await waitUntilAtRest(engine, REST_LIMIT_MS).catch(() => {});
  const recoveryMs = Math.round((performance.now() - decidedMs) * CLOCK_RATE);
  const screen = await listEntries(engine);
  await engine.close();
  const complaints: Complaint[] = [...judgeJournal(await readOutboxFile(folder))];
  for (const one of items) complaints.push(...(await judgeNamed(stage, one, screen)));
  // Many at once: the last one's rest is no single item's recovery.
  const isOne = items.length === 1;
  return {
    complaints,
    recoveryMs: isOne ? [recoveryMs] : [],
    visited: [],
    traffic: countTraffic(folder),
    count: items.length,
  };
}

async function judgeNamed(
  stage: ProcessStage,
  { name, item, demand }: NamedItem,
  screen: readonly QueueEntry[],
): Promise<readonly Complaint[]> {
  const found = [...(await judgeItem(stage.sandbox, item, screen))];
  const entry = screen.find((one) => readTargetId(one) === item.targetId);
  const broken = entry === undefined ? null : (demand?.(entry) ?? null);
  if (broken !== null) found.push(broken);
  return found.map(({ violation, what }) => ({ violation, what: `${name}: ${what}` }));
}
