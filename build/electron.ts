// Owns: finding an Electron to run: the official one first, the fallback for development and tests second.
// Must not: be used for packaging; the fallback is an older Electron and only Linux x64 has it.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CACHE_FOLDER, PROJECT_ROOT } from './paths.ts';
import { fetchFallbackElectron, isFallbackPossible } from './electron-fallback.ts';
import { runCommand } from './run-command.ts';

export interface ElectronRuntime {
  readonly executablePath: string;
  readonly kind: 'official' | 'fallback';
  /** Electron's own version, such as `45.4.1`. */
  readonly version: string;
  /** Arguments that must come first: the app's folder. */
  readonly leadingArgs: readonly string[];
}

const OFFICIAL_FOLDER = join(PROJECT_ROOT, 'node_modules', 'electron');
const FAILURE_FILE = join(CACHE_FOLDER, 'electron', 'official-failed.json');
/** About 120 MB: five minutes are enough for a slow office line; a dead one must not hold the start up longer. */
const OFFICIAL_DOWNLOAD_TIMEOUT_MS = 300_000;
/** A failed download is not tried again for six hours where the fallback serves; delete the file to try sooner. */
const FAILURE_REMEMBERED_MS = 6 * 3_600_000;

function say(line: string): void {
  console.log(`[electron] ${line}`);
}

function readOfficialVersion(): string {
  const text = readFileSync(join(OFFICIAL_FOLDER, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function findOfficial(version: string): ElectronRuntime | null {
  try {
    const name = readFileSync(join(OFFICIAL_FOLDER, 'path.txt'), 'utf8');
    const executablePath = join(OFFICIAL_FOLDER, 'dist', name);
    const installed = readFileSync(join(OFFICIAL_FOLDER, 'dist', 'version'), 'utf8');
    if (installed.trim().replace(/^v/, '') !== version || !existsSync(executablePath)) return null;
    return { executablePath, kind: 'official', version, leadingArgs: [PROJECT_ROOT] };
  } catch {
    return null;
  }
}

function hasFailedLately(version: string): boolean {
  try {
    const failure = JSON.parse(readFileSync(FAILURE_FILE, 'utf8')) as {
      version: string;
      at: number;
    };
    const ageMs = Date.now() - failure.at;
    return failure.version === version && ageMs >= 0 && ageMs < FAILURE_REMEMBERED_MS;
  } catch {
    return false;
  }
}

/** Runs Electron's own installer, which checks the download against its published checksums. */
async function downloadOfficial(version: string): Promise<ElectronRuntime | string> {
  say(`trying the official Electron ${version}`);
  const result = await runCommand(process.execPath, [join(OFFICIAL_FOLDER, 'install.js')], {
    cwd: PROJECT_ROOT,
    timeoutMs: OFFICIAL_DOWNLOAD_TIMEOUT_MS,
  });
  const found = result.code === 0 ? findOfficial(version) : null;
  if (found !== null) {
    rmSync(FAILURE_FILE, { force: true });
    return found;
  }
  const errorLine = result.stderr.split('\n').find((line) => /error/i.test(line));
  const reason = result.isTimedOut ? 'it took too long' : (errorLine ?? 'its installer failed');
  mkdirSync(dirname(FAILURE_FILE), { recursive: true });
  writeFileSync(FAILURE_FILE, JSON.stringify({ version, at: Date.now() }));
  return reason.trim();
}

/**
 * Finds an Electron, fetching one when none is there yet. Throws with what was tried when there is none.
 * A failed official download is remembered for some hours, so that each start does not wait for it again.
 */
export async function findElectron(): Promise<ElectronRuntime> {
  const version = readOfficialVersion();
  const installed = findOfficial(version);
  if (installed !== null) return installed;
  const canFallBack = isFallbackPossible();
  if (canFallBack && hasFailedLately(version)) return fetchFallbackElectron(say);
  const official = await downloadOfficial(version);
  if (typeof official !== 'string') return official;
  say(`the official Electron could not be fetched: ${official}`);
  if (!canFallBack) {
    throw new Error(
      `No Electron for this computer: the official download failed (${official}). ` +
        'Run: node node_modules/electron/install.js',
    );
  }
  return fetchFallbackElectron(say);
}

if (import.meta.main) {
  try {
    const runtime = await findElectron();
    say(`${runtime.kind} ${runtime.version}: ${runtime.executablePath}`);
  } catch (error) {
    console.error(`[electron] ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
