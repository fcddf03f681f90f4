// Owns: the practice service as a child process: start, its address, its switches, bounded stop.
// Must not: import electron, or know what the practice service does with an act.
import { createDeskError } from '../../src-shared/contract/errors.ts';
import type { Result } from '../../src-shared/contract/errors.ts';
import type { HostRequests, PracticeInfo } from '../../src-shared/contract/protocol.ts';
import type { Child, ChildAdapter } from './child-process.ts';

/** What the practice program posts: ready once, then one done for each order. */
interface PracticeReady extends PracticeInfo {
  readonly kind: 'practice.ready';
  readonly controlUrl: string;
}
interface PracticeDone {
  readonly kind: 'practice.done';
  readonly id: number;
  readonly ok: boolean;
  readonly error?: string;
}
type PracticeOrder =
  | { readonly kind: 'practice.network'; readonly online: boolean }
  | ({ readonly kind: 'practice.act' } & HostRequests['host.actInPractice']['input']);

export interface PracticeHost {
  /** Starts the service, or answers the running one: it survives a crash of the engine. */
  start(input: HostRequests['host.startPractice']['input']): Promise<Result<PracticeInfo>>;
  setNetwork(isOnline: boolean): Promise<Result<null>>;
  act(input: HostRequests['host.actInPractice']['input']): Promise<Result<null>>;
  stop(): Promise<void>;
  readonly pid: number | null;
}

export interface PracticeHostOptions {
  readonly adapter: ChildAdapter;
  readonly entryPath: string;
  log(entry: { event: string } & Readonly<Record<string, string | number | boolean>>): void;
}

/** Making 1,000,000 sample requests may take this long; the usual few hundred take a moment. */
const READY_TIMEOUT_MS = 60_000;
const ORDER_TIMEOUT_MS = 10_000;
const STOP_TIMEOUT_MS = 3_000;

/** Builds the host; nothing starts before `start()`. */
export function createPracticeHost(options: PracticeHostOptions): PracticeHost {
  return new Host(options);
}

interface Running {
  readonly child: Child;
  readonly ready: Promise<Result<PracticeInfo>>;
  readonly exited: Promise<void>;
}

class Host implements PracticeHost {
  readonly #options: PracticeHostOptions;
  readonly #orders = new Map<number, (result: Result<null>) => void>();
  #running: Running | null = null;
  #lastOrderId = 0;

  constructor(options: PracticeHostOptions) {
    this.#options = options;
  }

  get pid(): number | null {
    return this.#running?.child.pid ?? null;
  }

  async start(input: HostRequests['host.startPractice']['input']): Promise<Result<PracticeInfo>> {
    this.#running ??= this.#launch(input);
    return this.#running.ready;
  }

  async setNetwork(online: boolean): Promise<Result<null>> {
    return this.#order({ kind: 'practice.network', online });
  }

  async act(input: HostRequests['host.actInPractice']['input']): Promise<Result<null>> {
    return this.#order({ kind: 'practice.act', ...input });
  }

  async stop(): Promise<void> {
    if (this.#running === null) return;
    const { child, exited } = this.#running;
    const timer = setTimeout(() => child.kill(), STOP_TIMEOUT_MS);
    child.post({ kind: 'stop' });
    await exited;
    clearTimeout(timer);
  }

  #launch(input: HostRequests['host.startPractice']['input']): Running {
    const ready = Promise.withResolvers<Result<PracticeInfo>>();
    const exited = Promise.withResolvers<void>();
    const fail = (why: string): void =>
      ready.resolve({ ok: false, error: createDeskError('INTERNAL', why) });
    const counts = ['--requests', String(input.requests), '--seed', String(input.seed)];
    const ports = ['--port', '0', '--control-port', '0'];
    const args = [...ports, ...counts, '--data', input.dataFolder];
    const child = this.#options.adapter.start(this.#options.entryPath, args, {
      onMessage: (message) => {
        const { kind } = message as { readonly kind: unknown };
        if (kind === 'practice.ready') this.#welcome(message as PracticeReady, ready.resolve);
        else if (kind === 'practice.done') this.#settle(message as PracticeDone);
      },
      onExit: ({ code }) => {
        this.#options.log({ event: 'practice.exit', code: code ?? -1 });
        this.#running = null;
        fail('The practice service ended');
        for (const answer of this.#orders.values()) answer(notRunning());
        this.#orders.clear();
        exited.resolve();
      },
      onErrorLine: (line) => this.#options.log({ event: 'practice.errorLine', line }),
    });
    const timer = setTimeout(() => {
      fail('The practice service did not get ready');
      child.kill();
    }, READY_TIMEOUT_MS);
    void ready.promise.then(() => clearTimeout(timer));
    return { child, ready: ready.promise, exited: exited.promise };
  }

  #welcome(message: PracticeReady, resolve: (result: Result<PracticeInfo>) => void): void {
    const { baseUrl, controlUrl, kid, secret, signingHub } = message;
    this.#options.log({ event: 'practice.ready', controlUrl, pid: this.pid ?? -1 });
    const hub = signingHub === undefined ? {} : { signingHub };
    resolve({ ok: true, value: { baseUrl, kid, secret, ...hub } });
  }

  #settle(message: PracticeDone): void {
    const answer = this.#orders.get(message.id);
    this.#orders.delete(message.id);
    const why = message.error ?? 'The practice service refused';
    const refusal = createDeskError('NOT_ALLOWED', why);
    answer?.(message.ok ? { ok: true, value: null } : { ok: false, error: refusal });
  }

  #order(message: PracticeOrder): Promise<Result<null>> {
    const running = this.#running;
    if (running === null) return Promise.resolve(notRunning());
    const id = ++this.#lastOrderId;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#orders.delete(id);
        const silent = createDeskError('INTERNAL', 'The practice service is silent');
        resolve({ ok: false, error: silent });
      }, ORDER_TIMEOUT_MS);
      this.#orders.set(id, (result) => {
        clearTimeout(timer);
        resolve(result);
      });
      running.child.post({ ...message, id });
    });
  }
}

function notRunning(): Result<never> {
  return { ok: false, error: createDeskError('NOT_READY', 'The practice service is not running') };
}
