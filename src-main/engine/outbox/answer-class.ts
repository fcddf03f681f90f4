// Owns: what an answer to a write, or a failed read, means for the item (OUTBOX §2, answer classes).
// By status and message. Must not: decide states.
import type { ErrorCode } from '../../../src-shared/contract/errors.ts';
import type { RemoteFailure, WriteOutcome } from '../ports.ts';
import type { AnswerKind } from './op-core.ts';

/** CM.com Sign has no documented text for it; these are the words services of the kind use. */
const ACCOUNT_DISABLED =
  /\b(account|client|key|subscription|organi[sz]ation)\b.*\b(disabled|deactivated|suspended|blocked|inactive|locked)\b/i;

// 407: a proxy wants a password and did not pass it on, which a proxy cannot promise; the rest say so themselves.
const STATUS_KINDS: Readonly<Record<number, AnswerKind>> = {
  401: 'unauthorized',
  404: 'refused',
  400: 'refused',
  407: 'lost',
  408: 'deferred',
  409: 'refused',
  410: 'refused',
  422: 'refused',
  425: 'deferred',
  429: 'deferred',
};

/**
 * Classifies the answer to a write. A 503 is taken at its word only with a Retry-After: without one it is as likely
 * a gateway's that already passed the request on.
 */
export function classifyAnswer(outcome: WriteOutcome): AnswerKind {
  if (outcome.kind === 'not-sent') return 'not-sent';
  if (outcome.kind === 'ambiguous') return 'lost';
  const { status, failure } = outcome;
  if (status >= 200 && status < 300) return outcome.isBodySound ? 'accepted' : 'lost';
  if (status >= 300 && status < 400) return 'redirected';
  // A web page in place of the service's JSON is a proxy speaking; it knows nothing about the request.
  if (failure?.code === 'ANSWER_NOT_JSON') return 'lost';
  if (status === 503 && failure?.retryAfterMs !== null && failure !== null) return 'deferred';
  if (status >= 500) return 'server-fault';
  if (status === 403) return isAccountDisabled(failure) ? 'account-disabled' : 'refused';
  return STATUS_KINDS[status] ?? 'unexpected';
}

/**
 * Why a read brought nothing: gone and forbidden are the service's word about this item; unauthorized and
 * account-disabled are about the account; aborted is our own doing; unreachable is everything else.
 */
export type ReadProblem =
  'gone' | 'forbidden' | 'unauthorized' | 'account-disabled' | 'aborted' | 'unreachable';

const READ_PROBLEMS: Partial<Record<ErrorCode, ReadProblem>> = {
  NOT_FOUND: 'gone',
  UNAUTHORIZED: 'unauthorized',
  CLOCK_OFF: 'unauthorized',
  FORBIDDEN: 'forbidden',
  ABORTED: 'aborted',
};

/** Classifies why a read failed; what is not listed says nothing about the item or the account. */
export function classifyReadFailure(failure: RemoteFailure): ReadProblem {
  if (failure.code === 'FORBIDDEN' && isAccountDisabled(failure)) return 'account-disabled';
  return READ_PROBLEMS[failure.code] ?? 'unreachable';
}

function isAccountDisabled(failure: RemoteFailure | null): boolean {
  return ACCOUNT_DISABLED.test(failure?.serverMessage ?? '');
}
