// Owns: English words of the outbox: one phrase a situation. None claims more than is known.
import { writeNumber } from './plural.ts';
import type { Decision } from '../../../src-shared/domain/decision.ts';
import type { OutboxPhrase } from '../../../src-shared/domain/outbox-item.ts';

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
    long: 'Waits for one before it that is stuck.',
  },
  'blocked-disk': {
    short: 'disk full',
    long: 'The disk is full. It goes on once there is room again.',
  },
  'blocked-salvaged': {
    short: 'your word',
    long: 'Brought back from a damaged file. Whether it had been sent is not certain, so nothing leaves until you say so; the desk then reads what the service holds first.',
  },
  withdrawn: { short: 'taken back', long: 'Taken back before it left. Nothing was sent.' },
  replaced: { short: 'replaced', long: 'Replaced by a newer decision before it left.' },
};

const decisions = { approve: 'Approve', decline: 'Decline' } as const;
const decided = { approve: 'Approved', decline: 'Declined' } as const;

export const outboxWords = {
  phrases,
  decisions,
  decided,
  /** The chip on a row of the list: "Approved · in queue". */
  overlay: (decision: Decision['kind'], short: string) => `${decided[decision]} · ${short}`,
  retryIn: (seconds: number) => `Again in ${writeNumber(seconds)} s`,
  heldFor: (seconds: number) => `Held, ${writeNumber(seconds)} s`,
};
