// Owns: one seeded run from start to judgement: the same seed is the same run, event for event.
// Must not: use real time or chance.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createDraw } from '../../../src-sandbox/random.ts';
import { WRITE_DEADLINE_MS } from '../../../src-main/engine/outbox/settle.ts';
import { computeDeadAfterMs, createDeskWorld } from './desk-world.ts';
import { createEngineDesk } from './engine-desk.ts';
import { createFairWeather } from './fates.ts';
import { judgeRun } from './oracle.ts';
import { layOutSchedule } from './schedule.ts';
import type { Desk } from './desk.ts';
import type { DeskWorld } from './engine-desk.ts';
import type { Judgement } from './oracle.ts';
import type { SimClock } from './sim-clock.ts';

export interface SeedRun extends Judgement {
  readonly trace: readonly string[];
  readonly kills: readonly string[];
  /** null when nothing was left to recover when everything was healed. */
  readonly recoveryMs: number | null;
  readonly traffic: { readonly reads: number; readonly writes: number };
}

export interface SeedOptions {
  readonly seed: number;
  /** An empty folder for this run's files; removed afterwards. */
  readonly folder: string;
  /** A fresh profile to begin with. */
  readonly template: string;
  readonly createDesk?: (world: DeskWorld, folder: string) => Desk;
}

const PULL_MS = 1_000;
/** Without a time named on the screen, everything must be at rest by then. */
const REST_WITHIN_MS = 60_000;
/** The longest Retry-After that is believed, and the waits behind it. */
const LONGEST_RECOVERY_MS = 4 * 3_600_000;
const STEP_MS = 500;
const LONGEST_EXCHANGE_MS = 2 * WRITE_DEADLINE_MS;

export async function runSeed(options: SeedOptions): Promise<SeedRun> {
  const { seed, folder, template } = options;
  if (options.createDesk === undefined) {
    cpSync(template, join(folder, 'life-0'), { recursive: true });
  }
  const trace: string[] = [];
  const counts = createDraw(seed, 1, 0);
  const world = createDeskWorld({
    seed,
    trace,
    cmCount: seed % 3 === 1 ? 0 : 1 + counts.below(3),
    hubCount: seed % 3 === 0 ? 0 : 1 + counts.below(2),
    acceptsSecond: counts.chance(0.5),
    holdSeconds: counts.pick([0, 10]),
  });
  const { clock, cm, hub, wire } = world;
  const desk = (options.createDesk ?? createEngineDesk)(world, folder);
  try {
    desk.start();
    for (const lane of [...cm.lanes, ...hub.lanes]) desk.pull(lane);
    await runUntil(clock, PULL_MS);
    const scheduleMs = layOutSchedule({ ...world, desk, draw: createDraw(seed, 5, 0) });
    await runUntil(clock, clock.nowMs() + scheduleMs);
    const { recoveryMs, ...judgement } = await healAndJudge(world, desk);
    return { ...judgement, trace, kills: desk.listKills(), recoveryMs, traffic: wire.traffic };
  } finally {
    desk.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Everything is as it should be again; what is left comes to rest, and is judged. */
export async function healAndJudge(
  world: DeskWorld,
  desk: Desk,
): Promise<Judgement & Pick<SeedRun, 'recoveryMs'>> {
  const { clock, cm, hub, wire, trace } = world;
  Object.assign(wire.weather, createFairWeather());
  clock.healWall();
  // Bad answers that were on their way come in; then everything is healed.
  await runUntil(clock, clock.nowMs() + LONGEST_EXCHANGE_MS);
  trace('healed');
  const { restless, recoveryMs } = await recover(clock, desk);
  // Whatever is still on its way arrives, and must change nothing.
  await runUntil(clock, clock.nowMs() + computeDeadAfterMs(world.settings));
  return { ...judgeRun({ cm, hub, desk, restless }), recoveryMs };
}

export async function runUntil(clock: SimClock, untilMs: number): Promise<void> {
  await nextTurn();
  while (clock.runNext(untilMs)) await nextTurn();
  clock.passUntil(untilMs);
}

/** A minute beyond every wait that the screen names; lanes that take longer are restless. */
async function recover(
  clock: SimClock,
  desk: Desk,
): Promise<{ readonly restless: readonly string[]; readonly recoveryMs: number | null }> {
  const healedMs = clock.nowMs();
  const spentMs = new Map<string, number>();
  desk.heal();
  const hadWork = desk.listWaiting().length > 0;
  for (;;) {
    if (!desk.isRunning()) desk.heal();
    const waiting = desk.listWaiting();
    const tookMs = clock.nowMs() - healedMs;
    if (waiting.length === 0) return { restless: [], recoveryMs: hadWork ? tookMs : null };
    const late = waiting.filter(({ lane }) => (spentMs.get(lane) ?? 0) > REST_WITHIN_MS);
    if (late.length > 0 || tookMs > LONGEST_RECOVERY_MS) {
      return {
        restless: (late.length > 0 ? late : waiting).map(({ lane }) => lane),
        recoveryMs: tookMs,
      };
    }
    const leftMs = waiting.map(({ announcedWallMs }) =>
      announcedWallMs === null ? 0 : announcedWallMs - clock.wallMs(),
    );
    const stepMs = Math.max(STEP_MS, Math.min(...leftMs));
    for (const [index, { lane }] of waiting.entries()) {
      if ((leftMs[index] ?? 0) <= 0) spentMs.set(lane, (spentMs.get(lane) ?? 0) + stepMs);
    }
    await runUntil(clock, clock.nowMs() + stepMs);
  }
}
