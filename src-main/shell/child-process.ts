// Owns: what the shell needs of a child process, as an interface, and the one that is a plain Node program.
// Must not: import electron; hosts are tested under plain Node with this.
import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ChildExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A running child. Messages are plain JSON, structured-clone safe. */
export interface Child {
  readonly pid: number | null;
  /** Never throws; a message to a child that is gone is dropped (its exit is told by `onExit`). */
  post(message: unknown): void;
  kill(): void;
}

interface ChildEvents {
  onMessage(message: unknown): void;
  /** Exactly once, also when the program could not be started. */
  onExit(exit: ChildExit): void;
  /** One line the child wrote to its standard error. What it writes to its output is for a person at a terminal. */
  onErrorLine(line: string): void;
}

/** Starts a program file as a child; the adapter decides what kind of process that is. */
export interface ChildAdapter {
  start(entryPath: string, args: readonly string[], events: ChildEvents): Child;
}

/** Longest output line that is passed on, in characters; the rest of a line is cut. */
const MAX_LINE = 2_000;

/** Children as plain Node processes: under Electron's old Node the engine could not load its database. */
export function createNodeChildAdapter(options: {
  readonly nodePath: string;
  readonly env: NodeJS.ProcessEnv;
}): ChildAdapter {
  return {
    start: (entryPath, args, events) => {
      const child = fork(entryPath, args, {
        execPath: options.nodePath,
        execArgv: [],
        env: options.env,
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      let isOver = false;
      const end = (exit: ChildExit): void => {
        if (isOver) return;
        isOver = true;
        events.onExit(exit);
      };
      if (child.stderr !== null) {
        createInterface(child.stderr).on('line', (line) => {
          events.onErrorLine(line.slice(0, MAX_LINE));
        });
      }
      child.on('message', (message) => events.onMessage(message));
      child.on('exit', (code, signal) => end({ code, signal }));
      child.on('error', (error) => {
        events.onErrorLine(error.message);
        if (child.pid === undefined) end({ code: null, signal: null });
      });
      return {
        pid: child.pid ?? null,
        post: (message) => {
          // The callback takes the error of a channel that is closing; the exit is told on its own.
          if (child.connected) child.send(message as object, () => {});
        },
        kill: () => void child.kill('SIGKILL'),
      };
    },
  };
}
