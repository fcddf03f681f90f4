// Owns: the pipe to the shell, of either kind: a utility process's parent port or a forked child's channel.
// Must not: know the messages' meaning.
import type { EngineToShell, ShellToEngine } from '../../src-shared/contract/protocol.ts';

export interface ShellPort {
  /** Never throws; a message to a shell that is gone is dropped. */
  post(message: EngineToShell): void;
  onMessage(listener: (message: ShellToEngine) => void): void;
  /** The shell's end of the pipe closed. */
  onGone(listener: () => void): void;
  /** Runs `then` once what was posted is out. */
  flush(then: () => void): void;
}

/** The part of Electron's `process.parentPort` that is used. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** Connects to whoever started this process. Throws when nobody listens. */
export function connectShell(): ShellPort {
  const parentPort = (process as { parentPort?: ParentPort }).parentPort;
  if (parentPort !== undefined) return connectParentPort(parentPort);
  if (process.send === undefined) throw new Error('The engine is started by the shell only');
  return connectFork();
}

function connectParentPort(port: ParentPort): ShellPort {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', ({ data }) => listener(data as ShellToEngine)),
    // Electron ends a utility process with its parent.
    onGone: () => {},
    flush: (then) => void setImmediate(then),
  };
}

function connectFork(): ShellPort {
  let open = 0;
  let waiting: (() => void) | null = null;
  const settle = (): void => {
    open -= 1;
    if (open === 0) waiting?.();
  };
  return {
    post: (message) => {
      if (!process.connected) return;
      open += 1;
      // The callback takes the error of a channel that is closing; onGone tells of that.
      process.send?.(message, undefined, undefined, settle);
    },
    onMessage: (listener) => process.on('message', (data) => listener(data as ShellToEngine)),
    onGone: (listener) => process.on('disconnect', listener),
    flush: (then) => {
      if (open === 0 || !process.connected) then();
      else waiting = then;
    },
  };
}
