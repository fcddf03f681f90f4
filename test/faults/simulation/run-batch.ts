// Owns: a range of seeds in one process, ours and the naive queue, and what came of them as one message.
// Must not: print, except where it is started by hand.
import { createNaiveDesk } from '../control/naive-desk.ts';
import { addViolations } from './simulation-family.ts';
import { createRunFolders } from './profile-template.ts';
import { runSeed } from './run-seed.ts';
import type { Violations } from '../fault-family.ts';

export interface BatchOrder {
  readonly first: number;
  readonly count: number;
}

export interface BatchResult {
  readonly ours: Violations;
  readonly control: Violations;
  readonly racedOverwrites: number;
  readonly stories: readonly {
    readonly seed: number;
    readonly violation: keyof Violations;
    readonly what: string;
  }[];
  readonly recoveryMs: readonly number[];
  readonly traffic: { readonly reads: number; readonly writes: number };
  readonly kills: readonly string[];
}

export async function runBatch({ first, count }: BatchOrder): Promise<BatchResult> {
  const folders = createRunFolders();
  const result = {
    ours: addViolations([]),
    control: addViolations([]),
    racedOverwrites: 0,
    stories: [] as BatchResult['stories'][number][],
    recoveryMs: [] as number[],
    traffic: { reads: 0, writes: 0 },
    kills: new Set<string>(),
  };
  try {
    const { template } = folders;
    for (let seed = first; seed < first + count; seed += 1) {
      const run = await runSeed({ seed, template, folder: folders.make(`seed-${seed}`) });
      const naive = await runSeed({
        seed,
        template,
        folder: folders.make(`naive-${seed}`),
        createDesk: createNaiveDesk,
      });
      result.ours = addViolations([result.ours, run.violations]);
      result.control = addViolations([result.control, naive.violations]);
      result.racedOverwrites += run.racedOverwrites;
      result.traffic.reads += run.traffic.reads;
      result.traffic.writes += run.traffic.writes;
      if (run.recoveryMs !== null) result.recoveryMs.push(run.recoveryMs);
      for (const story of run.stories) result.stories.push({ seed, ...story });
      for (const kill of run.kills) result.kills.add(kill);
    }
  } finally {
    folders.remove();
  }
  return { ...result, kills: [...result.kills] };
}

if (import.meta.main) {
  const [first, count] = process.argv.slice(2).map(Number);
  const result = await runBatch({ first: first ?? 1, count: count ?? 1 });
  if (process.send === undefined) console.log(JSON.stringify(result, null, 2));
  else process.send(result, () => process.disconnect());
}
