// Owns: every rule by which an outbox item changes its state (OUTBOX §2). The only place where states change.
// Must not: do I/O, read a clock, use chance, or know what an item is about.
import { createOpCore } from './create-op-core.ts';
import type {
  ConflictWhy,
  OutboxClass,
  OutboxState,
} from '../../../src-shared/domain/outbox-item.ts';
import type {
  AnswerKind,
  Cause,
  Effect,
  OpCore,
  OutboxEvent,
  OutboxEventType,
  ReadBackVerdict,
  Transition,
  Wait,
} from './op-core.ts';

/** Tries that a server fault ended without effect before a person has to look (OUTBOX: 8 for 5xx). */
export const MAX_RECONCILED = 8;

/** Two settled reads must agree that nothing was applied before anything is sent again. */
const UNAPPLIED_READS_NEEDED = 2;

/** An event that cannot happen in a state. A defect: thrown, never swallowed, nothing is stored. */
export class IllegalTransition extends Error {
  constructor(state: OutboxState, event: OutboxEventType, detail: string) {
    super(`outbox item in ${state} cannot take "${event}"${detail === '' ? '' : `: ${detail}`}`);
    this.name = 'IllegalTransition';
  }
}

type Step<T extends OutboxEventType> = (
  core: OpCore,
  event: Extract<OutboxEvent, { type: T }>,
) => Transition;
/** One row of the table: every event is named; null = illegal in that state. */
type Row = { readonly [T in OutboxEventType]: Step<T> | null };

/**
 * Applies one event to an item. Total over all states and events: what the table forbids throws
 * IllegalTransition, so that a dispatcher's mistake can never become a second mail.
 */
export function transition(core: OpCore, event: OutboxEvent): Transition {
  // The row's step for `event.type` takes exactly that event; the pairing is checked in Row.
  const step = TABLE[core.state][event.type] as Step<OutboxEventType> | null;
  if (step === null) throw new IllegalTransition(core.state, event.type, '');
  return step(core, event);
}

/** For a row whose very state cannot be read: it waits for a person and is never deleted. */
export function condemn(opClass: OutboxClass): Transition {
  return rest({ ...createOpCore(opClass), sentCount: 1 }, 'ATTENTION', 'unreadable-row');
}

function move(
  core: OpCore,
  cause: Cause,
  wait: Wait | null,
  changes: Partial<OpCore>,
  effects: readonly Effect[] = [],
): Transition {
  return { next: { ...core, ...changes }, cause, isDurable: true, wait, effects };
}

function stay(core: OpCore, cause: Cause, wait: Wait | null): Transition {
  return { next: core, cause, isDurable: false, wait, effects: [] };
}

/** To rest. Whatever is not the wanted outcome must not be built upon (rule c). */
function rest(
  core: OpCore,
  state: OutboxState,
  cause: Cause,
  conflictWhy: ConflictWhy | null = null,
): Transition {
  const isGoalReached = state === 'CONFIRMED' || state === 'SATISFIED';
  const effects = isGoalReached ? [] : (['block-dependents'] as const);
  return move(core, cause, null, { state, conflictWhy, blockedWhy: null }, effects);
}

const poison: Step<'poisoned'> = (core) => rest(core, 'ATTENTION', 'unreadable-row');
const ignoreRestart: Step<'restarted'> = (core) => stay(core, 'engine-restarted', null);

/** Withdrawing needs proof that nothing of it can take effect; otherwise the wish is only kept. */
const cancelUnsent: Step<'cancel'> = (core) =>
  core.sentCount === 0
    ? rest(core, 'CANCELLED', 'cancelled')
    : move(core, 'cancel-recorded', core.state === 'BLOCKED' ? null : 'now', {
        isCancelWanted: true,
      });

const recordCancel: Step<'cancel'> = (core) =>
  core.isCancelWanted
    ? stay(core, 'cancel-recorded', null)
    : move(core, 'cancel-recorded', null, { isCancelWanted: true });

const supersede: Step<'supersede'> = (core) => {
  if (core.sentCount > 0) throw new IllegalTransition(core.state, 'supersede', 'may have left');
  return rest(core, 'SUPERSEDED', 'superseded');
};

const precheck: Step<'prechecked'> = (core, { verdict }) => {
  switch (verdict.is) {
    case 'goal-met':
      return rest(core, 'SATISFIED', 'already-so');
    case 'forbidden':
      return rest(core, 'REJECTED', 'precheck-forbidden');
    case 'conflict':
      return rest(core, 'CONFLICT', 'precheck-conflict', verdict.why);
    case 'as-reviewed':
      if (core.isCancelWanted) return withdraw(core);
      return move(
        core,
        'sending',
        null,
        {
          state: 'SENDING',
          attempt: core.attempt + 1,
          sentCount: core.sentCount + 1,
          unappliedReads: 0,
          lastAnswer: null,
        },
        ['write'],
      );
  }
};

/** The person took it back while it may have been leaving. It shows no effect, so it is not sent (again). */
function withdraw(core: OpCore): Transition {
  return core.sentCount === 0
    ? rest(core, 'CANCELLED', 'cancelled')
    : rest(core, 'ATTENTION', 'withdrawn-not-applied');
}

const answer: Step<'answered'> = (core, event) => {
  const lastAnswer = event.answer;
  const withoutThis = { sentCount: core.sentCount - 1, lastAnswer };
  switch (event.answer) {
    case 'accepted':
      return move(core, 'answer-accepted', 'now', { state: 'ACKED', lastAnswer });
    case 'not-sent':
      return move(core, 'answer-not-sent', 'backoff', { state: 'WAITING', ...withoutThis });
    case 'deferred':
      // A gateway may say 503 after passing the request on: only a goal survives that being wrong.
      return core.class === 'goal'
        ? move(core, 'answer-deferred', 'backoff', { state: 'WAITING', lastAnswer })
        : enterUnknown(core, event.answer);
    case 'unauthorized':
      // The refused request is proven without effect; the second one takes its place in the count.
      return event.isTokenFresh
        ? blockAccount(core, 'answer-unauthorized', 'auth', withoutThis)
        : move(core, 'token-refreshed', null, { lastAnswer }, ['write']);
    case 'account-disabled':
      return blockAccount(core, 'answer-account-disabled', 'account-disabled', withoutThis);
    case 'lost':
    case 'server-fault':
    case 'refused':
      return enterUnknown(core, event.answer);
    case 'redirected':
    case 'unexpected':
      return rest({ ...core, lastAnswer }, 'ATTENTION', `answer-${event.answer}`);
  }
};

/** A refusal is an answer: nothing is on its way any more, so the read need not wait. */
function enterUnknown(core: OpCore, lastAnswer: AnswerKind): Transition {
  const wait = lastAnswer === 'refused' ? 'now' : 'settle';
  const cause = `answer-${lastAnswer}` as Cause;
  return move(core, cause, wait, { state: 'UNKNOWN', unappliedReads: 0, lastAnswer });
}

function blockAccount(
  core: OpCore,
  cause: Cause,
  blockedWhy: 'auth' | 'account-disabled',
  changes: Partial<OpCore>,
): Transition {
  return move(core, cause, null, { ...changes, state: 'BLOCKED', blockedWhy }, ['block-account']);
}

const verify: Step<'read-back'> = (core, { verdict, isSettled }) => {
  if (verdict.is === 'applied') return rest(core, 'CONFIRMED', 'verified');
  if (verdict.is === 'applied-differently') return rest(core, 'CONFIRMED', 'verified-differently');
  if (verdict.is !== 'not-applied') return restInDoubt(core, verdict);
  return isSettled
    ? move(core, 'acked-but-not-applied', 'now', { state: 'UNKNOWN', unappliedReads: 0 })
    : stay(core, 'not-visible-yet', 'lag');
};

const reconcile: Step<'read-back'> = (core, { verdict, isSettled }) => {
  const isRefused = core.lastAnswer === 'refused';
  if (!isSettled && !isRefused) {
    throw new IllegalTransition(core.state, 'read-back', 'the request may still arrive');
  }
  if (verdict.is === 'applied') {
    return isRefused
      ? rest(core, 'SATISFIED', 'refused-but-applied')
      : rest(core, 'CONFIRMED', 'read-back-applied');
  }
  if (verdict.is === 'applied-differently') return rest(core, 'SATISFIED', 'read-back-differently');
  if (verdict.is !== 'not-applied') return restInDoubt(core, verdict);
  // "Nothing there" is only believed when a replica can no longer lag.
  if (!isSettled) return stay(core, 'not-visible-yet', 'settle');
  if (isRefused) return rest(core, 'REJECTED', 'refusal-confirmed');
  return concludeUnapplied(core);
};

function concludeUnapplied(core: OpCore): Transition {
  const unappliedReads = core.unappliedReads + 1;
  if (unappliedReads < UNAPPLIED_READS_NEEDED) {
    return move(core, 'read-back-not-applied', 'spacing', { unappliedReads });
  }
  const seen = { ...core, unappliedReads };
  if (core.isCancelWanted) return withdraw(seen);
  const reconciled = core.reconciled + (core.lastAnswer === 'server-fault' ? 1 : 0);
  if (reconciled >= MAX_RECONCILED) {
    return rest({ ...seen, reconciled }, 'ATTENTION', 'tries-exhausted');
  }
  return move(seen, 'read-back-not-applied', 'backoff', { state: 'WAITING', reconciled });
}

function restInDoubt(
  core: OpCore,
  verdict: Extract<ReadBackVerdict, { is: 'misdirected' | 'conflict' }>,
): Transition {
  return verdict.is === 'misdirected'
    ? rest(core, 'ATTENTION', 'read-back-misdirected')
    : rest(core, 'CONFLICT', 'read-back-conflict', verdict.why);
}

const block: Step<'blocked'> = (core, { why }) =>
  move(core, 'blocked', null, { state: 'BLOCKED', blockedWhy: why });

const unblock: Step<'unblocked'> = (core, { why }) => {
  if (core.blockedWhy !== why) {
    throw new IllegalTransition(core.state, 'unblocked', `blocked by ${String(core.blockedWhy)}`);
  }
  return move(core, 'unblocked', 'hold', { state: 'WAITING', blockedWhy: null });
};

const retryBlocked: Step<'send-now'> = (core) => {
  if (core.blockedWhy === 'dependency') {
    throw new IllegalTransition(core.state, 'send-now', 'builds on an item that failed');
  }
  // What was brought back may have left shortly before: no read tells until such a request counts as dead.
  const wait = core.blockedWhy === 'salvaged' ? 'settle' : 'now';
  return move(core, 'send-now', wait, { state: 'WAITING', blockedWhy: null });
};

const dismiss: Step<'dismiss'> = (core) =>
  core.isDismissed
    ? stay(core, 'dismissed', null)
    : move(core, 'dismissed', null, { isDismissed: true });

const ILLEGAL: Row = {
  'send-now': null,
  cancel: null,
  supersede: null,
  dismiss: null,
  prechecked: null,
  answered: null,
  'read-back': null,
  'read-failed': null,
  blocked: null,
  unblocked: null,
  restarted: ignoreRestart,
  poisoned: null,
};

const UNSENT: Row = {
  ...ILLEGAL,
  'send-now': (core) => move(core, 'send-now', 'now', {}),
  cancel: cancelUnsent,
  supersede,
  prechecked: precheck,
  'read-failed': (core) => stay(core, 'read-failed', 'account'),
  blocked: block,
  poisoned: poison,
};

const IN_DOUBT: Row = {
  ...ILLEGAL,
  cancel: recordCancel,
  'read-failed': (core) => stay(core, 'read-failed', 'account'),
  poisoned: poison,
};

const FOR_A_PERSON: Row = { ...ILLEGAL, dismiss };

const TABLE: Readonly<Record<OutboxState, Row>> = {
  QUEUED: UNSENT,
  WAITING: UNSENT,
  BLOCKED: {
    ...ILLEGAL,
    'send-now': retryBlocked,
    cancel: cancelUnsent,
    supersede,
    blocked: block,
    unblocked: unblock,
    poisoned: poison,
  },
  SENDING: {
    ...ILLEGAL,
    cancel: recordCancel,
    answered: answer,
    // Rule (g): whether the request left is not known, so it is treated as if it had.
    restarted: (core) => ({
      ...enterUnknown(core, 'lost'),
      cause: 'engine-restarted',
    }),
    poisoned: poison,
  },
  UNKNOWN: { ...IN_DOUBT, 'read-back': reconcile },
  ACKED: { ...IN_DOUBT, 'read-back': verify },
  CONFIRMED: ILLEGAL,
  SATISFIED: ILLEGAL,
  CONFLICT: FOR_A_PERSON,
  REJECTED: FOR_A_PERSON,
  ATTENTION: FOR_A_PERSON,
  CANCELLED: ILLEGAL,
  SUPERSEDED: ILLEGAL,
};
