// Owns: running seeds until one shows a violation that a planted bug must cause; started by catch-bug.ts.
// Must not: count anything else as found.
import { createRunFolders } from '../simulation/profile-template.ts';
import { runSeed } from '../simulation/run-seed.ts';

/** Some bugs need a kill, a late request and a fault to meet; few seeds have all three. */
const MAX_SEEDS = 1_500;

const wanted = process.argv.slice(2);
const folders = createRunFolders();
try {
  console.log((await hunt()) ?? `escaped ${MAX_SEEDS} seeds`);
} finally {
  folders.remove();
}

async function hunt(): Promise<string | null> {
  const { template } = folders;
  for (let seed = 1; seed <= MAX_SEEDS; seed += 1) {
    const { stories } = await runSeed({ seed, template, folder: folders.make(`seed-${seed}`) });
    const story = stories.find(({ violation }) => wanted.includes(violation));
    if (story !== undefined) return `caught: ${story.violation} at seed ${seed}`;
  }
  return null;
}
