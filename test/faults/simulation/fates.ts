// Owns: what may become of one exchange with a simulated service, within assumptions A1 and A2 and the one convention
// relied upon: 408, 425, 429 and 503 with Retry-After mean "not applied" to a goal, and only to a goal.
// Must not: carry anything out.
import type { Draw } from '../../../src-sandbox/random.ts';
import type { OutboxClass } from '../../../src-shared/domain/outbox-item.ts';
import type { ErrorCode } from '../../../src-shared/contract/errors.ts';

/** late = it arrives after nobody waits for it any more, yet before it counts as dead (A1). */
export type RequestFate = 'arrives' | 'lost' | 'late';

export interface StatusAnswer {
  readonly status: number;
  readonly retryAfterMs: number | null;
  readonly isBodySound: boolean;
  readonly code: ErrorCode | null;
  readonly serverMessage: string | null;
}

/** true = what the service says by itself · reset = the connection breaks · silence = nothing until the deadline. */
export type AnswerFate = 'true' | 'not-sent' | 'reset' | 'silence' | StatusAnswer;

export interface WriteFate {
  readonly request: RequestFate;
  readonly answer: AnswerFate;
}

const FINE: WriteFate = { request: 'arrives', answer: 'true' };

/** What the network and the service are like just now; healed = all off. */
export interface Weather {
  /** 0 = nothing goes wrong, 1 = everything does. */
  trouble: number;
  isDown: boolean;
  isKeyRefused: boolean;
}

export function createFairWeather(): Weather {
  return { trouble: 0, isDown: false, isKeyRefused: false };
}

export function drawWriteFate(draw: Draw, weather: Weather, opClass: OutboxClass): WriteFate {
  if (weather.isDown) return { request: 'lost', answer: draw.chance(0.8) ? 'not-sent' : 'reset' };
  if (weather.isKeyRefused) return { request: 'lost', answer: answerWith(401) };
  if (!draw.chance(weather.trouble)) return FINE;
  const anywhere = (): RequestFate => draw.pick(['arrives', 'lost', 'late']);
  const byConvention = (): RequestFate => (opClass === 'goal' ? 'lost' : anywhere());
  const arrivesOrNot = (): RequestFate => draw.pick(['arrives', 'lost']);
  const fates: readonly (() => WriteFate)[] = [
    () => ({ request: 'lost', answer: 'not-sent' }),
    () => ({ request: anywhere(), answer: 'reset' }),
    () => ({ request: anywhere(), answer: 'silence' }),
    () => ({ request: 'late', answer: 'silence' }),
    () => ({ request: 'arrives', answer: 'silence' }),
    () => ({ request: anywhere(), answer: answerWith(draw.pick([500, 502, 503, 504])) }),
    () => ({
      request: byConvention(),
      answer: answerWith(draw.pick([408, 425, 429, 503]), { retryAfterMs: drawRetryAfter(draw) }),
    }),
    () => ({ request: arrivesOrNot(), answer: answerWith(draw.pick([400, 404, 409, 410, 422])) }),
    () => ({ request: 'lost', answer: answerWith(401) }),
    () => ({ request: 'lost', answer: answerForbidden(draw) }),
    () => ({ request: anywhere(), answer: answerWith(407) }),
    () => ({ request: 'lost', answer: answerWith(draw.pick([301, 302, 307, 308])) }),
    () => ({ request: arrivesOrNot(), answer: answerWith(draw.pick([418, 451])) }),
    // A body that is no JSON, cut short or of another type: a captive portal, or a broken gateway.
    () => ({ request: arrivesOrNot(), answer: answerBroken(draw) }),
    // A yes without effect.
    () => ({ request: 'lost', answer: answerWith(200) }),
  ];
  return draw.pick(fates)();
}

/** stale = a replica answers that lags behind, within A2. */
export type ReadFate = 'true' | 'stale' | 'silence' | StatusAnswer | 'refused' | 'reset';

export function drawReadFate(draw: Draw, weather: Weather): ReadFate {
  if (weather.isDown) return draw.chance(0.8) ? 'refused' : 'reset';
  if (weather.isKeyRefused) return answerWith(401);
  if (!draw.chance(weather.trouble)) return 'true';
  const fates: readonly (() => ReadFate)[] = [
    () => 'stale',
    () => 'stale',
    () => 'stale',
    () => 'refused',
    () => 'reset',
    () => 'silence',
    () => answerWith(draw.pick([500, 502, 503, 504])),
    () => answerWith(429, { retryAfterMs: drawRetryAfter(draw) }),
    () => answerWith(401),
    () => answerForbidden(draw),
    () => answerBroken(draw),
  ];
  return draw.pick(fates)();
}

function answerWith(status: number, over: Partial<StatusAnswer> = {}): StatusAnswer {
  return {
    status,
    retryAfterMs: null,
    isBodySound: true,
    code: null,
    serverMessage: null,
    ...over,
  };
}

function answerForbidden(draw: Draw): StatusAnswer {
  const serverMessage = draw.chance(0.5) ? 'account is disabled' : 'not allowed';
  return answerWith(403, { serverMessage });
}

function answerBroken(draw: Draw): StatusAnswer {
  const code = draw.pick(['ANSWER_NOT_JSON', 'ANSWER_TRUNCATED', 'ANSWER_TOO_LARGE'] as const);
  return answerWith(draw.pick([200, 200, 201, 204]), { isBodySound: false, code });
}

/** Seconds, a date gone by, nothing, or more than anybody means. */
function drawRetryAfter(draw: Draw): number | null {
  return draw.pick([1_000, 5_000, 30_000, 0, -60_000, null, 10_000_000_000]);
}
