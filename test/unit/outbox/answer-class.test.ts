// Owns: the table of answer classes, row by row.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  classifyAnswer,
  classifyReadFailure,
} from '../../../src-main/engine/outbox/answer-class.ts';
import type { ErrorCode } from '../../../src-shared/contract/errors.ts';
import type { RemoteFailure, WriteOutcome } from '../../../src-main/engine/ports.ts';
import type { AnswerKind } from '../../../src-main/engine/outbox/op-core.ts';

const FACTS = { beganMonoMs: 0, tookMs: 1, serverDateMs: null };

function fail(code: ErrorCode, over: Partial<RemoteFailure> = {}): RemoteFailure {
  return { code, status: null, retryAfterMs: null, serverMessage: null, ...over };
}

function answer(
  status: number,
  over: { readonly failure?: RemoteFailure; readonly isBodySound?: boolean } = {},
): WriteOutcome {
  const failure = over.failure ?? (status < 300 ? null : fail('ANSWER_UNEXPECTED', { status }));
  return { kind: 'answered', ...FACTS, isBodySound: true, ...over, status, failure };
}

const ROWS: readonly (readonly [string, WriteOutcome, AnswerKind])[] = [
  [
    'no address',
    { kind: 'not-sent', ...FACTS, status: null, failure: fail('NAME_NOT_FOUND') },
    'not-sent',
  ],
  [
    'reset after sending',
    { kind: 'ambiguous', ...FACTS, status: null, failure: fail('CONNECTION_BROKEN') },
    'lost',
  ],
  ['200', answer(200), 'accepted'],
  ['204', answer(204), 'accepted'],
  ['200 with half a body', answer(200, { isBodySound: false }), 'lost'],
  ['302', answer(302), 'redirected'],
  ['400', answer(400), 'refused'],
  ['401', answer(401), 'unauthorized'],
  ['403', answer(403), 'refused'],
  [
    '403 for a disabled account',
    answer(403, { failure: fail('FORBIDDEN', { serverMessage: 'This account is disabled.' }) }),
    'account-disabled',
  ],
  [
    '403 from a proxy page',
    answer(403, { failure: fail('ANSWER_NOT_JSON', { status: 403 }) }),
    'lost',
  ],
  ['404', answer(404), 'refused'],
  ['407', answer(407), 'lost'],
  ['408', answer(408), 'deferred'],
  ['409', answer(409), 'refused'],
  ['418', answer(418), 'unexpected'],
  ['422', answer(422), 'refused'],
  ['425', answer(425), 'deferred'],
  ['429', answer(429), 'deferred'],
  ['500', answer(500), 'server-fault'],
  ['502', answer(502), 'server-fault'],
  ['503 without Retry-After', answer(503), 'server-fault'],
  [
    '503 with Retry-After',
    answer(503, { failure: fail('SERVER_ERROR', { status: 503, retryAfterMs: 1000 }) }),
    'deferred',
  ],
  ['504', answer(504), 'server-fault'],
];

describe('the class of an answer to a write', () => {
  for (const [name, outcome, expected] of ROWS) {
    it(`${name} is ${expected}`, () => assert.equal(classifyAnswer(outcome), expected));
  }
});

describe('the class of a failed read', () => {
  for (const [code, expected] of [
    ['NOT_FOUND', 'gone'],
    ['UNAUTHORIZED', 'unauthorized'],
    ['CLOCK_OFF', 'unauthorized'],
    ['FORBIDDEN', 'forbidden'],
    ['ABORTED', 'aborted'],
    ['ANSWER_NOT_JSON', 'unreachable'],
    ['UNEXPECTED_REDIRECT', 'unreachable'],
    ['SERVER_ERROR', 'unreachable'],
  ] as const) {
    it(`${code} is ${expected}`, () => assert.equal(classifyReadFailure(fail(code)), expected));
  }
});
