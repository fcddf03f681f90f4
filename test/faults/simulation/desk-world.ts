// Owns: putting clock, services and wire of one run together, all drawn from its seed. Must not: run anything.
import { createDraw } from '../../../src-sandbox/random.ts';
import { DEFAULT_SETTINGS } from '../../../src-shared/contract/default-settings.ts';
import { WRITE_DEADLINE_MS } from '../../../src-main/engine/outbox/settle.ts';
import { createCmService } from './cm-service.ts';
import { createFairWeather } from './fates.ts';
import { createHubService } from './hub-service.ts';
import { createSimClock } from './sim-clock.ts';
import { createWire } from './wire.ts';
import type { Assumptions } from '../../../src-shared/domain/workflow/assumptions.ts';
import type { Settings } from '../../../src-shared/contract/settings.ts';
import type { DeskWorld } from './engine-desk.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly cmCount: number;
  readonly hubCount: number;
  readonly acceptsSecond: boolean;
  readonly holdSeconds: number;
  /** How the packages' service behaves, where that is not left to the seed. */
  readonly reading?: Partial<Assumptions>;
  /** Takes every line of what happens. */
  readonly trace: string[];
}

/** From then on after its beginning an abandoned request is dead (A1). */
export function computeDeadAfterMs({ settleSeconds }: Settings): number {
  return WRITE_DEADLINE_MS + settleSeconds * 1000;
}

export function createDeskWorld(options: WorldOptions): DeskWorld {
  const { seed, cmCount, hubCount, acceptsSecond, holdSeconds } = options;
  const clock = createSimClock();
  const nowMs = (): number => clock.nowMs();
  const trace = (line: string): void => void options.trace.push(`${nowMs()} ${line}`);
  const settings = { ...DEFAULT_SETTINGS, holdSeconds };
  const deadAfterMs = computeDeadAfterMs(settings);
  const draw = createDraw(seed, 2, 0);
  return {
    clock,
    settings,
    trace,
    draw: createDraw(seed, 4, 0),
    wire: createWire({ clock, draw, weather: createFairWeather(), deadAfterMs, trace }),
    cm: createCmService({ count: cmCount, acceptsSecond, nowMs }),
    hub: createHubService({
      count: hubCount,
      draw: createDraw(seed, 3, 0),
      nowMs,
      reading: options.reading ?? {},
    }),
  };
}
