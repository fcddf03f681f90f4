// Owns: questions to the shell and their answers, by number. Must not: judge either.
import type { Result } from '../../src-shared/contract/errors.ts';
import type {
  EngineToShell,
  HostRequestName,
  HostRequests,
} from '../../src-shared/contract/protocol.ts';
import type { AskHost } from './ports.ts';

export interface HostAsker {
  readonly ask: AskHost;
  receive(id: number, result: Result<unknown>): void;
}

/** A shell that dies takes the engine with it, so a question waits without a limit of its own. */
export function createHostAsker(post: (message: EngineToShell) => void): HostAsker {
  const open = new Map<number, (result: Result<unknown>) => void>();
  let lastId = 0;
  return {
    ask: <N extends HostRequestName>(name: N, input: HostRequests[N]['input']) => {
      lastId += 1;
      const id = lastId;
      return new Promise<Result<HostRequests[N]['output']>>((resolve) => {
        open.set(id, (result) => resolve(result as Result<HostRequests[N]['output']>));
        post({ kind: 'host.ask', id, name, input });
      });
    },
    receive: (id, result) => {
      open.get(id)?.(result);
      open.delete(id);
    },
  };
}
