// Owns: approving and declining a reassign request as an outbox kind: class `goal`, one lane a request (spec §5).
// Must not: know states or the store.
import { hash } from 'node:crypto';
import {
  comparePictures,
  createRequestKey,
  pickReviewedPicture,
} from '../../../../src-shared/domain/reassign-request.ts';
import { computeSeenHash } from '../../store/mirror/seen-hash.ts';
import type { Decision } from '../../../../src-shared/domain/decision.ts';
import type { ConflictFacts, ConflictWhy } from '../../../../src-shared/domain/outbox-item.ts';
import type {
  DossierFacts,
  PictureChange,
  ReassignRequest,
} from '../../../../src-shared/domain/reassign-request.ts';
import type { CmSignClient, ReadRequest } from '../../ports.ts';
import type { PrecheckVerdict, ReadBackVerdict } from '../op-core.ts';
import type {
  JudgeFacts,
  Judged,
  OpenedOp,
  OutboxKind,
  RefusalContext,
  StoredIntent,
} from './outbox-kind.ts';

export const REASSIGN_DECISION = 'reassign-decision';

/** What the person saw when they decided. */
export interface ReviewedBase {
  readonly request: ReassignRequest;
  readonly dossier: DossierFacts | null;
}

/** What is stored of a decision; `base` is exactly what the person saw. */
export function writeReassignIntent(
  decision: Decision,
  base: ReviewedBase,
): Pick<StoredIntent, 'intent' | 'base' | 'baseHash'> {
  return {
    intent: JSON.stringify(decision),
    base: JSON.stringify(base),
    baseHash: computeSeenHash(base.request),
  };
}

export const reassignDecisionKind: OutboxKind<ReadRequest> = {
  name: REASSIGN_DECISION,
  open: (op) => {
    const decision = parseDecision(op.intent);
    const base = parseBase(op);
    return openDecision(op, decision, base);
  },
};

function openDecision(
  op: StoredIntent,
  decision: Decision,
  base: ReviewedBase,
): OpenedOp<ReadRequest> {
  const { request } = base;
  const requestKey = createRequestKey(op.accountId, op.lane);
  return {
    service: 'cm-sign',
    entityKey: requestKey,
    subject: {
      type: 'reassign',
      requestKey,
      decision: decision.kind,
      fromName: request.originalInvitee.name,
      toName: request.newInvitee.name,
      dossierName: request.dossier.name,
      owner: request.dossier.owner,
      text: decision.kind === 'approve' ? decision.message : decision.reason,
    },
    read: (client, signal) => client.getReassignRequest(op.lane, signal),
    write: (client, options) => client.decideReassignRequest(op.lane, decision, options),
    judgeBefore: (reading, facts) => judgeBefore(op, decision, base, reading.request, facts),
    judgeAfter: (reading, facts) => judgeAfter(decision, reading.request, facts),
    planSend: (reading) => ({
      pre: JSON.stringify(pickReviewedPicture(reading.request)),
      expectedHash: hash('sha256', JSON.stringify(describeGoal(decision)), 'hex'),
    }),
    judgeGone: (nowMs) => createConflict('gone', nowMs, 'gone'),
    explainRefusal: (context) => explainRefusal(op.accountId, base, context),
    applyToMirror: (mirror, reading, { beganMonoMs }) =>
      mirror.applyRequest(op.accountId, reading, beganMonoMs),
    markGone: (mirror, beganMonoMs) => mirror.markGone(op.accountId, op.lane, beganMonoMs),
  };
}

/**
 * The order is what a person would want to hear first: it is so already; somebody decided otherwise; what you saw
 * has changed; the dossier is over; your decision is old (OUTBOX rule d).
 */
function judgeBefore(
  op: StoredIntent,
  decision: Decision,
  base: ReviewedBase,
  now: ReassignRequest,
  facts: JudgeFacts,
): Judged<PrecheckVerdict> {
  if (isGoalMet(decision, now)) return { verdict: { is: 'goal-met' }, conflict: null };
  if (isDecided(now)) return conflictWith(describeConflict('decided-otherwise', now, facts));
  if (computeSeenHash(now) !== op.baseHash) {
    const changes = comparePictures(pickReviewedPicture(base.request), pickReviewedPicture(now));
    return conflictWith(describeConflict('changed-since-review', now, facts, changes));
  }
  const closed = findClosed(base, facts);
  if (closed !== null) return conflictWith(closed);
  if (facts.ageMs > facts.maxAgeMs) return conflictWith(describeConflict('too-old', now, facts));
  return { verdict: { is: 'as-reviewed' }, conflict: null };
}

function judgeAfter(
  decision: Decision,
  now: ReassignRequest,
  facts: JudgeFacts,
): Judged<ReadBackVerdict> {
  if (isGoalMet(decision, now)) {
    const is = isMessageShown(decision, now) ? 'applied' : 'applied-differently';
    return { verdict: { is }, conflict: null };
  }
  if (isDecided(now)) return conflictWith(describeConflict('decided-otherwise', now, facts));
  if (now.state === 'pending') return { verdict: { is: 'not-applied' }, conflict: null };
  // A word of the server's that nobody agreed on: a person looks, nothing is guessed.
  return conflictWith(describeConflict('changed-since-review', now, facts));
}

/** A refusal without effect: if the dossier is over, that is what the person needs to hear. */
async function explainRefusal(
  accountId: string,
  base: ReviewedBase,
  { client, facts, mirror, signal }: RefusalContext<CmSignClient, ReadRequest>,
): Promise<ConflictFacts | null> {
  const outcome = await client.getDossier(base.request.dossier.id, signal);
  if (outcome.kind !== 'read') return findClosed(base, facts);
  mirror.applyDossier(accountId, outcome.value);
  return findClosed(base, { ...facts, dossier: outcome.value });
}

/** `state` as wanted; for a decline the reason belongs to the goal, because it is what the invitee is told. */
function isGoalMet(decision: Decision, now: ReassignRequest): boolean {
  if (decision.kind === 'approve') return now.state === 'approved';
  return now.state === 'declined' && isSameText(now.declineReason, decision.reason);
}

/** After an approval the message shows as the new invitee's (A29); without one nothing can be compared. */
function isMessageShown(decision: Decision, now: ReassignRequest): boolean {
  if (decision.kind === 'decline' || decision.message === null) return true;
  return isSameText(now.newInvitee.message, decision.message);
}

function isDecided(now: ReassignRequest): boolean {
  return now.state === 'approved' || now.state === 'declined';
}

/** Servers may store line ends, outer spaces and accents in another form; the meaning is the same. */
function isSameText(theirs: string | null, ours: string): boolean {
  const tidy = (text: string): string => text.replaceAll(/\r\n?/g, '\n').trim().normalize('NFC');
  return theirs !== null && tidy(theirs) === tidy(ours);
}

const CLOSED_STATES: readonly string[] = ['completed', 'declined', 'expired'];

/** Whether the dossier is over, by the newest that is known of it (spec §3.4). */
function findClosed(base: ReviewedBase, facts: JudgeFacts): ConflictFacts | null {
  const dossier = facts.dossier ?? base.dossier;
  if (dossier === null) return null;
  const hasEnded = dossier.expiresAt !== null && Date.parse(dossier.expiresAt) <= facts.nowMs;
  if (!hasEnded && !CLOSED_STATES.includes(dossier.state)) return null;
  const state = CLOSED_STATES.includes(dossier.state) ? dossier.state : 'expired';
  return createConflict('closed', facts.nowMs, state);
}

function conflictWith(
  conflict: ConflictFacts,
): Judged<{ readonly is: 'conflict'; readonly why: ConflictWhy }> {
  return { verdict: { is: 'conflict', why: conflict.why }, conflict };
}

function describeConflict(
  why: ConflictWhy,
  now: ReassignRequest,
  facts: JudgeFacts,
  changes: readonly PictureChange[] = [],
): ConflictFacts {
  return {
    ...createConflict(why, facts.nowMs, now.state),
    theirDeclineReason: now.declineReason,
    changes,
  };
}

function createConflict(why: ConflictWhy, nowMs: number, theirState: string): ConflictFacts {
  const seenAt = new Date(nowMs).toISOString();
  return { why, seenAt, theirState, theirDeclineReason: null, changes: [] };
}

function describeGoal(decision: Decision): Record<string, string> {
  return decision.kind === 'approve'
    ? { state: 'approved' }
    : { state: 'declined', declineReason: decision.reason };
}

function parseDecision(text: string): Decision {
  const value = parseObject(text);
  if (value['kind'] === 'approve') {
    const { message } = value;
    if (message === null || typeof message === 'string') return { kind: 'approve', message };
  }
  if (value['kind'] === 'decline' && typeof value['reason'] === 'string') {
    return { kind: 'decline', reason: value['reason'] };
  }
  throw new SyntaxError('a stored decision is not understood');
}

/** What we wrote ourselves is trusted as far as its hash goes: it covers every field that is judged by. */
function parseBase(op: StoredIntent): ReviewedBase {
  const base = parseObject(op.base) as unknown as ReviewedBase;
  if (computeSeenHash(base.request) !== op.baseHash) {
    throw new SyntaxError('a stored picture does not match its hash');
  }
  return base;
}

function parseObject(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw new SyntaxError('a stored item is not an object');
}
