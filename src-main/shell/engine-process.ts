// Owns: the choice of what kind of process engine and practice desk run in; nothing else knows the two kinds.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { utilityProcess } from 'electron';
import { cleanEnvironment } from './clean-environment.ts';
import { createNodeChildAdapter } from './child-process.ts';
import type { ChildAdapter } from './child-process.ts';

/** better-sqlite3 13 needs the Node-API of Node 22.14, which Electron has since 36. */
const FIRST_ELECTRON_WITH_ENGINE = 36;

function createUtilityAdapter(env: NodeJS.ProcessEnv): ChildAdapter {
  return {
    start: (entryPath, args, events) => {
      const child = utilityProcess.fork(entryPath, [...args], {
        env,
        stdio: ['ignore', 'ignore', 'pipe'],
        serviceName: 'Signing Desk engine',
      });
      if (child.stderr !== null) {
        createInterface(child.stderr).on('line', (line) => events.onErrorLine(line));
      }
      child.on('message', (message: unknown) => events.onMessage(message));
      let isOver = false;
      child.on('exit', (code) => {
        isOver = true;
        events.onExit({ code, signal: null });
      });
      return {
        get pid() {
          return child.pid ?? null;
        },
        post: (message) => {
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- not a window's postMessage
          if (!isOver) child.postMessage(message);
        },
        kill: () => void (child.pid === undefined ? child.kill() : endHard(child.pid)),
      };
    },
  };
}

/** `UtilityProcess.kill` is a polite SIGTERM; a process that hangs needs the hard one. */
function endHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already; its exit event says so.
  }
}

/** The adapter for this Electron. Throws where the plain Node it would need is not installed. */
export function createEngineAdapter(projectRoot: string): ChildAdapter {
  const env = cleanEnvironment(process.env);
  const major = Number.parseInt(process.versions.electron ?? '0', 10);
  if (major >= FIRST_ELECTRON_WITH_ENGINE) return createUtilityAdapter(env);
  const nodePath = join(projectRoot, 'node_modules', 'node', 'bin', 'node');
  if (!existsSync(nodePath)) {
    throw new Error('This Electron needs the npm package "node" beside it; run npm ci');
  }
  return createNodeChildAdapter({ nodePath, env });
}
