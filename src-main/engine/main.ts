// Owns: the engine as a process: its messages with the shell, its start, its end.
// Must not: decide anything; create-engine.ts is the engine. Runs as Electron's utility process or a plain fork.
import { CodedError, createDeskError } from '../../src-shared/contract/errors.ts';
import { MAX_MESSAGE_BYTES, PROTOCOL_VERSION } from '../../src-shared/contract/protocol.ts';
import { createKeychain } from './accounts/keychain.ts';
import { createEngine } from './create-engine.ts';
import { createHostAsker } from './host-asker.ts';
import { createFileLog, describeError } from './log.ts';
import { receiveMessage } from './receive-message.ts';
import { connectShell } from './shell-port.ts';
import { createSystemClock, createSystemRandom } from './world.ts';
import type { Result } from '../../src-shared/contract/errors.ts';
import type { EngineStart } from '../../src-shared/contract/protocol.ts';
import type { OsKeychain } from './accounts/keychain.ts';
import type { Engine } from './create-engine.ts';
import type { EngineLog, World } from './ports.ts';

// Files, sockets and logs of the engine are the person's alone (SECURITY 14).
process.umask(0o077);

const shell = connectShell();
const host = createHostAsker((message) => shell.post(message));
let engine: Engine | null = null;
let log: EngineLog | null = null;
let keychain: OsKeychain | null = null;

process.on('uncaughtException', (error) => die('engine.uncaught', error));
process.on('unhandledRejection', (reason) => die('engine.unhandled', reason));
// Without a shell nobody can stop the engine or hear it.
shell.onGone(() => void stop());
shell.onMessage((message) => {
  receiveMessage(message, { shell, host, findEngine: () => engine, start, answer, stop });
});

function start(message: EngineStart): void {
  if (engine !== null) return;
  if (message.protocol !== PROTOCOL_VERSION) {
    const detail = { shell: message.protocol, engine: PROTOCOL_VERSION };
    const error = createDeskError('PROTOCOL_MISMATCH', 'Shell and engine differ', detail);
    shell.post({ kind: 'failed', error });
    shell.flush(() => process.exit(1));
    return;
  }
  log = createFileLog(message.logFolder);
  log.info('engine.started', { appVersion: message.appVersion, pid: process.pid });
  keychain = createKeychain(message.keychainService);
  engine = createEngine(createWorld(keychain, log), message);
  shell.post({ kind: 'hello', protocol: PROTOCOL_VERSION, pid: process.pid });
}

function createWorld(osKeychain: OsKeychain, engineLog: EngineLog): World {
  return {
    clock: createSystemClock(),
    random: createSystemRandom(),
    keychain: osKeychain,
    askHost: host.ask,
    publish: (name, payload) => shell.post({ kind: 'event', name, payload }),
    log: engineLog,
    failpoint: () => {},
  };
}

async function answer(id: number, route: string, input: unknown): Promise<void> {
  const result: Result<unknown> =
    engine === null
      ? { ok: false, error: createDeskError('NOT_READY', 'The engine was not started') }
      : await engine.call(route, input);
  shell.post({ kind: 'answer', id, result: limitSize(result) });
}

function limitSize(result: Result<unknown>): Result<unknown> {
  const bytes = Buffer.byteLength(JSON.stringify(result));
  if (bytes <= MAX_MESSAGE_BYTES) return result;
  log?.warn('answer.tooLarge', { bytes });
  return { ok: false, error: createDeskError('TOO_LARGE', 'The answer is too large', { bytes }) };
}

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  try {
    await engine?.stop();
    log?.info('engine.stopped');
    shell.flush(() => end(0));
  } catch (error) {
    die('engine.stopFailed', error);
  }
}

// The outbox is made to be killed at any moment; a state nobody foresaw must not go on.
function die(event: string, error: unknown): void {
  const code = error instanceof CodedError ? error.error.code : null;
  log?.error(event, { ...describeError(error), ...(code === null ? {} : { code }) });
  end(70);
}

function end(code: number): void {
  // exit() waits for the thread that waits for the keychain; everything of ours is closed, or may be cut off.
  if (keychain?.isWaiting() === true) process.kill(process.pid, 'SIGKILL');
  process.exit(code);
}
