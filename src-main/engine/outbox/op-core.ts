// Owns: the words of the state machine: what an item is to it, what may happen to it, what follows.
// Must not: contain rules; those are transition.ts.
import type {
  BlockedWhy,
  ConflictWhy,
  OutboxClass,
  OutboxState,
} from '../../../src-shared/domain/outbox-item.ts';

/**
 * What a write's answer means (answer-class.ts decides):
 * accepted = 2xx with a sound body · not-sent = proven · lost = nothing usable came back · server-fault = the
 * server says it failed, which proves nothing · deferred = not applied by convention · refused = the service states
 * a reason · redirected = never followed · unexpected = no class fits.
 */
export const ANSWER_KINDS = [
  'accepted',
  'not-sent',
  'lost',
  'server-fault',
  'deferred',
  'unauthorized',
  'account-disabled',
  'refused',
  'redirected',
  'unexpected',
] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** The part of an item that the rules look at and change; all of it is stored. */
export interface OpCore {
  readonly state: OutboxState;
  readonly class: OutboxClass;
  readonly blockedWhy: BlockedWhy | null;
  readonly conflictWhy: ConflictWhy | null;
  /** Writes begun, over all tries. */
  readonly attempt: number;
  /** Tries after a server fault that reading proved to be without effect. */
  readonly reconciled: number;
  /** Settled reads in a row that said "not applied"; two are needed. */
  readonly unappliedReads: number;
  /** Requests that may have left and are not proven to be without effect. Cancelling needs 0. */
  readonly sentCount: number;
  readonly lastAnswer: AnswerKind | null;
  readonly isCancelWanted: boolean;
  readonly isDismissed: boolean;
}

/** What the pre-check read says (the kind judges). `forbidden` = we may not even read it. */
export type PrecheckVerdict =
  | { readonly is: 'goal-met' }
  | { readonly is: 'as-reviewed' }
  | { readonly is: 'forbidden' }
  | { readonly is: 'conflict'; readonly why: ConflictWhy };

/**
 * What a read after sending says. `applied-differently` = the goal holds, a detail we sent does not show ·
 * `misdirected` = a duplicate or a wrong target is seen.
 */
export type ReadBackVerdict =
  | { readonly is: 'applied' }
  | { readonly is: 'applied-differently' }
  | { readonly is: 'not-applied' }
  | { readonly is: 'misdirected' }
  | { readonly is: 'conflict'; readonly why: ConflictWhy };

export type OutboxEvent =
  /** The person ends the undo window or the back-off. */
  | { readonly type: 'send-now' }
  | { readonly type: 'cancel' }
  | { readonly type: 'supersede' }
  | { readonly type: 'dismiss' }
  | { readonly type: 'prechecked'; readonly verdict: PrecheckVerdict }
  /** `isTokenFresh`: this attempt already used a token made after a first 401. */
  | { readonly type: 'answered'; readonly answer: AnswerKind; readonly isTokenFresh: boolean }
  /** `isSettled`: the read began after deadline + settle since the last send. */
  | { readonly type: 'read-back'; readonly verdict: ReadBackVerdict; readonly isSettled: boolean }
  /** A read brought no usable answer: says nothing about the item. */
  | { readonly type: 'read-failed' }
  | { readonly type: 'blocked'; readonly why: BlockedWhy }
  | { readonly type: 'unblocked'; readonly why: BlockedWhy }
  | { readonly type: 'restarted' }
  /** The stored row cannot be understood. */
  | { readonly type: 'poisoned' };
export type OutboxEventType = OutboxEvent['type'];

export const OUTBOX_EVENT_TYPES = [
  'send-now',
  'cancel',
  'supersede',
  'dismiss',
  'prechecked',
  'answered',
  'read-back',
  'read-failed',
  'blocked',
  'unblocked',
  'restarted',
  'poisoned',
] as const satisfies readonly OutboxEventType[];

/**
 * When the item is looked at again: hold = after what is left of the undo window · backoff = after a jittered pause ·
 * settle = when an abandoned request counts as dead · spacing = the second "not applied" read · lag = until a replica
 * may have caught up · account = when the account may be asked again.
 */
export type Wait = 'now' | 'hold' | 'backoff' | 'settle' | 'spacing' | 'lag' | 'account';

/**
 * write = send the request, after the commit · block-account = the account's other unsent items wait too ·
 * block-dependents = items that build on this one may not be sent.
 */
export type Effect = 'write' | 'block-account' | 'block-dependents';

/** Machine word of the journal for why a state changed. */
export type Cause =
  | 'decided'
  | 'send-now'
  | 'cancelled'
  | 'cancel-recorded'
  | 'superseded'
  | 'dismissed'
  | 'sending'
  | 'already-so'
  | 'precheck-conflict'
  | 'precheck-forbidden'
  | 'withdrawn-not-applied'
  | 'salvaged'
  | 'answer-accepted'
  | 'answer-not-sent'
  | 'answer-lost'
  | 'answer-server-fault'
  | 'answer-deferred'
  | 'answer-unauthorized'
  | 'answer-account-disabled'
  | 'answer-refused'
  | 'answer-redirected'
  | 'answer-unexpected'
  | 'token-refreshed'
  | 'verified'
  | 'verified-differently'
  | 'not-visible-yet'
  | 'acked-but-not-applied'
  | 'read-back-applied'
  | 'read-back-differently'
  | 'read-back-not-applied'
  | 'read-back-conflict'
  | 'read-back-misdirected'
  | 'refused-but-applied'
  | 'refusal-confirmed'
  | 'tries-exhausted'
  | 'read-failed'
  | 'blocked'
  | 'unblocked'
  | 'engine-restarted'
  | 'unreadable-row';

export interface Transition {
  readonly next: OpCore;
  readonly cause: Cause;
  /** false = nothing to store: the state and all counters stay. */
  readonly isDurable: boolean;
  /** null = not looked at again by itself. */
  readonly wait: Wait | null;
  readonly effects: readonly Effect[];
}
