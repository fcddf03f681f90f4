// Owns: putting every planted bug against its net, a few at a time. Must not: print.
import { availableParallelism } from 'node:os';
import { catchBug } from './catch-bug.ts';
import type { Catch } from './catch-bug.ts';
import type { PlantedBug } from './planted-bugs.ts';

/** Answers in the order of the list. */
export async function catchAll(bugs: readonly PlantedBug[]): Promise<readonly Catch[]> {
  const caught: Catch[] = [];
  const left = [...bugs.entries()];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [index, bug] = next;
      caught[index] = await catchBug(bug);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return caught;
}
