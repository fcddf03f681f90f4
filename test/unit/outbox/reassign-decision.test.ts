// Owns: how readings of a reassign request are judged, before and after sending.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  reassignDecisionKind,
  writeReassignIntent,
} from '../../../src-main/engine/outbox/kinds/reassign-decision.ts';
import {
  buildDossier,
  buildNewInvitee,
  buildRequest,
} from '../../builders/reassign-request-builder.ts';
import type { Decision } from '../../../src-shared/domain/decision.ts';
import type { DossierFacts, ReassignRequest } from '../../../src-shared/domain/reassign-request.ts';
import type { JudgeFacts, OpenedOp } from '../../../src-main/engine/outbox/kinds/outbox-kind.ts';
import type { ReadRequest } from '../../../src-main/engine/ports.ts';

const APPROVE: Decision = { kind: 'approve', message: 'Please sign' };
const DECLINE: Decision = { kind: 'decline', reason: 'Only the tenant' };
const NOW = Date.parse('2026-11-21T12:00:00Z');

function open(decision: Decision, dossier: DossierFacts | null = null): OpenedOp<ReadRequest> {
  const stored = writeReassignIntent(decision, { request: buildRequest(), dossier });
  return reassignDecisionKind.open({ accountId: 'a', lane: 'r', groupId: null, ...stored });
}

function facts(over: Partial<JudgeFacts> = {}): JudgeFacts {
  const own = { sentCount: 0, isAcknowledged: false, isRefused: false, isSettled: false };
  return { nowMs: NOW, ageMs: 0, maxAgeMs: 24 * 3_600_000, dossier: null, own, ...over };
}

function read(over: Partial<ReassignRequest> = {}): ReadRequest {
  return { request: buildRequest(over), reviewUrl: null };
}

describe('the look before sending', () => {
  const cases: readonly (readonly [string, Decision, ReadRequest, JudgeFacts, string])[] = [
    ['nothing changed', APPROVE, read(), facts(), 'as-reviewed'],
    ['approved already', APPROVE, read({ state: 'approved' }), facts(), 'goal-met'],
    [
      'declined already with our reason, other line ends',
      DECLINE,
      read({ state: 'declined', declineReason: ' Only the tenant\r\n' }),
      facts(),
      'goal-met',
    ],
    [
      'declined already for another reason',
      DECLINE,
      read({ state: 'declined', declineReason: 'No' }),
      facts(),
      'decided-otherwise',
    ],
    ['declined, we approve', APPROVE, read({ state: 'declined' }), facts(), 'decided-otherwise'],
    ['approved, we decline', DECLINE, read({ state: 'approved' }), facts(), 'decided-otherwise'],
    [
      'another new person',
      APPROVE,
      read({ newInvitee: buildNewInvitee({ email: 'mallory@example.com' }) }),
      facts(),
      'changed-since-review',
    ],
    ['an unknown state', APPROVE, read({ state: 'unreadable' }), facts(), 'changed-since-review'],
    [
      'the dossier ran out',
      APPROVE,
      read(),
      facts({ dossier: buildDossier({ expiresAt: '2026-11-21T11:59:59Z' }) }),
      'closed',
    ],
    [
      'the dossier is completed',
      APPROVE,
      read(),
      facts({ dossier: buildDossier({ state: 'completed' }) }),
      'closed',
    ],
    ['a day old', APPROVE, read(), facts({ ageMs: 24 * 3_600_000 + 1 }), 'too-old'],
    [
      'old, but so already',
      APPROVE,
      read({ state: 'approved' }),
      facts({ ageMs: 1e12 }),
      'goal-met',
    ],
  ];
  for (const [name, decision, reading, known, expected] of cases) {
    it(`${name}: ${expected}`, () => {
      const { verdict, conflict } = open(decision).judgeBefore(reading, known);
      assert.equal(verdict.is === 'conflict' ? verdict.why : verdict.is, expected);
      assert.equal(conflict?.why, verdict.is === 'conflict' ? verdict.why : undefined);
    });
  }

  it('names what changed', () => {
    const reading = read({ newInvitee: buildNewInvitee({ name: 'Mallory' }) });
    const { conflict } = open(APPROVE).judgeBefore(reading, facts());
    assert.deepEqual(conflict?.changes, [{ field: 'newName', seen: 'Josh Doe', now: 'Mallory' }]);
  });

  it('uses the dossier of the review when the mirror has none', () => {
    const opened = open(APPROVE, buildDossier({ expiresAt: '2026-11-21T11:00:00Z' }));
    assert.equal(opened.judgeBefore(read(), facts()).conflict?.why, 'closed');
  });
});

describe('the look after sending', () => {
  const approved = (message: string | null): ReadRequest =>
    read({ state: 'approved', newInvitee: buildNewInvitee({ message }) });
  const cases: readonly (readonly [string, Decision, ReadRequest, string])[] = [
    ['approved with our message', APPROVE, approved('Please sign'), 'applied'],
    ['approved with another message', APPROVE, approved('Hello'), 'applied-differently'],
    ['approved, we sent none', { kind: 'approve', message: null }, approved('Hello'), 'applied'],
    ['pending', APPROVE, read(), 'not-applied'],
    ['declined', APPROVE, read({ state: 'declined' }), 'decided-otherwise'],
    [
      'declined for our reason',
      DECLINE,
      read({ state: 'declined', declineReason: 'Only the tenant' }),
      'applied',
    ],
    ['an unknown state', APPROVE, read({ state: 'unreadable' }), 'changed-since-review'],
  ];
  for (const [name, decision, reading, expected] of cases) {
    it(`${name}: ${expected}`, () => {
      const { verdict } = open(decision).judgeAfter(reading, facts());
      assert.equal(verdict.is === 'conflict' ? verdict.why : verdict.is, expected);
    });
  }
});

describe('what was stored', () => {
  const stored = writeReassignIntent(APPROVE, { request: buildRequest(), dossier: null });
  for (const [name, over] of [
    ['no JSON', { intent: 'approve' }],
    ['another kind of decision', { intent: '{"kind":"burn"}' }],
    ['a message that is no text', { intent: '{"kind":"approve","message":7}' }],
    ['a picture that was tampered with', { base: stored.base.replace('Josh Doe', 'Mallory') }],
  ] as const) {
    it(`is not understood: ${name}`, () => {
      assert.throws(() =>
        reassignDecisionKind.open({ accountId: 'a', lane: 'r', groupId: null, ...stored, ...over }),
      );
    });
  }
});
