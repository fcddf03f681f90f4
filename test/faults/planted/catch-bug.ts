// Owns: planting one bug in a process of its own and seeing whether the net named for it holds. Must not: accept any
// other failure for the catch.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PROJECT_ROOT } from '../../../build/paths.ts';
import { createTempFolder } from '../../support/temp-folder.ts';
import type { PlantedBug } from './planted-bugs.ts';

const PRELOAD = fileURLToPath(new URL('./preload.ts', import.meta.url));
const HUNT = fileURLToPath(new URL('./hunt-bug.ts', import.meta.url));
/** Minutes, on a machine that is busy with other things; each takes seconds otherwise. */
const DEADLINE_MS = 300_000;

export interface Catch {
  readonly bug: string;
  readonly isCaught: boolean;
  /** By which violation and seed, or by which test; else what happened instead. */
  readonly by: string;
}

export async function catchBug(bug: PlantedBug): Promise<Catch> {
  const [folder, removeFolder] = createTempFolder('planted-bug');
  const mark = join(folder, 'mark');
  try {
    const { net } = bug;
    const args =
      net.kind === 'simulation'
        ? [HUNT, ...net.violations]
        : [
            '--test',
            '--test-reporter=spec',
            `--test-name-pattern=^${escapePattern(net.name)}$`,
            join(PROJECT_ROOT, net.file),
          ];
    const { code, output } = await runPlanted(bug, mark, args);
    if (!existsSync(mark) || !readFileSync(mark, 'utf8').includes(bug.name)) {
      return { bug: bug.name, isCaught: false, by: `it was not planted: ${output.slice(-300)}` };
    }
    if (net.kind === 'simulation') {
      const found = /^caught: (.*)$/m.exec(output)?.[1];
      return { bug: bug.name, isCaught: found !== undefined, by: found ?? output.slice(-300) };
    }
    const isCaught = code !== 0 && output.includes(`✖ ${net.name}`);
    return { bug: bug.name, isCaught, by: isCaught ? `"${net.name}"` : output.slice(-300) };
  } finally {
    removeFolder();
  }
}

async function runPlanted(
  bug: PlantedBug,
  mark: string,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string }> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_OPTIONS: `--import=${pathToFileURL(PRELOAD).href}`,
    PLANT_BUG: bug.name,
    PLANT_MARK: mark,
  };
  // A runner inside a runner would report to the outer one.
  delete env['NODE_TEST_CONTEXT'];
  const child = spawn(process.execPath, [...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), DEADLINE_MS);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearTimeout(timer);
  return { code, output };
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
