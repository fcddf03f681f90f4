// Owns: the engine as a process that kills itself at a named moment: `KILL_AT=name` and `KILL_AT_HIT=n`, with its
// keychain in `KEYCHAIN_FILE`. For tests only; production's main.ts knows neither name.
import { createEngine } from '../../src-main/engine/create-engine.ts';
import { createHostAsker } from '../../src-main/engine/host-asker.ts';
import { createFileLog } from '../../src-main/engine/log.ts';
import { connectShell } from '../../src-main/engine/shell-port.ts';
import { createSystemClock, createSystemRandom } from '../../src-main/engine/world.ts';
import { PROTOCOL_VERSION } from '../../src-shared/contract/protocol.ts';
import { createFileKeychain } from './file-keychain.ts';
import type { EngineStart, ShellToEngine } from '../../src-shared/contract/protocol.ts';
import type { Engine } from '../../src-main/engine/create-engine.ts';

const { KILL_AT = '', KILL_AT_HIT = '1', KEYCHAIN_FILE = '' } = process.env;
const shell = connectShell();
const host = createHostAsker((message) => shell.post(message));
let engine: Engine | null = null;
let hits = 0;

shell.onGone(() => process.exit(0));
shell.onMessage((message) => receive(message));

/** No handler runs, no buffer is written: as if the power were cut to this process. */
function meetFailpoint(name: string): void {
  if (name !== KILL_AT) return;
  hits += 1;
  if (hits === Number(KILL_AT_HIT)) process.kill(process.pid, 'SIGKILL');
}

function start(message: EngineStart): void {
  engine = createEngine(
    {
      clock: createSystemClock(),
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

function receive(message: ShellToEngine): void {
  if (message.kind === 'start') start(message);
  else if (message.kind === 'call') void answer(message.id, message.route, message.input);
  else if (message.kind === 'stop') void stop();
  else if (message.kind === 'host.answer') host.receive(message.id, message.result);
}
