// Owns: a private desktop for one command on Linux: a virtual display, a D-Bus session, an unlocked secret service.
// Must not: touch the person's own display, bus or keyring, or leave a process behind.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface Desktop {
  /** What a program needs in its environment to use this desktop. */
  readonly env: NodeJS.ProcessEnv;
  /** Ends all its processes, by their own ids, and removes its folder. */
  stop(): Promise<void>;
}

/** Starting takes well under a second; ten allow for a busy machine and still end. */
const START_TIMEOUT_MS = 10_000;
/** A process that ignores SIGTERM this long gets SIGKILL. */
const STOP_TIMEOUT_MS = 2_000;

/** Starts the private desktop. On macOS and Windows there is nothing to start: the real one serves. */
export async function startDesktop(): Promise<Desktop> {
  if (process.platform !== 'linux') return { env: process.env, stop: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'signing-desk-desktop-'));
  chmodSync(folder, 0o700);
  const children: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(children.toReversed().map(endProcess));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const env = createEnvironment(folder);
    env['DISPLAY'] = `:${await startDisplay(children, env)}`;
    env['DBUS_SESSION_BUS_ADDRESS'] = await startBus(children, env);
    await startKeyring(children, env, folder);
    return { env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function createEnvironment(folder: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, XDG_RUNTIME_DIR: join(folder, 'run') };
  delete env['WAYLAND_DISPLAY'];
  // GTK's accessibility bus would be started on our bus and outlive it.
  env['NO_AT_BRIDGE'] = '1';
  const home = env['HOME'];
  if (home === undefined || home === '' || !existsSync(home)) env['HOME'] = join(folder, 'home');
  mkdirSync(join(folder, 'home'), { mode: 0o700 });
  mkdirSync(join(folder, 'run'), { mode: 0o700 });
  mkdirSync(join(folder, 'data'), { mode: 0o700 });
  return env;
}

async function startDisplay(children: ChildProcess[], env: NodeJS.ProcessEnv): Promise<string> {
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'];
  const child = spawn('Xvfb', args, { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  children.push(child);
  return readFirstLine(child, 3, 'Xvfb');
}

async function startBus(children: ChildProcess[], env: NodeJS.ProcessEnv): Promise<string> {
  const args = ['--session', '--nofork', '--nopidfile', '--nosyslog', '--print-address=3'];
  const child = spawn('dbus-daemon', args, { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  children.push(child);
  return readFirstLine(child, 3, 'dbus-daemon');
}

async function startKeyring(
  children: ChildProcess[],
  env: NodeJS.ProcessEnv,
  folder: string,
): Promise<void> {
  const args = ['--foreground', '--unlock', '--components=secrets'];
  const child = spawn(
    'gnome-keyring-daemon',
    [...args, '--control-directory', join(folder, 'run')],
    {
      // Its keyring file lies in this folder and goes with it.
      env: { ...env, XDG_DATA_HOME: join(folder, 'data') },
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  children.push(child);
  const failure = new Promise<never>((_resolve, reject) => {
    child.on('error', (error) => reject(new Error(`gnome-keyring-daemon: ${error.message}`)));
  });
  child.stdin?.end('a throw-away keyring of a throw-away desktop');
  await Promise.race([failure, waitForSecrets(env)]);
}

async function waitForSecrets(env: NodeJS.ProcessEnv): Promise<void> {
  const args = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/org/freedesktop/DBus',
  ];
  const question = ['org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const answer = await runCommand('dbus-send', [...args, ...question], { env, timeoutMs: 5_000 });
    if (answer.stdout.includes('boolean true')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('gnome-keyring-daemon did not come up on the private D-Bus session');
}

function readFirstLine(child: ChildProcess, fd: number, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} did not start`)), START_TIMEOUT_MS);
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new Error(`${name} did not start: ${why}`));
    };
    child.on('error', (error) => fail(error.message));
    child.on('exit', (code) => fail(`it ended with code ${code}`));
    let text = '';
    (child.stdio[fd] as Readable).setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(text.slice(0, text.indexOf('\n')));
    });
  });
}

function endProcess(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    child.on('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** Runs one command on a private desktop and returns its exit code. Ends the desktop on signals too. */
export async function runOnDesktop(program: string, args: readonly string[]): Promise<number> {
  const desktop = await startDesktop();
  // `node` means this very Node, whatever the machine's own is.
  const path = program === 'node' ? process.execPath : program;
  const child = spawn(path, args, { env: desktop.env, stdio: 'inherit' });
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', pass);
  process.on('SIGTERM', pass);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    process.off('SIGINT', pass);
    process.off('SIGTERM', pass);
    await desktop.stop();
  }
}

if (import.meta.main) {
  const [program, ...args] = process.argv.slice(2).filter((arg, at) => at > 0 || arg !== '--');
  if (program === undefined) {
    console.error('usage: node build/with-desktop.ts [--] <program> [arguments]');
    process.exit(2);
  }
  try {
    process.exitCode = await runOnDesktop(program, args);
  } catch (error) {
    console.error(`[desktop] ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
