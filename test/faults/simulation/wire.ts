// Owns: carrying one exchange out in simulated time: when a request arrives, what the caller is told, and when.
// Must not: know services or decide what goes wrong (fates.ts).
import { classifyStatus } from '../../../src-main/engine/remote/http-failure.ts';
import { START_WALL_MS } from './sim-clock.ts';
import { drawReadFate, drawWriteFate } from './fates.ts';
import type { Draw } from '../../../src-sandbox/random.ts';
import type { OutboxClass } from '../../../src-shared/domain/outbox-item.ts';
import type { ErrorCode } from '../../../src-shared/contract/errors.ts';
import type {
  Clock,
  ReadOutcome,
  RemoteFailure,
  WriteOutcome,
} from '../../../src-main/engine/ports.ts';
import type { StatusAnswer, Weather, WriteFate } from './fates.ts';
import type { RecordBook, Shown } from './record-book.ts';
import type { SimClock } from './sim-clock.ts';

/** A request as it reaches the service. */
export interface WriteTicket<T> {
  readonly lane: string;
  /** Which of our items it belongs to. */
  readonly tag: string;
  /** What the sender had last been shown of the record. */
  readonly seen: Shown<T> | null;
}

export interface Arrival {
  readonly status: number;
  readonly isApplied: boolean;
}

/** Who asks: its answers go nowhere once it is dead. */
export interface Caller {
  readonly clock: Clock;
  isAlive(): boolean;
}

export interface WriteOrder {
  readonly lane: string;
  readonly tag: string;
  readonly opClass: OutboxClass;
  readonly deadlineMs: number;
  readonly signal: AbortSignal | undefined;
  arrive(): Arrival;
}

export interface Wire {
  readonly weather: Weather;
  readonly traffic: { reads: number; writes: number };
  write(caller: Caller, order: WriteOrder): Promise<WriteOutcome>;
  read<T>(
    caller: Caller,
    order: {
      readonly lane: string;
      readonly book: RecordBook<T>;
      /** The outbox's own look; a sync's does not count as what the sender was shown. */
      readonly isOutbox: boolean;
      readonly signal: AbortSignal | undefined;
    },
  ): Promise<ReadOutcome<T>>;
}

const READ_DEADLINE_MS = 15_000;
/** A long list may have been past our record before it had really begun. */
const EARLY_MS = 100;
/** Reads may show a replica that is at most this old, and never one that hides what A2 promises to show. */
const MAX_LAG_MS = 60_000;

export function createWire(options: {
  readonly clock: SimClock;
  readonly draw: Draw;
  readonly weather: Weather;
  /** Deadline of a write + settle time: from then on an abandoned request is dead (A1). */
  readonly deadAfterMs: number;
  readonly trace: (line: string) => void;
}): Wire {
  const { clock, draw, weather, trace } = options;
  const traffic = { reads: 0, writes: 0 };
  const lastSentMs = new Map<string, number>();
  const drawPauseMs = (): number =>
    weather.trouble > 0 && draw.chance(0.1) ? 500 + draw.below(6_000) : 20 + draw.below(300);
  return {
    weather,
    traffic,
    write: async (caller, order) => {
      const fate = drawWriteFate(draw, weather, order.opClass);
      traffic.writes += 1;
      lastSentMs.set(order.lane, clock.nowMs());
      trace(`write ${order.lane} ${order.tag} ${describeFate(fate)}`);
      const outMs = drawPauseMs();
      const backMs = drawPauseMs();
      const lateMs = outMs + draw.below(options.deadAfterMs - outMs - 1);
      return await carryWrite({ clock, caller, order, fate, outMs, backMs, lateMs, trace });
    },
    read: async (caller, order) => {
      const fate = drawReadFate(draw, weather);
      // A sync reads long lists: what it saw may be old when it comes to be applied.
      const tookMs = drawPauseMs() * (order.isOutbox ? 1 : draw.pick([1, 10, 20]));
      const lagMs = draw.below(MAX_LAG_MS);
      if (order.isOutbox) traffic.reads += 1;
      const { promise, resolve } = Promise.withResolvers<ReadOutcome<never>>();
      const beganMs = clock.nowMs();
      const beganMonoMs = caller.clock.monoMs();
      const isSilent = fate === 'silence';
      const facts = () => ({
        beganMonoMs,
        tookMs: clock.nowMs() - beganMs,
        serverDateMs: START_WALL_MS + clock.nowMs(),
      });
      const fail = (failure: RemoteFailure): void => {
        resolve({ kind: 'failed', failure, ...facts(), status: failure.status });
      };
      onAbort(order.signal, () => fail(createFailure('ABORTED', null)));
      // The service looks at some moment between asking and answering.
      const lookMs =
        beganMs + draw.below((order.isOutbox ? tookMs : Math.min(tookMs, EARLY_MS)) + 1);
      clock.schedule(isSilent ? READ_DEADLINE_MS : tookMs, () => {
        if (!caller.isAlive()) return;
        if (fate === 'true' || fate === 'stale') {
          const settledMs = (lastSentMs.get(order.lane) ?? -Infinity) + options.deadAfterMs;
          const asOfMs =
            fate === 'true' ? lookMs : Math.max(lookMs - lagMs, Math.min(settledMs, lookMs));
          const version = order.book.asOf(order.lane, asOfMs);
          trace(`read ${order.lane} ${fate} as of ${asOfMs} by ${version.by}`);
          if (order.isOutbox) {
            order.book.noteRead({
              lane: order.lane,
              beganMs,
              atMs: clock.nowMs(),
              asOfMs,
              version,
            });
          }
          if (version.value === null) return fail(createFailure('NOT_FOUND', 404));
          resolve({ kind: 'read', value: version.value as never, ...facts(), status: 200 });
          return;
        }
        trace(`read ${order.lane} ${typeof fate === 'string' ? fate : fate.status}`);
        fail(describeReadFailure(fate));
      });
      return await promise;
    },
  };
}

function describeReadFailure(fate: 'silence' | 'refused' | 'reset' | StatusAnswer): RemoteFailure {
  if (fate === 'silence') return createFailure('ANSWER_TIMEOUT', null);
  if (fate === 'refused') return createFailure('CONNECTION_REFUSED', null);
  if (fate === 'reset') return createFailure('CONNECTION_BROKEN', null);
  return describeStatus(fate);
}

interface Carriage {
  readonly clock: SimClock;
  readonly caller: Caller;
  readonly order: WriteOrder;
  readonly fate: WriteFate;
  readonly outMs: number;
  readonly backMs: number;
  readonly lateMs: number;
  readonly trace: (line: string) => void;
}

async function carryWrite(carriage: Carriage): Promise<WriteOutcome> {
  const { clock, caller, order, fate, outMs, backMs, trace } = carriage;
  const { promise, resolve } = Promise.withResolvers<WriteOutcome>();
  const beganMs = clock.nowMs();
  const beganMonoMs = caller.clock.monoMs();
  const conclude = (make: () => WriteKnown): void => {
    if (!caller.isAlive()) return;
    const tookMs = clock.nowMs() - beganMs;
    const serverDateMs = START_WALL_MS + clock.nowMs();
    resolve({ ...make(), beganMonoMs, tookMs, serverDateMs });
  };
  const arrive = (): Arrival => {
    const arrival = order.arrive();
    trace(`arrived ${order.lane} ${order.tag} ${arrival.status} ${arrival.isApplied}`);
    return arrival;
  };
  let arrival: Arrival = { status: 200, isApplied: false };
  if (fate.answer !== 'not-sent' && fate.request !== 'lost') {
    const afterMs = fate.request === 'late' ? carriage.lateMs : outMs;
    clock.schedule(afterMs, () => {
      arrival = arrive();
    });
  }
  onAbort(order.signal, () => conclude(() => describeLost('ABORTED')));
  const { answer } = fate;
  if (answer === 'not-sent') {
    clock.schedule(outMs, () => conclude(() => describeNotSent()));
  } else if (answer === 'silence' || outMs + backMs >= order.deadlineMs) {
    clock.schedule(order.deadlineMs, () => conclude(() => describeLost('ANSWER_TIMEOUT')));
  } else if (answer === 'reset') {
    clock.schedule(outMs + backMs, () => conclude(() => describeLost('CONNECTION_BROKEN')));
  } else {
    clock.schedule(outMs + backMs, () =>
      conclude(() => describeAnswer(answer === 'true' ? createTrueAnswer(arrival) : answer)),
    );
  }
  return await promise;
}

type Facts = 'beganMonoMs' | 'tookMs' | 'serverDateMs';
type WriteKnown = WriteOutcome extends infer W
  ? W extends WriteOutcome
    ? Omit<W, Facts>
    : never
  : never;

function describeNotSent(): WriteKnown {
  return { kind: 'not-sent', failure: createFailure('CONNECTION_REFUSED', null), status: null };
}

function describeLost(code: ErrorCode): WriteKnown {
  return { kind: 'ambiguous', failure: createFailure(code, null), status: null };
}

function describeAnswer(answer: StatusAnswer): WriteKnown {
  const { status, isBodySound } = answer;
  const failure = isBodySound && status < 300 ? null : describeStatus(answer);
  return { kind: 'answered', status, isBodySound, failure };
}

function createTrueAnswer({ status }: Arrival): StatusAnswer {
  return { status, retryAfterMs: null, isBodySound: true, code: null, serverMessage: null };
}

function describeStatus({
  status,
  code,
  retryAfterMs,
  serverMessage,
}: StatusAnswer): RemoteFailure {
  const known = code ?? classifyStatus(status) ?? 'ANSWER_UNEXPECTED';
  return { code: known, status, retryAfterMs, serverMessage };
}

function createFailure(code: ErrorCode, status: number | null): RemoteFailure {
  return { code, status, retryAfterMs: null, serverMessage: null };
}

function onAbort(signal: AbortSignal | undefined, run: () => void): void {
  if (signal?.aborted === true) run();
  else signal?.addEventListener('abort', run, { once: true });
}

function describeFate({ request, answer }: WriteFate): string {
  return `${request}/${typeof answer === 'string' ? answer : String(answer.status)}`;
}
