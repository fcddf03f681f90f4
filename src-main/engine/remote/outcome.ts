// Owns: turning one exchange into what the rest of the engine is told: a read, or what is known about a write.
// Must not: know a service.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { parseBoundedJson } from './bounded-json.ts';
import type { ErrorCode } from '../../../src-shared/contract/errors.ts';
import type { ExchangeFacts, ReadOutcome, RemoteFailure, WriteOutcome } from '../ports.ts';
import type { ExchangeResult } from './exchange.ts';

/** The parsed body, or why there is none; what `parse` throws as CodedError is the failure. */
export function concludeRead<T>(result: ExchangeResult, parse: () => T): ReadOutcome<T> {
  const facts = pickFacts(result);
  if (result.failure !== null) return { kind: 'failed', failure: result.failure, ...facts };
  try {
    return { kind: 'read', value: parse(), ...facts };
  } catch (error) {
    return { kind: 'failed', failure: describeBadBody(error, result), ...facts };
  }
}

/** What is known about a write. `not-sent` only with the proof that no header left. */
export function concludeWrite(result: ExchangeResult): WriteOutcome {
  const facts = pickFacts(result);
  const { failure } = result;
  if (result.status === null) {
    // No status means there is a failure; the fallback only satisfies the type.
    const lost = failure ?? createFailure('CONNECTION_BROKEN', result.status);
    return { kind: result.wasHandedOver ? 'ambiguous' : 'not-sent', failure: lost, ...facts };
  }
  // A refusal's own body carries no meaning; that of a 2xx must be whole.
  const isRefusal = result.status < 200 || result.status > 299;
  const bad = failure ?? findBadBody(result);
  return {
    kind: 'answered',
    isBodySound: isRefusal || bad === null,
    failure: bad,
    ...facts,
    status: result.status,
  };
}

/** The facts any outcome carries. */
export function pickFacts(result: ExchangeFacts): ExchangeFacts {
  const { beganMonoMs, tookMs, status, serverDateMs } = result;
  return { beganMonoMs, tookMs, status, serverDateMs };
}

export function createFailure(code: ErrorCode, status: number | null): RemoteFailure {
  return { code, status, retryAfterMs: null, serverMessage: null };
}

/** An answer to a write needs no certain shape, but what it has must be whole JSON; nothing at all is fine. */
function findBadBody(result: ExchangeResult): RemoteFailure | null {
  if (result.body === null || result.body.length === 0) return null;
  try {
    parseBoundedJson(result.body);
    return null;
  } catch (error) {
    return describeBadBody(error, result);
  }
}

function describeBadBody(error: unknown, result: ExchangeResult): RemoteFailure {
  if (!(error instanceof CodedError)) throw error;
  return createFailure(error.error.code, result.status);
}
