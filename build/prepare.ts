// Owns: the system parts a desktop app needs on Linux; finds what is missing, installs it or says the one command.
// Must not: touch anything of the project, or do half the work in silence.
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './run-command.ts';

interface SystemPart {
  readonly aptPackage: string;
  /** One of these programs on the PATH … */
  readonly program?: string;
  /** … or one of these libraries, by the start of its file name, in a library folder … */
  readonly library?: string;
  /** … or any font file in the font folders. */
  readonly isFont?: boolean;
}

/** What Electron (GTK, NSS, ALSA, GBM), a display-less run (Xvfb) and the keychain (Secret Service) need. */
const SYSTEM_PARTS: readonly SystemPart[] = [
  { aptPackage: 'xvfb', program: 'Xvfb' },
  { aptPackage: 'libgtk-3-0', library: 'libgtk-3.so.0' },
  { aptPackage: 'libnss3', library: 'libnss3.so' },
  { aptPackage: 'libasound2', library: 'libasound.so.2' },
  { aptPackage: 'libgbm1', library: 'libgbm.so.1' },
  { aptPackage: 'libsecret-1-0', library: 'libsecret-1.so.0' },
  { aptPackage: 'gnome-keyring', program: 'gnome-keyring-daemon' },
  { aptPackage: 'dbus-x11', program: 'dbus-launch' },
  { aptPackage: 'dbus', program: 'dbus-run-session' },
  { aptPackage: 'fonts-dejavu-core', isFont: true },
];

/** Newer releases renamed two libraries; apt itself says which name it knows. */
const RENAMED: Readonly<Record<string, string>> = {
  'libgtk-3-0': 'libgtk-3-0t64',
  libasound2: 'libasound2t64',
};

const LIBRARY_FOLDERS = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/lib/x86_64-linux-gnu',
];
const FONT_FOLDERS = ['/usr/share/fonts', '/usr/local/share/fonts'];

function say(line: string): void {
  console.log(`[prepare] ${line}`);
}

function isPresent(part: SystemPart, libraries: ReadonlySet<string>): boolean {
  if (part.program !== undefined) {
    const { program } = part;
    const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
    return folders.some((folder) => existsSync(join(folder, program)));
  }
  if (part.isFont === true) return FONT_FOLDERS.some(hasFont);
  return part.library !== undefined && libraries.has(part.library);
}

function hasFont(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.some((name) => /\.(ttf|otf|ttc|pfb)$/i.test(name));
}

function findMissing(): readonly SystemPart[] {
  const libraries = new Set(
    LIBRARY_FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder)),
  );
  return SYSTEM_PARTS.filter((part) => !isPresent(part, libraries));
}

async function findAptName(aptPackage: string): Promise<string> {
  const renamed = RENAMED[aptPackage];
  if (renamed === undefined) return aptPackage;
  const shown = await runCommand('apt-cache', ['show', '--no-all-versions', aptPackage], {
    timeoutMs: 30_000,
  });
  return shown.code === 0 && shown.stdout.includes('Package:') ? aptPackage : renamed;
}

async function installWithApt(missing: readonly SystemPart[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another package job may hold apt's lock; waiting two minutes is kinder than failing at once.
  const quiet = ['-q', '-o', 'DPkg::Lock::Timeout=120'];
  // A slow mirror needs minutes for the lists and the about 60 MB of packages; ten minutes means it is stuck.
  const update = await runCommand('apt-get', [...quiet, 'update'], { env, timeoutMs: 600_000 });
  if (update.code !== 0) say(`apt-get update did not work: ${lastLine(update.stderr)}`);
  const names = await Promise.all(missing.map((part) => findAptName(part.aptPackage)));
  const install = await runCommand(
    'apt-get',
    [...quiet, 'install', '-y', '--no-install-recommends', ...names],
    { env, timeoutMs: 600_000 },
  );
  if (install.code !== 0) throw new Error(`apt-get install failed: ${lastLine(install.stderr)}`);
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

/** The command a person can run where this script may not install by itself. */
function describeCommand(missing: readonly SystemPart[]): string {
  const names = missing.map((part) => part.aptPackage).join(' ');
  return `sudo apt-get update && sudo apt-get install -y ${names}`;
}

/** Makes sure the system parts are there. Throws with the one command to run when it cannot see to it. */
export async function prepareSystem(): Promise<void> {
  if (process.platform !== 'linux') return;
  const missing = findMissing();
  if (missing.length === 0) return;
  const names = missing.map((part) => part.aptPackage).join(', ');
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!canInstall) {
    throw new Error(`Missing on this computer: ${names}. Run: ${describeCommand(missing)}`);
  }
  say(`installing with apt-get: ${names}`);
  await installWithApt(missing);
  const still = findMissing();
  if (still.length > 0) {
    const left = still.map((part) => part.aptPackage).join(', ');
    throw new Error(`Still missing after apt-get: ${left}. Run: ${describeCommand(still)}`);
  }
  say('system parts are in place');
}

if (import.meta.main) {
  try {
    await prepareSystem();
  } catch (error) {
    console.error(`[prepare] ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
