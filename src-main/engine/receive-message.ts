// Owns: who in the engine's process each message of the shell is for. Must not: do what it asks.
import type { EngineStart, ShellToEngine } from '../../src-shared/contract/protocol.ts';
import type { Engine } from './create-engine.ts';
import type { HostAsker } from './host-asker.ts';
import type { ShellPort } from './shell-port.ts';

/** The process around an engine. */
export interface EngineProgram {
  readonly shell: Pick<ShellPort, 'post'>;
  readonly host: Pick<HostAsker, 'receive'>;
  /** null = not started yet. */
  readonly findEngine: () => Pick<Engine, 'nudge'> | null;
  readonly start: (message: EngineStart) => void;
  readonly answer: (id: number, route: string, input: unknown) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Never waits for what it sets off. */
export function receiveMessage(message: ShellToEngine, program: EngineProgram): void {
  switch (message.kind) {
    case 'start':
      return program.start(message);
    case 'call':
      return void program.answer(message.id, message.route, message.input);
    case 'stop':
      return void program.stop();
    case 'host.answer':
      return program.host.receive(message.id, message.result);
    case 'nudge':
      return program.findEngine()?.nudge(message.why);
    case 'ping':
      return program.shell.post({ kind: 'pong', id: message.id });
  }
}
