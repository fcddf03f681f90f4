// Owns: the engine as a process that kills itself at a named moment: `KILL_AT=name` (`*` = any) and `KILL_AT_HIT=n`,
// with its keychain in `KEYCHAIN_FILE`, on a clock `CLOCK_RATE` times as fast that starts `CLOCK_JUMP_MS` wrong.
// It writes every moment it passes to `MOMENTS_FILE` and stands still at the first `STALL_AT`. For tests only; production's main.ts knows none of these names.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createEngine } from '../../src-main/engine/create-engine.ts';
import { createHostAsker } from '../../src-main/engine/host-asker.ts';
import { createFileLog } from '../../src-main/engine/log.ts';
import { receiveMessage } from '../../src-main/engine/receive-message.ts';
import { connectShell } from '../../src-main/engine/shell-port.ts';
import { createSystemRandom } from '../../src-main/engine/world.ts';
import { PROTOCOL_VERSION } from '../../src-shared/contract/protocol.ts';
import { createFileKeychain } from './file-keychain.ts';
import { createScaledClock } from './scaled-clock.ts';
import type { EngineStart, ShellToEngine } from '../../src-shared/contract/protocol.ts';
import type { Engine } from '../../src-main/engine/create-engine.ts';

/** What a test tells a running engine beside the shell's messages. */
export type TestOrder =
  | { readonly kind: 'test.jumpClock'; readonly ms: number }
  | { readonly kind: 'test.freezeClock'; readonly isFrozen: boolean };

const { KILL_AT = '', KILL_AT_HIT = '1', KEYCHAIN_FILE = '' } = process.env;
const { CLOCK_RATE = '1', CLOCK_JUMP_MS = '0', MOMENTS_FILE = '', STALL_AT = '' } = process.env;
const clock = createScaledClock(Number(CLOCK_RATE), Number(CLOCK_JUMP_MS));
const shell = connectShell();
const host = createHostAsker((message) => shell.post(message));
let engine: Engine | null = null;
let hits = 0;

shell.onGone(() => process.exit(0));
shell.onMessage((message) => receive(message));

/** No handler runs, no buffer is written: as if the power were cut to this process. */
function meetFailpoint(name: string): void {
  if (name === STALL_AT && !hasPassed(name)) stallAfterNoting(name);
  note(name);
  if (name !== KILL_AT && KILL_AT !== '*') return;
  hits += 1;
  if (hits === Number(KILL_AT_HIT)) process.kill(process.pid, 'SIGKILL');
}

function hasPassed(name: string): boolean {
  return existsSync(MOMENTS_FILE) && readFileSync(MOMENTS_FILE, 'utf8').includes(name);
}

function note(name: string): void {
  if (MOMENTS_FILE !== '') appendFileSync(MOMENTS_FILE, `${name}\n`);
}

/** The event loop stands still until somebody ends the process. */
function stallAfterNoting(name: string): void {
  note(name);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function start(message: EngineStart): void {
  engine = createEngine(
    {
      clock,
      random: createSystemRandom(),
      keychain: createFileKeychain(KEYCHAIN_FILE),
      askHost: host.ask,
      publish: (name, payload) => shell.post({ kind: 'event', name, payload }),
      log: createFileLog(message.logFolder),
      failpoint: meetFailpoint,
    },
    message,
  );
  shell.post({ kind: 'hello', protocol: PROTOCOL_VERSION, pid: process.pid });
}

async function answer(id: number, route: string, input: unknown): Promise<void> {
  if (engine === null) return;
  shell.post({ kind: 'answer', id, result: await engine.call(route, input) });
}

async function stop(): Promise<void> {
  await engine?.stop();
  shell.flush(() => process.exit(0));
}

function receive(message: ShellToEngine | TestOrder): void {
  if (message.kind === 'test.jumpClock') return clock.jumpWallBy(message.ms);
  if (message.kind === 'test.freezeClock') return clock.setFrozen(message.isFrozen);
  return receiveMessage(message, { shell, host, findEngine: () => engine, start, answer, stop });
}
