import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  countCharacters,
  findDecisionProblem,
  normaliseDecision,
} from '../../../src-shared/domain/decision.ts';
import {
  comparePictures,
  pickReviewedPicture,
} from '../../../src-shared/domain/reassign-request.ts';
import { OUTBOX_STATES, describeOutboxItem } from '../../../src-shared/domain/outbox-item.ts';
import {
  buildInvitee,
  buildNewInvitee,
  buildRequest,
} from '../../builders/reassign-request-builder.ts';

describe('a decision', () => {
  it('needs a reason to decline, and no message to approve', () => {
    assert.equal(findDecisionProblem({ kind: 'decline', reason: ' \t' }), 'REASON_EMPTY');
    assert.equal(findDecisionProblem({ kind: 'approve', message: null }), null);
  });
  it('may carry exactly 1000 characters, counted as people count them', () => {
    const limit = '🖋'.repeat(1000);
    assert.equal(countCharacters(limit), 1000);
    assert.equal(findDecisionProblem({ kind: 'approve', message: limit }), null);
    assert.equal(
      findDecisionProblem({ kind: 'approve', message: `${limit}x` }),
      'MESSAGE_TOO_LONG',
    );
    assert.equal(findDecisionProblem({ kind: 'decline', reason: `${limit}x` }), 'REASON_TOO_LONG');
  });
  it('is stored as it will be sent: trimmed, an empty message dropped', () => {
    assert.deepEqual(normaliseDecision({ kind: 'approve', message: '  ' }), {
      kind: 'approve',
      message: null,
    });
    assert.deepEqual(normaliseDecision({ kind: 'decline', reason: ' no ' }), {
      kind: 'decline',
      reason: 'no',
    });
  });
});

describe('the reviewed picture', () => {
  it('does not change with the order of identification methods', () => {
    const one = buildRequest({
      originalInvitee: buildInvitee({ identificationMethods: ['idin', 'otp_sms'] }),
    });
    const two = buildRequest({
      originalInvitee: buildInvitee({ identificationMethods: ['otp_sms', 'idin'] }),
    });
    assert.deepEqual(comparePictures(pickReviewedPicture(one), pickReviewedPicture(two)), []);
  });
  it('names each field that changed, with both values', () => {
    const seen = pickReviewedPicture(buildRequest());
    const now = pickReviewedPicture(
      buildRequest({ newInvitee: buildNewInvitee({ email: 'j@other.test' }) }),
    );
    assert.deepEqual(comparePictures(seen, now), [
      { field: 'newEmail', seen: 'josh@example.com', now: 'j@other.test' },
    ]);
  });
});

describe('the words for an outbox item', () => {
  const facts = {
    blockedWhy: null,
    conflictWhy: null,
    isHeld: false,
    isOnline: true,
    hasRetryTime: false,
  };
  it('exist for every state', () => {
    for (const state of OUTBOX_STATES)
      assert.ok(describeOutboxItem({ ...facts, state }).length > 0, state);
  });
  it('say sent only once it was read back', () => {
    const sent = OUTBOX_STATES.filter(
      (state) => describeOutboxItem({ ...facts, state }) === 'sent',
    );
    assert.deepEqual(sent, ['CONFIRMED']);
  });
  it('tell holding, waiting for network and waiting for a time apart', () => {
    const say = (over: Partial<typeof facts>) =>
      describeOutboxItem({ ...facts, ...over, state: 'QUEUED' });
    assert.equal(say({ isHeld: true, isOnline: false }), 'held');
    assert.equal(say({ isOnline: false, hasRetryTime: true }), 'waiting-network');
    assert.equal(say({ hasRetryTime: true }), 'waiting-retry');
    assert.equal(say({}), 'waiting-turn');
  });
});
