// Owns: showing one seeded run line by line: `node test/faults/simulation/replay.ts 17`. Must not: judge anew.
import { createRunFolders } from './profile-template.ts';
import { runSeed } from './run-seed.ts';

const seed = Number(process.argv[2] ?? '1');
const folders = createRunFolders();
try {
  const { template } = folders;
  const run = await runSeed({ seed, folder: folders.make('run'), template });
  for (const line of run.trace) console.log(line);
  console.log(JSON.stringify({ ...run, trace: undefined }, null, 2));
} finally {
  folders.remove();
}
