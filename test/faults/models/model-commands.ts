// Owns: the commands that every model has: time, the network, the pause, the ends of the engine, a clock set wrong.
// Each is followed by the model's own oracle. Must not: judge, or know what is decided or planned.
import fc from 'fast-check';
import { OUTBOX_FAILPOINTS } from '../../../src-main/engine/outbox/failpoints.ts';
import { crash } from './model-bench.ts';
import type { ModelBench } from './model-bench.ts';

export type Act<Model, Bench> = (model: Model, real: Bench) => void | Promise<void>;

export interface ModelCommands<Model extends object, Bench extends ModelBench> {
  /** Carries the act out and asks the oracle. */
  readonly command: (name: string, act: Act<Model, Bench>) => fc.AsyncCommand<Model, Bench>;
  readonly waiting: fc.Arbitrary<fc.AsyncCommand<Model, Bench>>;
  /** The network, the pause, the ends of the engine and a clock set wrong. */
  readonly surroundings: readonly fc.Arbitrary<fc.AsyncCommand<Model, Bench>>[];
  readonly sendingNow: fc.Arbitrary<fc.AsyncCommand<Model, Bench>>;
}

/** `waitSteps`: in how many steps a wait passes; see `pass`. */
export function createModelCommands<Model extends object, Bench extends ModelBench>(
  judge: (model: Model, real: Bench) => Promise<unknown>,
  waitSteps: number,
): ModelCommands<Model, Bench> {
  const command = (name: string, act: Act<Model, Bench>): fc.AsyncCommand<Model, Bench> => ({
    check: () => true,
    run: async (model, real) => {
      await act(model, real);
      await judge(model, real);
    },
    toString: () => name,
  });
  return {
    command,
    waiting: fc
      .constantFrom(3_000, 20_000, 100_000)
      .map((ms) => command(`wait(${ms})`, (_, real) => pass(real, ms, waitSteps))),
    surroundings: [
      fc
        .boolean()
        .map((online) =>
          command(online ? 'online' : 'offline', (_, { desk }) => desk.setNetwork(online)),
        ),
      fc
        .boolean()
        .map((isPaused) =>
          command(isPaused ? 'pause' : 'resume', (_, { desk }) => desk.outbox.setPaused(isPaused)),
        ),
      fc.constant(command('crash', (_, real) => crash(real))),
      fc.constantFrom(...OUTBOX_FAILPOINTS).map((name) =>
        command(`crashAt(${name})`, (_, real) => {
          real.armed = name;
        }),
      ),
      fc
        .constantFrom(-86_400_000, -3_600_000, 3_600_000, 86_400_000)
        .map((ms) => command(`clockJumps(${ms})`, (_, real) => setClockWrong(real, ms))),
    ],
    sendingNow: fc.constant(command('sendNow', (_, { desk }) => desk.outbox.sendNow(null))),
  };
}

/** Lets time pass in a few steps, with the sockets' own pace in between. */
export async function pass({ desk }: ModelBench, ms: number, steps: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    await desk.skip(Math.round(ms / steps));
    await new Promise((resolve) => {
      setTimeout(resolve, 4);
    });
  }
}

/** Reads into the mirror what a lane is about, as a sync would; no lane, nothing to read. */
export async function pull(
  desk: { pull(id: string): Promise<unknown> },
  id: string | undefined,
): Promise<void> {
  try {
    if (id !== undefined) await desk.pull(id);
  } catch {
    // Offline, or the weather met this read.
  }
}

function setClockWrong(real: ModelBench, ms: number): void {
  real.wallJumpMs += ms;
  real.desk.clock.jumpWallBy(ms);
}
