// Owns: the two names that have one home but are no import: `ipcMain` and `window.desk`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from './paths.ts';

const HOMES = [
  { name: 'ipcMain', pattern: /\bipcMain\b/, folder: 'src-main', home: 'src-main/shell/ipc.ts' },
  {
    name: 'window.desk',
    pattern: /\b(?:window|globalThis)(?:\.|\[['"])desk\b/,
    folder: 'src-renderer',
    home: 'src-renderer/bridge.ts',
  },
] as const;

/** Finds uses outside their home; one sentence for each. Comments do not count. */
export function findHomelessUses(root: string): readonly string[] {
  return HOMES.flatMap(({ name, pattern, folder, home }) => {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`);
    return files
      .filter((file) => file !== home && pattern.test(readCode(join(root, file))))
      .map((file) => `${file} uses ${name}, whose only home is ${home}`);
  });
}

function readCode(path: string): string {
  return readFileSync(path, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

if (import.meta.main) {
  const faults = findHomelessUses(PROJECT_ROOT);
  for (const fault of faults) console.error(`[homes] ${fault}`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
