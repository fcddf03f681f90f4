// Owns: the family of kills at every named moment × class × what became of the write, and of second kills during the
// recovery from them. Must not: judge.
import { OUTBOX_FAILPOINTS } from '../../../src-main/engine/outbox/failpoints.ts';
import { runFamily } from './family-run.ts';
import { IN_FLIGHT, WRITE_FATES, killItem } from './kill-item.ts';
import { startStage } from './process-stage.ts';
import type { FaultFamily } from '../fault-family.ts';
import type { Execution } from './family-run.ts';
import type { KillPlan } from './kill-item.ts';
import type { ProcessStage } from './process-stage.ts';

const KINDS = ['goal', 'append', 'positional'] as const;
type Kind = (typeof KINDS)[number];

/** Moments before the first byte leaves: the write cannot have been applied, now or late. */
const BEFORE_WRITE = OUTBOX_FAILPOINTS.slice(
  0,
  OUTBOX_FAILPOINTS.indexOf('outbox.write.after-answer'),
);
const AFTER_WRITE = OUTBOX_FAILPOINTS.slice(BEFORE_WRITE.length);

/** 31 a class; the moments before a write also in the second try, after a first one that was not applied. */
function listPlans(): readonly KillPlan[] {
  const once = { hit: 1, again: null } as const;
  return [
    ...BEFORE_WRITE.map((at) => ({ ...once, at, fate: 'applied' as const })),
    ...BEFORE_WRITE.filter((at) => !at.startsWith('outbox.decide.')).map((at) => ({
      at,
      hit: 2,
      fate: 'not applied' as const,
      again: null,
    })),
    ...[IN_FLIGHT, ...AFTER_WRITE].flatMap((at) =>
      WRITE_FATES.map((fate) => ({ ...once, at, fate })),
    ),
  ];
}

function describe(kind: Kind, { at, hit, fate, again }: KillPlan): string {
  const second = again === null ? '' : `, and again at moment ${again} after`;
  return `${kind}, killed at ${at} (${hit}), ${fate}${second}`;
}

function createExecution(stage: ProcessStage, kind: Kind, plan: KillPlan): Execution {
  const name = describe(kind, plan);
  return {
    name,
    run: async () => {
      const result = await killItem(stage, stage.take(kind), plan);
      if (result === null) throw new Error('the moment was not reached');
      return result;
    },
  };
}

// One of twelve: every class, both sides of the write and all three fates are among them.
const QUICK_STEP = 12;

export const killPoints: FaultFamily = {
  name: 'kill-points',
  run: async ({ isQuick }) => {
    const plans = listPlans();
    const all = KINDS.flatMap((kind) => plans.map((plan) => ({ kind, plan })));
    const chosen = isQuick ? all.filter((_, index) => index % QUICK_STEP === 5) : all;
    const count = (wanted: Kind): number => chosen.filter(({ kind }) => kind === wanted).length;
    const items = { goal: count('goal'), append: count('append'), positional: count('positional') };
    const stage = await startStage({ name: 'kill-points', items });
    try {
      return await runFamily({
        name: 'kill-points',
        family: 'L3 killed at every moment',
        range: `${OUTBOX_FAILPOINTS.length + 1} moments × 3 classes × fate of the write`,
        executions: chosen.map(({ kind, plan }) => createExecution(stage, kind, plan)),
      });
    } finally {
      await stage.close();
    }
  },
};
