// Owns: bundling the app into out/ and telling whether that is still needed.
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkBundles } from './check-bundles.ts';
import { findToolScript, OUT_FOLDER, PROJECT_ROOT } from './paths.ts';
import { runCommand } from './run-command.ts';

const STAMP = join(OUT_FOLDER, 'built');
const SOURCES = [
  'src-main',
  'src-preload',
  'src-renderer',
  'src-sandbox',
  'src-shared',
  'electron.vite.config.ts',
  'package-lock.json',
];
/** A cold build takes about ten seconds; five minutes mean that it hangs. */
const BUILD_TIMEOUT_MS = 300_000;

function findNewest(path: string): number {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return Math.max(mtimeMs, ...names.map((name) => statSync(join(path, name)).mtimeMs));
}

/** Whether a source is newer than the last whole build. */
export function isBuildStale(): boolean {
  if (!existsSync(STAMP)) return true;
  const builtAt = statSync(STAMP).mtimeMs;
  return SOURCES.some((source) => findNewest(join(PROJECT_ROOT, source)) > builtAt);
}

/** Makes the next start build anew, e.g. because the dev server writes its own bundles into out/. */
export function forgetBuild(): void {
  rmSync(STAMP, { force: true });
}

/** Bundles everything and checks the bundles. Throws with the reason. */
export async function buildApp(): Promise<void> {
  const startedAt = new Date();
  const tool = findToolScript('electron-vite');
  const result = await runCommand(process.execPath, [tool, 'build', '--logLevel', 'warn'], {
    cwd: PROJECT_ROOT,
    timeoutMs: BUILD_TIMEOUT_MS,
  });
  if (result.code !== 0) throw new Error(`The build failed:\n${result.stdout}${result.stderr}`);
  const faults = checkBundles(OUT_FOLDER);
  if (faults.length > 0) throw new Error(`The bundles are not right:\n  ${faults.join('\n  ')}`);
  // Stamped with the start: a source changed while it was built is built again.
  writeFileSync(STAMP, startedAt.toISOString());
}

if (import.meta.main) {
  try {
    await buildApp();
    console.log('[build] out/ is ready');
  } catch (error) {
    console.error(`[build] ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
