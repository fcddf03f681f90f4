// Owns: a whole engine for tests, in this process or as its own: real database, real sandbox, real practice host.
// Must not: hold expectations, or leave a process or a folder behind.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createMemoryKeychain } from '../../src-main/engine/accounts/keychain.ts';
import { createEngine } from '../../src-main/engine/create-engine.ts';
import { createLog } from '../../src-main/engine/log.ts';
import { createSystemClock, createSystemRandom } from '../../src-main/engine/world.ts';
import { PROTOCOL_VERSION } from '../../src-shared/contract/protocol.ts';
import { PATIENCE_MS } from './patience.ts';
import { startSandboxProcess } from './sandbox-process.ts';
import { createTestShell } from './test-shell.ts';
import type { Result } from '../../src-shared/contract/errors.ts';
import type { EventName, EventPayload } from '../../src-shared/contract/events.ts';
import type {
  EngineStart,
  EngineToShell,
  HostRequestName,
  HostRequests,
} from '../../src-shared/contract/protocol.ts';
import type { RouteInput, RouteName, RouteOutput } from '../../src-shared/contract/routes.ts';
import type { DeskStatus } from '../../src-shared/contract/desk-status.ts';
import type { Clock, Keychain } from '../../src-main/engine/ports.ts';
import type { RunningSandbox } from './sandbox-process.ts';
import type { RecordedEvent, TestShell } from './test-shell.ts';

/** The engine's program. */
export const ENGINE_PROGRAM = fileURLToPath(
  new URL('../../src-main/engine/main.ts', import.meta.url),
);

/** What a test does with an engine, wherever it runs. */
export interface EngineDesk {
  readonly dataFolder: string;
  readonly logFolder: string;
  /** Every event so far. */
  readonly events: readonly RecordedEvent[];
  /** Every line of the log; empty for an engine in its own process (its file has them). */
  readonly logLines: readonly string[];
  /** Addresses the engine asked the shell to open. */
  readonly openedUrls: readonly HostRequests['host.openUrl']['input'][];
  call<R extends RouteName>(route: R, input: RouteInput<R>): Promise<Result<RouteOutput<R>>>;
  /** The value, or a throw with the error's code. */
  ask<R extends RouteName>(route: R, input: RouteInput<R>): Promise<RouteOutput<R>>;
  /** Waits for the condition over the newest status, looking at each event and every 20 ms. */
  untilStatus(condition: (status: DeskStatus) => boolean, deadlineMs?: number): Promise<DeskStatus>;
  /** Connects a sandbox as an account and answers its id. */
  connect(sandbox: RunningSandbox): Promise<string>;
  /** Stops the engine politely; files and practice service stay. */
  stop(): Promise<void>;
  /** Stops everything and removes the folders it made. */
  close(): Promise<void>;
}

export interface EngineDeskOptions {
  /** Given, it is kept at the end. */
  readonly dataFolder?: string;
  readonly keychain?: Keychain;
  readonly clock?: Clock;
}

/** Waits until `read` answers something else than null; throws with `what` after the deadline. */
export async function until<T>(
  what: string,
  read: () => T | null | Promise<T | null>,
  deadlineMs = PATIENCE_MS,
): Promise<T> {
  const endMs = performance.now() + deadlineMs;
  for (;;) {
    const value = await read();
    if (value !== null) return value;
    if (performance.now() > endMs) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

/** Starts an engine in this process. */
export function startEngineDesk(options: EngineDeskOptions = {}): EngineDesk {
  const shell = createTestShell(options);
  const logLines: string[] = [];
  const log = createLog({
    write: (line) => {
      logLines.push(line);
    },
  });
  const engine = createEngine(
    {
      clock: options.clock ?? createSystemClock(),
      random: createSystemRandom(),
      keychain: options.keychain ?? createMemoryKeychain(),
      askHost: shell.askHost,
      publish: (name, payload) => shell.events.push({ name, payload }),
      log,
      failpoint: () => {},
    },
    { dataFolder: shell.dataFolder },
  );
  return createDesk(shell, {
    logLines,
    call: (route, input) => engine.call(route, input),
    stop: () => engine.stop(),
  });
}

export interface EngineProcess extends EngineDesk {
  readonly pid: number;
  /** Resolves with how it ended. */
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** Closes the channel, as a shell that dies does. */
  disconnect(): void;
  /** SIGKILL, and wait for the end. */
  kill(): Promise<void>;
  post(message: unknown): void;
  /** Messages other than answers and events. */
  readonly messages: readonly EngineToShell[];
}

/** Starts the engine's own program over a fork's channel and waits for its hello. */
export async function startEngineProcess(
  options: EngineDeskOptions & {
    readonly start?: Partial<EngineStart>;
    readonly env?: NodeJS.ProcessEnv;
    /** Another program than production's, such as the one with failpoints. */
    readonly program?: string;
  } = {},
): Promise<EngineProcess> {
  const shell = createTestShell(options);
  const child = fork(options.program ?? ENGINE_PROGRAM, [], {
    execPath: process.execPath,
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: options.env ?? process.env,
  });
  const exited = once(child, 'exit').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
  }));
  const post = (message: unknown): void => {
    if (child.connected) child.send(message as object, () => {});
  };
  const answers = new Map<number, (result: Result<unknown>) => void>();
  const messages: EngineToShell[] = [];
  const hello = Promise.withResolvers<void>();
  child.on('message', (data) => {
    const message = data as EngineToShell;
    if (message.kind === 'answer') {
      answers.get(message.id)?.(message.result);
      answers.delete(message.id);
    } else if (message.kind === 'event') {
      shell.events.push({ name: message.name as EventName, payload: message.payload });
    } else if (message.kind === 'host.ask') {
      const { id, name } = message;
      void shell
        .askHost(name, message.input as HostRequests[HostRequestName]['input'])
        .then((result) => post({ kind: 'host.answer', id, result }));
    } else {
      messages.push(message);
      if (message.kind === 'hello') hello.resolve();
    }
  });
  child.on('exit', () => {
    hello.resolve();
    for (const answer of answers.values()) answer(GONE);
  });
  post({
    kind: 'start',
    protocol: PROTOCOL_VERSION,
    dataFolder: shell.dataFolder,
    logFolder: shell.logFolder,
    appVersion: '0.0.0',
    keychainService: 'signing-desk-test',
    ...options.start,
  } satisfies EngineStart);
  await hello.promise;
  let lastId = 0;
  const desk = createDesk(shell, {
    logLines: [],
    call: (route, input) =>
      new Promise((resolve) => {
        if (!child.connected) return resolve(GONE);
        lastId += 1;
        answers.set(lastId, resolve);
        post({ kind: 'call', id: lastId, route, input });
        return undefined;
      }),
    stop: async () => {
      const hard = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      post({ kind: 'stop' });
      await exited;
      clearTimeout(hard);
    },
  });
  return Object.assign(desk, {
    pid: child.pid ?? 0,
    exited,
    post,
    messages,
    disconnect: () => child.disconnect(),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  });
}

const GONE: Result<never> = {
  ok: false,
  error: { code: 'ENGINE_GONE', message: 'The engine process ended', retry: 'now' },
};

/** Starts a sandbox with its own process; stop it yourself. */
export async function startService(
  requests: number,
  flags: readonly string[] = [],
): Promise<RunningSandbox> {
  return await startSandboxProcess(['--requests', String(requests), '--seed', '7', ...flags]);
}

interface Line {
  readonly logLines: readonly string[];
  call(route: string, input: unknown): Promise<Result<unknown>>;
  stop(): Promise<void>;
}

function createDesk(shell: TestShell, line: Line): EngineDesk {
  const call = async <R extends RouteName>(
    route: R,
    input: RouteInput<R>,
  ): Promise<Result<RouteOutput<R>>> => (await line.call(route, input)) as Result<RouteOutput<R>>;
  const ask = async <R extends RouteName>(
    route: R,
    input: RouteInput<R>,
  ): Promise<RouteOutput<R>> => {
    const result = await call(route, input);
    if (result.ok) return result.value;
    throw new Error(`${route} answered ${result.error.code}: ${result.error.message}`);
  };
  return {
    dataFolder: shell.dataFolder,
    logFolder: shell.logFolder,
    events: shell.events,
    openedUrls: shell.openedUrls,
    logLines: line.logLines,
    call,
    ask,
    untilStatus: (condition, deadlineMs) => {
      let last: DeskStatus | null = null;
      return until(
        'a status',
        async () => {
          last = await ask('desk.status', null);
          return condition(last) ? last : null;
        },
        deadlineMs,
      ).catch((error: unknown) => {
        throw new Error(`the last status was ${JSON.stringify(last)}`, { cause: error });
      });
    },
    connect: async (sandbox) => {
      const { accountId } = await ask('account.addCmSign', {
        label: 'Test',
        baseUrl: sandbox.baseUrl,
        keyId: sandbox.kid,
        secret: sandbox.secret,
      });
      return accountId;
    },
    stop: () => line.stop(),
    close: async () => {
      await line.stop();
      await shell.close();
    },
  };
}

/** The payloads of one event. */
export function pickEvents<E extends EventName>(
  events: readonly RecordedEvent[],
  name: E,
): readonly EventPayload<E>[] {
  return events
    .filter((event) => event.name === name)
    .map((event) => event.payload as EventPayload<E>);
}
