// Owns: the engine's whole life: start, hello, calls, watchdog, crash, restart with a breaker, bounded stop.
// Must not: import electron (the adapter knows processes) or decide anything about the desk's work.
import { createDeskError } from '../../src-shared/contract/errors.ts';
import { PROTOCOL_VERSION } from '../../src-shared/contract/protocol.ts';
import { createCrashBreaker } from './crash-breaker.ts';
import { createWatchdog } from './watchdog.ts';
import type { DeskError, Result } from '../../src-shared/contract/errors.ts';
import type {
  EngineStart,
  EngineToShell,
  ShellToEngine,
} from '../../src-shared/contract/protocol.ts';
import type { Child, ChildAdapter, ChildExit } from './child-process.ts';

export interface EngineHostOptions {
  readonly adapter: ChildAdapter;
  readonly entryPath: string;
  readonly start: Omit<EngineStart, 'kind' | 'protocol'>;
  /** Events of the engine, and `engine.gone` / `engine.back` of this host. */
  onEvent(name: string, payload: unknown): void;
  /** Things only the shell can do. Rejections become INTERNAL. */
  onHostAsk(name: string, input: unknown): Promise<Result<unknown>>;
  log(entry: { event: string } & Readonly<Record<string, string | number | boolean>>): void;
  readonly limits?: Partial<EngineLimits>;
}

export interface EngineLimits {
  /** Opening and migrating a large database may take this long before the first hello counts as missing. */
  readonly helloTimeoutMs: number;
  /** The engine may finish the write it is in; then it is killed, and the outbox recovers at the next start. */
  readonly stopTimeoutMs: number;
  readonly pingEveryMs: number;
  /** No answer to a ping for this long means a hang: the longest permitted block of a call is 50 ms. */
  readonly stalledAfterMs: number;
  /** A short breath before a restart, so that a crash at start does not spin. */
  readonly restartDelayMs: number;
  /** More open calls than this mean a page that runs away. */
  readonly maxOpenCalls: number;
}

const LIMITS: EngineLimits = {
  helloTimeoutMs: 30_000,
  stopTimeoutMs: 5_000,
  pingEveryMs: 5_000,
  stalledAfterMs: 20_000,
  restartDelayMs: 200,
  maxOpenCalls: 500,
};

type State = 'stopped' | 'starting' | 'running' | 'resting' | 'failing' | 'refused' | 'stopping';
type Answer = (result: Result<unknown>) => void;

export interface EngineHost {
  start(): void;
  /** Relays a call. Never rejects. While the engine starts, calls wait for its hello. */
  call(route: string, input: unknown): Promise<Result<unknown>>;
  nudge(why: 'resume' | 'focus'): void;
  /** Resolves when the process is gone, at most `stopTimeoutMs` and a little later. */
  stop(): Promise<void>;
  readonly pid: number | null;
  readonly state: State;
}

/** Builds the host; nothing starts before `start()`. */
export function createEngineHost(options: EngineHostOptions): EngineHost {
  return new Host(options);
}

class Host implements EngineHost {
  state: State = 'stopped';
  readonly #options: EngineHostOptions;
  readonly #limits: EngineLimits;
  readonly #breaker = createCrashBreaker();
  readonly #watchdog;
  readonly #calls = new Map<number, Answer>();
  readonly #stopWaiters: (() => void)[] = [];
  #waitingForHello: ShellToEngine[] = [];
  #child: Child | null = null;
  #helloTimer: NodeJS.Timeout | undefined;
  #restartTimer: NodeJS.Timeout | undefined;
  #lastCallId = 0;
  #isSaidGone = false;
  #refusal: DeskError | null = null;

  constructor(options: EngineHostOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#watchdog = createWatchdog({
      everyMs: this.#limits.pingEveryMs,
      stalledAfterMs: this.#limits.stalledAfterMs,
      sendPing: (id) => this.#child?.post({ kind: 'ping', id } satisfies ShellToEngine),
      onStalled: () => {
        this.#options.log({ event: 'engine.stalled' });
        this.#child?.kill();
      },
    });
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  start(): void {
    if (this.#child !== null || this.state === 'stopping') return;
    clearTimeout(this.#restartTimer);
    this.state = 'starting';
    this.#refusal = null;
    let isOver = false;
    const child = this.#options.adapter.start(this.#options.entryPath, [], {
      onMessage: (message) => {
        if (!isOver) this.#receive(message as EngineToShell);
      },
      onExit: (exit) => {
        isOver = true;
        this.#handleExit(exit);
      },
      onErrorLine: (line) => this.#options.log({ event: 'engine.errorLine', line }),
    });
    this.#child = isOver ? null : child;
    if (this.#child === null) return;
    this.#helloTimer = setTimeout(() => {
      this.#options.log({ event: 'engine.noHello' });
      child.kill();
    }, this.#limits.helloTimeoutMs);
    child.post({
      kind: 'start',
      protocol: PROTOCOL_VERSION,
      ...this.#options.start,
    } satisfies EngineStart);
  }

  call(route: string, input: unknown): Promise<Result<unknown>> {
    const refusal = this.#findRefusal();
    if (refusal !== null) return Promise.resolve({ ok: false, error: refusal });
    const id = ++this.#lastCallId;
    return new Promise((resolve) => {
      this.#calls.set(id, resolve);
      this.#send({ kind: 'call', id, route, input });
      if (this.#child === null && this.state === 'failing') this.start();
    });
  }

  nudge(why: 'resume' | 'focus'): void {
    if (this.state === 'running') this.#child?.post({ kind: 'nudge', why } satisfies ShellToEngine);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#restartTimer);
    const child = this.#child;
    if (child === null) {
      this.state = 'stopped';
      this.#failOpenCalls();
      return;
    }
    this.state = 'stopping';
    this.#watchdog.stop();
    const timer = setTimeout(() => {
      this.#options.log({ event: 'engine.killedAtStop' });
      child.kill();
    }, this.#limits.stopTimeoutMs);
    const gone = new Promise<void>((resolve) => this.#stopWaiters.push(resolve));
    child.post({ kind: 'stop' } satisfies ShellToEngine);
    await gone;
    clearTimeout(timer);
  }

  /** The error a new call gets at once, or null when it may go or wait for the hello. */
  #findRefusal(): DeskError | null {
    if (this.#calls.size >= this.#limits.maxOpenCalls) {
      return createDeskError('TOO_MANY_CALLS', 'Too many calls are open');
    }
    if (this.state === 'refused') {
      return this.#refusal ?? createDeskError('PROTOCOL_MISMATCH', 'The engine was refused');
    }
    if (this.state === 'stopped' || this.state === 'stopping') {
      return createDeskError('ENGINE_GONE', 'The engine is not running');
    }
    if (this.state === 'failing' && !this.#breaker.mayTryAgain(Date.now())) {
      return createDeskError(
        'ENGINE_FAILING',
        'The engine keeps failing; it rests before a retry',
        {
          crashes: this.#breaker.crashCount,
        },
      );
    }
    return null;
  }

  #send(message: ShellToEngine): void {
    if (this.state === 'running') this.#child?.post(message);
    else this.#waitingForHello.push(message);
  }

  #receive(message: EngineToShell): void {
    switch (message.kind) {
      case 'hello':
        return this.#welcome(message.protocol, message.pid);
      case 'answer': {
        const answer = this.#calls.get(message.id);
        this.#calls.delete(message.id);
        return answer?.(message.result);
      }
      case 'event':
        return this.#options.onEvent(message.name, message.payload);
      case 'host.ask':
        return void this.#answerAsk(message.id, message.name, message.input);
      case 'pong':
        return this.#watchdog.receivePong(message.id);
      case 'failed':
        this.#options.log({ event: 'engine.failed', code: message.error.code });
        this.#refuse(message.error);
        return undefined;
      default:
        return this.#options.log({ event: 'engine.unknownMessage' });
    }
  }

  #welcome(protocol: number, pid: number): void {
    if (protocol !== PROTOCOL_VERSION) {
      const detail = { shell: PROTOCOL_VERSION, engine: protocol };
      this.#refuse(createDeskError('PROTOCOL_MISMATCH', 'Shell and engine differ', detail));
      this.#child?.kill();
      return;
    }
    clearTimeout(this.#helloTimer);
    this.state = 'running';
    this.#options.log({ event: 'engine.hello', pid });
    for (const message of this.#waitingForHello) this.#child?.post(message);
    this.#waitingForHello = [];
    this.#watchdog.start();
    if (this.#isSaidGone) {
      this.#isSaidGone = false;
      this.#options.onEvent('engine.back', { restarts: this.#breaker.crashCount });
    }
  }

  #refuse(error: DeskError): void {
    if (this.state !== 'stopping') this.state = 'refused';
    this.#refusal = error;
  }

  async #answerAsk(id: number, name: string, input: unknown): Promise<void> {
    const child = this.#child;
    let result: Result<unknown>;
    try {
      result = await this.#options.onHostAsk(name, input);
    } catch (error) {
      this.#options.log({ event: 'host.askFailed', name, reason: String(error) });
      result = { ok: false, error: createDeskError('INTERNAL', `${name} failed in the shell`) };
    }
    // An engine that was restarted meanwhile did not ask this.
    if (this.#child === child) {
      child?.post({ kind: 'host.answer', id, result } satisfies ShellToEngine);
    }
  }

  #handleExit(exit: ChildExit): void {
    clearTimeout(this.#helloTimer);
    this.#watchdog.stop();
    this.#child = null;
    const { code, signal } = exit;
    this.#options.log({ event: 'engine.exit', code: code ?? -1, signal: signal ?? '' });
    const before = this.state;
    if (before === 'stopping') this.state = 'stopped';
    this.#failOpenCalls();
    for (const resolve of this.#stopWaiters.splice(0)) resolve();
    if (before === 'stopping') return;
    const willRestart = before !== 'refused' && this.#breaker.recordCrash(Date.now());
    if (before !== 'refused') this.state = willRestart ? 'resting' : 'failing';
    this.#isSaidGone = true;
    this.#options.onEvent('engine.gone', { willRestart });
    if (willRestart) {
      this.#restartTimer = setTimeout(() => this.start(), this.#limits.restartDelayMs);
    }
  }

  #failOpenCalls(): void {
    const error = this.#refusal ?? createDeskError('ENGINE_GONE', 'The engine process ended');
    this.#waitingForHello = [];
    const open = [...this.#calls.values()];
    this.#calls.clear();
    for (const answer of open) answer({ ok: false, error });
  }
}
