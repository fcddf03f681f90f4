// Owns: English words of the queue that depend on what an entry is about: a hand-over at CM.com Sign, or a plan for a
// package at SigningHub. A sentence never claims more than is known.
import { count, writeNumber } from './plural.ts';
import type { ConflictWhy, QueueSubject } from '../../../src-shared/domain/outbox-item.ts';

interface SubjectNames {
  readonly service: string;
  /** What is read back: "the request". */
  readonly thing: string;
}

const SIGN: SubjectNames = { service: 'CM.com Sign', thing: 'request' };
const HUB: SubjectNames = { service: 'SigningHub', thing: 'package' };

function createSentences({ service, thing }: SubjectNames) {
  return {
    held: (seconds: number) => `Held for ${writeNumber(seconds)} s. Until then it can be undone.`,
    leaving: 'Its time to undo is over; it leaves now.',
    paused: 'Sending is paused. It waits on this computer.',
    waitingNetwork: (since: string | null) =>
      since === null
        ? `${service} does not answer. It is sent when the service answers again.`
        : `${service} has not answered since ${since}. It is sent when the service answers again.`,
    waitingTurn: 'Goes after the one before it.',
    retry: (attempt: number, why: string | null, next: string) =>
      [
        attempt === 0 ? 'Not sent yet.' : `Attempt ${writeNumber(attempt)} did not go through.`,
        ...(why === null ? [] : [why]),
        `Next try at ${next}.`,
      ].join(' '),
    statusFrom: (status: number) => `${service} answered ${status}.`,
    sending: (attempt: number) => `On its way, attempt ${writeNumber(Math.max(1, attempt))}.`,
    acked: `${service} accepted it. The desk reads it back to be sure.`,
    lost: (next: string | null) =>
      next === null
        ? `The answer was lost. The desk reads the ${thing} back before anything else.`
        : `The answer was lost. The desk reads the ${thing} back at ${next}, before anything else.`,
    unclear: (status: number, next: string | null) =>
      `${service} answered ${status}, which does not say whether it took effect. ` +
      (next === null ? `The desk reads the ${thing} back.` : `It is read back at ${next}.`),
    refusedToBeSure: (status: number, next: string | null) =>
      `${service} answered ${status} and seems to refuse it. To be sure, ` +
      (next === null
        ? `the desk reads the ${thing} back.`
        : `the ${thing} is read back at ${next}.`),
    sent: (time: string) => `${time}, confirmed by reading it back from ${service}.`,
    alreadySo: (time: string) =>
      `${time}, it was already so, by you or a colleague. Nothing was sent.`,
    alreadySoAfterSending: (time: string) => `${time}, it is so, by you or a colleague.`,
    withdrawn: (time: string) => `${time}, taken back before it left. Nothing was sent.`,
    withdrawnAfterTrying: (time: string) => `${time}, taken back. What was tried had no effect.`,
    withdrawnMidway: (time: string, done: number, total: number) =>
      `${time}, taken back after ${writeNumber(done)} of ${count(total, 'call', 'calls')}. The rest was not sent.`,
    replaced: (time: string) => `${time}, replaced by a newer one. This one was not sent.`,
    putAway: `Put away; what ${service} holds stands.`,
    seen: (time: string) => `Seen at ${time}.`,
    refused: (status: number | null, code: string | null, time: string) => {
      const said = [status, code].filter((part) => part !== null).join(', ');
      return said === '' ? `Refused at ${time}.` : `Refused at ${time} (${said}).`;
    },
  };
}

interface ConflictExplanations {
  /** What each kind of conflict means, and what to do about it. */
  readonly explanations: Readonly<Record<ConflictWhy, string>>;
  readonly refused: string;
  readonly attention: string;
  /** What the service says now, by the word the engine gives it. */
  readonly states: Readonly<Record<string, string>>;
  readonly closed: string;
}

function createConflict({ service, thing }: SubjectNames, own: ConflictExplanations) {
  return {
    ...own,
    yours: 'Your decision',
    theirs: `In ${service} now`,
    approvedPlain: "Approved, with the invitee's own message.",
    approvedWith: 'Approved, with the message',
    declinedWith: 'Declined. Reason:',
    decidedAt: (time: string) => `Decided here ${time}.`,
    otherStateLead: 'The service says:',
    theirReason: 'Reason:',
    noReason: 'No reason is given.',
    gone: `${service} does not know this ${thing} any more.`,
    seenAt: (time: string) => `Seen at ${time}.`,
    notSent: 'Yours was not sent.',
    mayHaveLeft: (n: number) =>
      `${count(n, 'request of yours', 'requests of yours')} may have reached the service; this is what it holds.`,
    changesTitle: 'What changed since you looked',
    field: 'Field',
    before: 'You saw',
    now: 'Now',
    empty: 'empty',
  };
}

/** Machine words of the journal in readable form; one that is missing here is shown as it is. */
const causes: Readonly<Record<string, string>> = {
  decided: 'decided',
  'send-now': 'asked to go now',
  cancelled: 'taken back before it left',
  'cancel-recorded': 'asked to take it back; it may have left already',
  superseded: 'replaced by a newer decision',
  dismissed: 'put away',
  sending: 'sent',
  'already-so': 'read: it was already so',
  'precheck-conflict': 'read before sending: it does not fit any more',
  'precheck-forbidden': 'read before sending: not allowed',
  'withdrawn-not-applied': 'taken back; it shows no effect',
  'answer-accepted': 'accepted',
  'answer-not-sent': 'could not leave this computer',
  'answer-lost': 'answer lost',
  'answer-server-fault': 'the service reported trouble',
  'answer-deferred': 'the service asked to wait',
  'answer-unauthorized': 'key refused',
  'answer-account-disabled': 'account disabled',
  'answer-refused': 'refused with a reason',
  'answer-redirected': 'pointed elsewhere; not followed',
  'answer-unexpected': 'answered in an unknown way',
  'token-refreshed': 'key shown again with a fresh token',
  verified: 'read back: applied',
  'verified-differently': 'read back: applied, with other words',
  'not-visible-yet': 'read back: not to be seen yet',
  'acked-but-not-applied': 'accepted, but not to be seen',
  'read-back-applied': 'read back: applied',
  'read-back-differently': 'read back: applied, with other words',
  'read-back-not-applied': 'read back: not applied',
  'read-back-conflict': 'read back: decided otherwise',
  'read-back-misdirected': 'read back: not as it should be',
  'refused-but-applied': 'refused, yet read back: applied',
  'refusal-confirmed': 'read back: refused, nothing changed',
  'tries-exhausted': 'tried too often',
  'read-failed': 'could not be read',
  blocked: 'held up',
  unblocked: 'goes on',
  'engine-restarted': 'the desk was restarted meanwhile',
  'unreadable-row': 'the stored entry could not be read',
  salvaged: 'brought back from a damaged file',
};

const planCauses: Readonly<Record<string, string>> = {
  ...causes,
  decided: 'planned',
  superseded: 'given up, not sent',
  'verified-differently': 'read back: applied, with other numbers',
  'read-back-differently': 'read back: applied, with other numbers',
  'read-back-conflict': 'read back: not the list that was expected',
  'read-back-misdirected': 'read back: twice, or on somebody else',
};

/** By what an entry is about. */
export const queueSubjectWords = {
  reassign: {
    sentences: createSentences(SIGN),
    causes,
    conflict: createConflict(SIGN, {
      states: { pending: 'Still pending.', approved: 'Approved.', declined: 'Declined.' },
      closed: 'The dossier was completed, declined or has expired.',
      explanations: {
        'decided-otherwise': 'A colleague decided first. The service cannot reopen a decision.',
        'changed-since-review':
          'You judged something else than the service holds now. Look again and decide anew.',
        'too-old':
          'It waited longer than a decision may wait before it is sent. Look again and decide anew.',
        gone: 'There is nothing left to decide. Put it away.',
        closed: 'There is nothing left to decide. Put it away.',
      },
      refused: 'The service refused it and gave a reason. Nothing was changed.',
      attention:
        'The desk cannot settle this by itself. Compare it with the request, then put it away.',
    }),
  },
  workflow: {
    sentences: createSentences(HUB),
    causes: planCauses,
    conflict: createConflict(HUB, {
      states: {
        LIST_CHANGED: 'The list of recipients is not the one this call was planned on.',
        UNREADABLE: 'Something in the list is in words this version does not know.',
        NO_EFFECT: 'The service said yes, and nothing in the list shows it.',
        UNREACHABLE: 'From the list as it is now, no way to your arrangement is known.',
        GONE: 'SigningHub does not know this package any more.',
        unreadable: 'What was stored of this plan cannot be read.',
      },
      closed: 'The package is not a draft any more.',
      explanations: {
        'decided-otherwise':
          'Somebody changed the package first. Compare both lists and plan again, or put it away.',
        'changed-since-review':
          'The package is not as this plan expected. Compare both lists and plan again, or put it away.',
        'too-old':
          'The plan waited longer than it may before it is sent. Look at the package and plan again.',
        gone: 'There is nothing left to arrange. Put it away.',
        closed: 'It cannot be arranged any more. Put it away, or look at the package.',
      },
      refused:
        'The service refused this call and gave a reason. The calls before it stand; nothing after it was sent.',
      attention:
        'The desk cannot settle this by itself. Compare the package with what you wanted, then plan again or put it away.',
    }),
  },
} as const satisfies Record<QueueSubject['type'], object>;
