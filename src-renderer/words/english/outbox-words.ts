// Owns: English words of the outbox: one phrase a situation. None claims more than is known.
import { writeNumber } from './plural.ts';
import type {
  BlockedWhy,
  ConflictWhy,
  OutboxPhrase,
  OutboxState,
} from '../../../src-shared/domain/outbox-item.ts';

interface PhraseWords {
  /** For a chip: one to three words. */
  readonly short: string;
  /** A full sentence for the queue and the detail. */
  readonly long: string;
}

const phrases: Record<OutboxPhrase, PhraseWords> = {
  held: { short: 'held', long: 'Held for a moment, so that it can still be undone.' },
  'waiting-network': {
    short: 'in queue',
    long: 'Waits on this computer until the service answers again.',
  },
  'waiting-turn': { short: 'in queue', long: 'Waits for its turn.' },
  'waiting-retry': {
    short: 'trying again',
    long: 'Did not go through; it is tried again by itself.',
  },
  sending: { short: 'sending', long: 'On its way to the service.' },
  checking: {
    short: 'checking',
    long: 'The outcome is not known yet. The desk reads the request before it does anything else.',
  },
  sent: { short: 'sent', long: 'Arrived: read back from the service.' },
  'already-so': {
    short: 'already so',
    long: 'The service already shows this decision, by you or a colleague.',
  },
  'already-decided': {
    short: 'already decided',
    long: 'The service shows another decision. Yours does not stand.',
  },
  changed: {
    short: 'changed',
    long: 'The request has changed since you looked at it. Your decision did not take effect.',
  },
  'too-old': {
    short: 'too old',
    long: 'It waited longer than decisions may wait and did not take effect. Please look again.',
  },
  refused: { short: 'refused', long: 'The service refused it and said why. Nothing was changed.' },
  'needs-you': { short: 'needs you', long: 'The desk cannot settle this by itself. Please look.' },
  'blocked-auth': {
    short: 'key refused',
    long: 'The service refuses the key. It goes on by itself once the key is replaced.',
  },
  'blocked-account': {
    short: 'account off',
    long: 'The service says the account is disabled. It goes on once that is put right.',
  },
  'blocked-key': {
    short: 'key locked',
    long: "The key cannot be read from this computer's keychain. It goes on once the keychain is open.",
  },
  'blocked-dependency': {
    short: 'after another',
    long: 'Waits for another decision that is stuck.',
  },
  'blocked-disk': {
    short: 'disk full',
    long: 'The disk is full. It goes on once there is room again.',
  },
  'blocked-salvaged': {
    short: 'your word',
    long: 'Brought back from a damaged file. Whether it had been sent is not certain, so nothing leaves until you say so; the desk then reads the request first.',
  },
  withdrawn: { short: 'taken back', long: 'Taken back before it left. Nothing was sent.' },
  replaced: { short: 'replaced', long: 'Replaced by a newer decision before it left.' },
};

const states: Record<OutboxState, string> = {
  QUEUED: 'Stored on this computer',
  SENDING: 'Being sent',
  UNKNOWN: 'Outcome not known',
  ACKED: 'Answered, to be read back',
  WAITING: 'Waiting to be tried again',
  BLOCKED: 'Held up',
  CONFIRMED: 'Confirmed by reading back',
  SATISFIED: 'Was already so',
  CONFLICT: 'Does not fit what the service says',
  REJECTED: 'Refused by the service',
  ATTENTION: 'Needs a person',
  CANCELLED: 'Taken back',
  SUPERSEDED: 'Replaced',
};

const conflicts: Record<ConflictWhy, { readonly title: string; readonly text: string }> = {
  'decided-otherwise': {
    title: 'Already decided',
    text: 'The service holds the opposite decision and cannot reopen it. Yours was not sent.',
  },
  'changed-since-review': {
    title: 'Changed since you looked',
    text: 'What you judged is not what the service holds now. Look at the differences and decide again.',
  },
  'too-old': {
    title: 'Waited too long',
    text: 'The decision is older than decisions may be when they are sent. Look again and decide again.',
  },
  gone: {
    title: 'The request is gone',
    text: 'The service does not know this request any more. There is nothing left to decide.',
  },
  closed: {
    title: 'The dossier is closed',
    text: 'The dossier was completed, declined or has expired. There is nothing left to decide.',
  },
};

const blocked: Record<BlockedWhy, string> = {
  auth: 'The service refuses the key.',
  'account-disabled': 'The account is disabled at the service.',
  'key-unavailable': 'The key cannot be read from the keychain.',
  dependency: 'Another decision must settle first.',
  'disk-full': 'The disk is full.',
  salvaged: 'It was brought back from a damaged file and waits for your word.',
};

const decisions = { approve: 'Approve', decline: 'Decline' } as const;
const decided = { approve: 'Approved', decline: 'Declined' } as const;

export const outboxWords = {
  phrases,
  states,
  conflicts,
  blocked,
  decisions,
  decided,
  /** The chip on a row of the list: "Approved · in queue". */
  overlay: (decision: 'approve' | 'decline', short: string) => `${decided[decision]} · ${short}`,
  retryIn: (seconds: number) => `Again in ${writeNumber(seconds)} s`,
  heldFor: (seconds: number) => `Held, ${writeNumber(seconds)} s`,
};
