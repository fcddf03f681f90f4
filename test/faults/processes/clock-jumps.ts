// Owns: the family of wrong clocks: set wrong before a decision, while a lost write settles, and over a restart; and a
// clock that stands still. Must not: judge.
import { until } from '../../support/engine-desk.ts';
import { CLOCK_RATE } from '../../support/killable-engine.ts';
import { endItem } from './end-item.ts';
import { countTraffic, runFamily } from './family-run.ts';
import { IN_FLIGHT, WRITE_FATES, killItem } from './kill-item.ts';
import { startStage } from './process-stage.ts';
import type { EngineProcess } from '../../support/engine-desk.ts';
import type { TestOrder } from '../../support/engine-with-failpoints.ts';
import type { FaultFamily } from '../fault-family.ts';
import type { Execution, ExecutionResult } from './family-run.ts';
import type { ProcessStage } from './process-stage.ts';

const KINDS = ['goal', 'append', 'positional'] as const;
type Kind = (typeof KINDS)[number];

const DAY_MS = 86_400_000;
const JUMPS = {
  '+1 hour': DAY_MS / 24,
  '+1 day': DAY_MS,
  '-1 day': -DAY_MS,
  '+10 years': 3653 * DAY_MS,
  '-10 years': -3653 * DAY_MS,
} as const;
type Jump = keyof typeof JUMPS;
const ALL_JUMPS = Object.keys(JUMPS) as Jump[];

// A late request arrives after 8 s and is dead after 10 s: time for a start on a busy machine before that.
const SLOWDOWN = 5;

/** The engine dies with the write on its way; the next one starts under another clock. */
function* listRestarts(
  stage: ProcessStage,
  kinds: readonly Kind[],
  jumps: readonly Jump[],
): Generator<Execution> {
  for (const kind of kinds) {
    for (const jump of jumps) {
      for (const fate of WRITE_FATES) {
        const plan = {
          at: IN_FLIGHT,
          hit: 1,
          fate,
          again: null,
          clockJumpMs: JUMPS[jump],
          slowdown: SLOWDOWN,
        };
        const name = `${kind}, killed in flight, ${fate}, clock ${jump} at the restart`;
        yield { name, run: () => killItem(stage, stage.take(kind), plan) };
      }
    }
  }
}

type When = 'before it is decided' | 'while it settles';
const LOST = { type: 'late-apply', afterMs: 500, answer: 'reset' } as const;

function* listLive(
  stage: ProcessStage,
  kinds: readonly Kind[],
  jumps: readonly (Jump | 'frozen')[],
): Generator<Execution> {
  for (const kind of kinds) {
    for (const jump of jumps) {
      for (const when of ['before it is decided', 'while it settles'] as const) {
        yield {
          name: `${kind}, clock ${jump} ${when}`,
          run: () => runLive(stage, kind, jump, when),
        };
      }
    }
  }
}

async function runLive(
  stage: ProcessStage,
  kind: Kind,
  jump: Jump | 'frozen',
  when: When,
): Promise<ExecutionResult> {
  const item = stage.take(kind);
  const folder = stage.copyFolder();
  await stage.addFault(item, 'write', LOST);
  const engine = await stage.startEngine(folder);
  await engine.untilStatus(({ phase }) => phase === 'ready');
  if (when === 'before it is decided') changeClock(engine, jump);
  await item.submit(engine);
  if (when === 'while it settles') {
    await until('the write', async () => ((await stage.countActed(item)) > 0 ? true : null));
    changeClock(engine, jump);
  }
  const clockJumpMs = jump === 'frozen' ? 0 : JUMPS[jump];
  const run = { item, engine, clockJumpMs, lateUntilMs: 0 };
  const { complaints, restedAfterMs } = await endItem(stage, folder, run);
  const recoveryMs = [Math.round(restedAfterMs * CLOCK_RATE)];
  return { complaints, recoveryMs, visited: [], traffic: countTraffic(folder) };
}

function changeClock(engine: EngineProcess, jump: Jump | 'frozen'): void {
  const order: TestOrder =
    jump === 'frozen'
      ? { kind: 'test.freezeClock', isFrozen: true }
      : { kind: 'test.jumpClock', ms: JUMPS[jump] };
  engine.post(order);
}

export const clockJumps: FaultFamily = {
  name: 'clock-jumps',
  run: async ({ isQuick }) => {
    const kinds = isQuick ? (['append'] as const) : KINDS;
    const jumps = isQuick ? (['+1 hour'] as const) : ALL_JUMPS;
    const each = jumps.length * WRITE_FATES.length + (jumps.length + 1) * 2;
    const stage = await startStage({
      name: 'clock-jumps',
      items: Object.fromEntries(kinds.map((kind) => [kind, each])),
    });
    try {
      return await runFamily({
        name: 'clock-jumps',
        family: 'L3 wrong clocks',
        range: '5 jumps and a frozen clock × 3 classes × before, while settling, over a restart',
        executions: [
          // Half a minute, for the slow clocks; `outbox-restart.test.ts` holds the finding of it.
          ...(isQuick ? [] : listRestarts(stage, kinds, jumps)),
          ...listLive(stage, kinds, [...jumps, 'frozen']),
        ],
      });
    } finally {
      await stage.close();
    }
  },
};
