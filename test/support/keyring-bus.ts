// Owns: a private D-Bus session over a folder of keyrings whose real gnome-keyring a test starts, stops, freezes and
// unlocks while an engine uses it. Must not: touch the session the tests run in, or leave a process behind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runCommand } from '../../build/run-command.ts';
import { until } from './engine-desk.ts';
import { PATIENCE_MS } from './patience.ts';
import type { ChildProcess } from 'node:child_process';

export interface KeyringBus {
  /** For the engine; without a display, so that no prompt can be shown. */
  readonly env: NodeJS.ProcessEnv;
  /** Starts the daemon over the folder's keyrings; null = nobody logs in, so they stay locked. */
  startDaemon(password: string | null): Promise<void>;
  /** Logs in to the running daemon. */
  unlock(password: string): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Waits until the daemon's prompt is open, then closes it as its window's close button does. */
  dismissPrompt(): Promise<void>;
  /** null while the keyring is locked, as for an item that is not there. */
  readItem(service: string, item: string): Promise<unknown>;
  writeItem(service: string, item: string, value: string): Promise<void>;
  removeItem(service: string, item: string): Promise<void>;
  stop(): Promise<void>;
}

const KEYTAR_PATH = createRequire(import.meta.url).resolve('keytar');

/**
 * `folder` holds the keyrings (`data/`). With `display`, the daemon may show its real prompt there. `isBare` = a bus
 * that starts nothing by itself.
 */
export async function startKeyringBus(
  folder: string,
  options: { readonly display?: string; readonly isBare?: boolean } = {},
): Promise<KeyringBus> {
  for (const name of ['data', 'cache', 'run']) {
    mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  }
  const base: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    // GTK's accessibility bus would be started on our bus and outlive it.
    NO_AT_BRIDGE: '1',
  };
  const shown = options.display === undefined ? base : { ...base, DISPLAY: options.display };
  const children: ChildProcess[] = [];
  const address = await startBus(children, shown, options.isBare === true ? folder : null);
  const env = { ...base, DBUS_SESSION_BUS_ADDRESS: address };
  let daemon: ChildProcess | null = null;
  const keytar = (call: string): Promise<unknown> => runKeytar(env, call);
  return {
    env,
    startDaemon: async (password) => {
      const login = password === null ? [] : ['--unlock'];
      const args = ['--foreground', ...login, '--components=secrets'];
      const child = spawn('gnome-keyring-daemon', args, {
        env,
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      child.stdin.end(password ?? '');
      children.push(child);
      daemon = child;
      await waitForOwner(env, 'org.freedesktop.secrets');
    },
    unlock: (password) => logIn(join(folder, 'run', 'keyring', 'control'), password),
    freeze: () => void daemon?.kill('SIGSTOP'),
    thaw: () => void daemon?.kill('SIGCONT'),
    dismissPrompt: async () => {
      await waitForOwner(env, PROMPTER);
      process.kill(await findProcess(env, PROMPTER), 'SIGTERM');
    },
    readItem: (...item) => keytar(`getPassword(...${JSON.stringify(item)})`),
    writeItem: async (...item) => {
      await keytar(`setPassword(...${JSON.stringify(item)})`);
    },
    removeItem: async (...item) => {
      await keytar(`deletePassword(...${JSON.stringify(item)})`);
    },
    stop: async () => {
      for (const child of children.toReversed()) await endProcess(child);
    },
  };
}

const PROMPTER = 'org.gnome.keyring.SystemPrompter';

/**
 * What the login does with the password it was given: a byte for the credentials, then operation 1 with the password;
 * the daemon answers its size and 0 for done.
 */
async function logIn(socketPath: string, password: string): Promise<void> {
  const secret = Buffer.from(password);
  const packet = Buffer.alloc(13 + secret.byteLength);
  packet.writeUInt32BE(packet.byteLength - 1, 1);
  packet.writeUInt32BE(1, 5);
  packet.writeUInt32BE(secret.byteLength, 9);
  secret.copy(packet, 13);
  const socket = connect(socketPath);
  socket.write(packet);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  if (answer.readUInt32BE(4) !== 0) throw new Error('the keyring refused the password');
}

async function startBus(
  children: ChildProcess[],
  env: NodeJS.ProcessEnv,
  bareFolder: string | null,
): Promise<string> {
  const kind = bareFolder === null ? '--session' : `--config-file=${writeBareConfig(bareFolder)}`;
  const child = spawn('dbus-daemon', [kind, '--nofork', '--nopidfile', '--print-address=1'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  const limit = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  for await (const line of createInterface(child.stdout)) {
    clearTimeout(limit);
    return line;
  }
  throw new Error('dbus-daemon did not start');
}

function writeBareConfig(folder: string): string {
  const path = join(folder, 'bare-session.conf');
  writeFileSync(
    path,
    `<busconfig><type>session</type><listen>unix:tmpdir=${folder}/run</listen>
     <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  );
  return path;
}

async function waitForOwner(env: NodeJS.ProcessEnv, name: string): Promise<void> {
  await until(
    `${name} on the bus`,
    async () => ((await askBus(env, 'NameHasOwner', name)).includes('boolean true') ? true : null),
    PATIENCE_MS,
  );
}

async function findProcess(env: NodeJS.ProcessEnv, name: string): Promise<number> {
  const answer = await askBus(env, 'GetConnectionUnixProcessID', name);
  return Number(/uint32 (\d+)/.exec(answer)?.[1]);
}

async function askBus(env: NodeJS.ProcessEnv, question: string, name: string): Promise<string> {
  const bus = ['--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
  const args = ['--session', '--print-reply', ...bus, `org.freedesktop.DBus.${question}`];
  const { stdout } = await runCommand('dbus-send', [...args, `string:${name}`], {
    env,
    timeoutMs: 5_000,
  });
  return stdout;
}

/** In its own process: libsecret keeps the first bus it met for as long as its process lives. */
async function runKeytar(env: NodeJS.ProcessEnv, call: string): Promise<unknown> {
  const text = `require(${JSON.stringify(KEYTAR_PATH)}).${call}.then(
    (value) => console.log(JSON.stringify(value ?? null)),
    (error) => { console.error(error.message); process.exit(1); });`;
  const { stdout, stderr, code } = await runCommand(process.execPath, ['-e', text], {
    env,
    timeoutMs: PATIENCE_MS,
  });
  if (code !== 0) throw new Error(`the keyring refused (${code}): ${stderr}`);
  return JSON.parse(stdout);
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGCONT');
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 2_000);
  await ended;
  clearTimeout(hard);
}
