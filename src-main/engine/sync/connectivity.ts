// Owns: whether each account's service can be reached, judged by real answers only, and noticing when it is back.
// Must not: ask the network card, or take one odd answer for an outage.
import { createDeskError } from '../../../src-shared/contract/errors.ts';
import type { ConnectivityState } from '../../../src-shared/contract/desk-status.ts';
import type { DeskError, ErrorCode } from '../../../src-shared/contract/errors.ts';
import type { Clock, Connectivity, Random, ReadOutcome, WriteOutcome } from '../ports.ts';

export interface ConnectivityView {
  readonly state: ConnectivityState;
  /** ISO 8601, when it became so; null before the first answer. */
  readonly since: string | null;
  readonly error: DeskError | null;
}

/** Connectivity plus what its owner needs. */
export interface ConnectivityWatch extends Connectivity {
  readView(accountId: string): ConnectivityView;
  /** Asks each account that is not online at once: the machine woke up, the window got focus, a key was replaced. */
  probeNow(): void;
  /** Stops watching an account that was removed. */
  forget(accountId: string): void;
  stop(): void;
}

export interface ConnectivityOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Asks the service the cheapest sensible question; null when the account has no usable key. */
  readonly probe: (accountId: string) => Promise<ReadOutcome<unknown>> | null;
}

interface Watched {
  state: ConnectivityState;
  sinceMs: number | null;
  code: ErrorCode | null;
  /** Bad answers in a row that alone prove nothing. */
  doubts: number;
  downSinceMonoMs: number;
  probes: number;
  isProbing: boolean;
  cancelProbe: (() => void) | null;
}

// In the first minute somebody is watching: back within about 3 s. Later every probe costs battery for less.
const FIRST_PAUSE_MS = 1_000;
const EARLY_PAUSE_MS = 2_500;
const EARLY_SPAN_MS = 60_000;
const LONGEST_PAUSE_MS = 30_000;
// A refused key does not heal by itself, but keys are sometimes switched on again at the service.
const UNAUTHORIZED_PAUSE_MS = 60_000;
// One 500 or one broken answer happens to a healthy service.
const DOUBTS_TO_MISBEHAVE = 2;

type Verdict = ConnectivityState | 'doubt' | null;

const VERDICTS: Partial<Record<ErrorCode, Verdict>> = {
  NAME_NOT_FOUND: 'offline',
  CONNECTION_REFUSED: 'offline',
  CONNECTION_BROKEN: 'offline',
  CONNECT_TIMEOUT: 'offline',
  ANSWER_TIMEOUT: 'offline',
  ADDRESS_INVALID: 'misbehaving',
  TLS_REFUSED: 'misbehaving',
  // What a captive portal does.
  ANSWER_NOT_JSON: 'misbehaving',
  UNEXPECTED_REDIRECT: 'misbehaving',
  UNAUTHORIZED: 'unauthorized',
  CLOCK_OFF: 'unauthorized',
  // The service itself refused, in its own format: it is there.
  NOT_FOUND: 'online',
  FORBIDDEN: 'online',
  RATE_LIMITED: 'online',
  SERVER_ERROR: 'doubt',
  ANSWER_TRUNCATED: 'doubt',
  ANSWER_TOO_LARGE: 'doubt',
  ANSWER_UNEXPECTED: 'doubt',
};

/** Makes the watch over all accounts. Before the first answer an account is unknown, which is not online. */
export function createConnectivity(options: ConnectivityOptions): ConnectivityWatch {
  return new Watch(options);
}

class Watch implements ConnectivityWatch {
  readonly #options: ConnectivityOptions;
  readonly #watched = new Map<string, Watched>();
  readonly #listeners = new Set<(accountId: string) => void>();
  #isStopped = false;

  constructor(options: ConnectivityOptions) {
    this.#options = options;
  }

  isOnline(accountId: string): boolean {
    return isReached(this.#watched.get(accountId)?.state ?? 'unknown');
  }

  readView(accountId: string): ConnectivityView {
    return describe(this.#watched.get(accountId));
  }

  subscribe(listener: (accountId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  report(accountId: string, outcome: ReadOutcome<unknown> | WriteOutcome): void {
    if (this.#isStopped) return;
    const code = findFailureCode(outcome);
    const verdict = code === null ? 'online' : judge(outcome, code);
    if (verdict === null) return;
    const entry = this.#watched.get(accountId) ?? createWatched();
    this.#watched.set(accountId, entry);
    if (verdict !== 'doubt') {
      entry.doubts = 0;
      this.#change(accountId, entry, verdict, verdict === 'online' ? null : code);
      return;
    }
    entry.doubts += 1;
    if (entry.doubts >= DOUBTS_TO_MISBEHAVE || isDown(entry.state) || entry.state === 'unknown') {
      this.#change(accountId, entry, 'misbehaving', code);
    }
  }

  probeNow(): void {
    for (const [accountId, entry] of this.#watched) {
      if (entry.state !== 'online') this.#probe(accountId);
    }
  }

  forget(accountId: string): void {
    const entry = this.#watched.get(accountId);
    if (entry !== undefined) stopProbing(entry);
    this.#watched.delete(accountId);
  }

  stop(): void {
    this.#isStopped = true;
    for (const entry of this.#watched.values()) stopProbing(entry);
    this.#listeners.clear();
  }

  #change(
    accountId: string,
    entry: Watched,
    state: ConnectivityState,
    code: ErrorCode | null,
  ): void {
    const { clock } = this.#options;
    if (isDown(state) && !isDown(entry.state)) {
      entry.downSinceMonoMs = clock.monoMs();
      entry.probes = 0;
    }
    const isNews = entry.state !== state || entry.code !== code;
    if (entry.state !== state) {
      entry.sinceMs = clock.wallMs();
      stopProbing(entry);
    }
    entry.state = state;
    entry.code = code;
    if (state !== 'online') this.#planProbe(accountId, entry);
    if (isNews) for (const listener of this.#listeners) listener(accountId);
  }

  #planProbe(accountId: string, entry: Watched): void {
    if (entry.cancelProbe !== null || entry.isProbing || entry.state === 'unknown') return;
    const { clock, random } = this.#options;
    const jitter = 0.8 + random.fraction() * 0.4;
    entry.cancelProbe = clock.schedule(choosePause(entry, clock.monoMs()) * jitter, () => {
      entry.cancelProbe = null;
      this.#probe(accountId);
    });
  }

  #probe(accountId: string): void {
    const entry = this.#watched.get(accountId);
    if (entry === undefined || entry.isProbing || this.#isStopped) return;
    const question = this.#options.probe(accountId);
    if (question === null) return;
    stopProbing(entry);
    entry.isProbing = true;
    entry.probes += 1;
    void question.then(
      (outcome) => this.#settleProbe(accountId, entry, outcome),
      // The client answers failures as values; a throw is our own mistake and must not end the watch.
      () => this.#settleProbe(accountId, entry, null),
    );
  }

  #settleProbe(accountId: string, entry: Watched, outcome: ReadOutcome<unknown> | null): void {
    entry.isProbing = false;
    if (this.#isStopped || this.#watched.get(accountId) !== entry) return;
    if (outcome !== null) this.report(accountId, outcome);
    if (entry.state !== 'online') this.#planProbe(accountId, entry);
  }
}

function createWatched(): Watched {
  return {
    state: 'unknown',
    sinceMs: null,
    code: null,
    doubts: 0,
    downSinceMonoMs: 0,
    probes: 0,
    isProbing: false,
    cancelProbe: null,
  };
}

function isDown(state: ConnectivityState): boolean {
  return state === 'offline' || state === 'misbehaving';
}

/** A refused key is an answer too: what is sent then ends as blocked, in the right words, not as "no network". */
function isReached(state: ConnectivityState): boolean {
  return state === 'online' || state === 'unauthorized';
}

function describe(entry: Watched | undefined): ConnectivityView {
  if (entry === undefined) return { state: 'unknown', since: null, error: null };
  const error =
    entry.code === null ? null : createDeskError(entry.code, 'The service could not be used');
  const since = entry.sinceMs === null ? null : new Date(entry.sinceMs).toISOString();
  return { state: entry.state, since, error };
}

function findFailureCode(outcome: ReadOutcome<unknown> | WriteOutcome): ErrorCode | null {
  return outcome.kind === 'read' ? null : (outcome.failure?.code ?? null);
}

function judge(outcome: ReadOutcome<unknown> | WriteOutcome, code: ErrorCode): Verdict {
  // A status line came before the silence: slow or broken, yet there.
  if (code === 'ANSWER_TIMEOUT' && outcome.status !== null) return 'doubt';
  // Other refusals in the service's own format, such as 400 or 409.
  const isRefusal = outcome.status !== null && outcome.status >= 400 && outcome.status < 500;
  if (code === 'ANSWER_UNEXPECTED' && isRefusal) return 'online';
  return VERDICTS[code] ?? null;
}

function stopProbing(entry: Watched): void {
  entry.cancelProbe?.();
  entry.cancelProbe = null;
}

function choosePause(entry: Watched, nowMonoMs: number): number {
  if (entry.state === 'unauthorized') return UNAUTHORIZED_PAUSE_MS;
  if (entry.probes === 0) return FIRST_PAUSE_MS;
  const downMs = nowMonoMs - entry.downSinceMonoMs;
  if (downMs < EARLY_SPAN_MS) return EARLY_PAUSE_MS;
  return Math.min(LONGEST_PAUSE_MS, EARLY_PAUSE_MS + (downMs - EARLY_SPAN_MS) / 10);
}
