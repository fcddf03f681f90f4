// Owns: English sentences for every error code: what happened, what it means for the work, the next step.
import { writeNumber } from './plural.ts';
import type { DeskError, ErrorCode } from '../../../src-shared/contract/errors.ts';

type Facts = NonNullable<DeskError['detail']>;
export interface ErrorSentence {
  readonly what: string;
  readonly means: string;
  readonly next: string;
}

const KEPT = 'Nothing is lost; decisions stay on this computer.';
const NOT_DONE = 'Nothing was changed or sent.';
const AGAIN_BY_ITSELF = 'The desk tries again by itself.';

function say(what: string, means: string, next: string): (facts: Facts) => ErrorSentence {
  return () => ({ what, means, next });
}

function readNumber(facts: Facts, name: string, standIn: number): string {
  const fact = facts[name];
  return writeNumber(typeof fact === 'number' ? fact : standIn);
}

const deskErrors = {
  INTERNAL: (facts: Facts) => ({
    what: 'Something went wrong inside the desk.',
    means: 'Decisions already queued are safe.',
    next:
      typeof facts.id === 'string'
        ? `Try again; if it happens again, the log names it ${facts.id}.`
        : 'Try again; if it happens again, the log says more.',
  }),
  ENGINE_GONE: say(
    'The engine of the desk stopped and is being started again.',
    'This step may not have happened; what was already queued is safe.',
    'Wait a moment and look again before repeating it.',
  ),
  ENGINE_FAILING: say(
    'The engine of the desk stops again and again.',
    'Queued decisions are safe on disk, but nothing is sent now.',
    'Quit and start the desk again; if it goes on, look into the log.',
  ),
  PROTOCOL_MISMATCH: say(
    'Two parts of the desk come from different versions.',
    NOT_DONE,
    'Install the desk again.',
  ),
  BAD_INPUT: say('The desk did not understand this input.', NOT_DONE, 'Change it and try again.'),
  UNKNOWN_ROUTE: say('The desk does not know this action.', NOT_DONE, 'Install the desk again.'),
  TOO_LARGE: say('This is too large for one step.', NOT_DONE, 'Take less at a time.'),
  TOO_MANY_CALLS: say('Too much was asked at once.', NOT_DONE, 'Wait a moment and try again.'),
  NOT_ALLOWED: say('This is not allowed here.', NOT_DONE, 'There is nothing to repeat.'),
  NOT_FOUND: say('This is not on the desk any more.', NOT_DONE, 'Read the list anew.'),
  NOT_READY: say('The desk is not ready for this yet.', NOT_DONE, 'Wait a moment and try again.'),
  ABORTED: say('This was stopped.', NOT_DONE, 'Start it again when you want.'),
} satisfies Partial<Record<ErrorCode, (facts: Facts) => ErrorSentence>>;

const storageErrors = {
  KEYCHAIN_ABSENT: say(
    'This computer has no keychain the desk can use.',
    'Without one nothing new is stored, and what is stored stays shut. Nothing was deleted.',
    'Start or install a keychain (on Linux a secret service such as gnome-keyring with its library libsecret). The desk looks again by itself; if it stays shut, quit and start it again.',
  ),
  KEYCHAIN_LOCKED: say(
    "This computer's keychain is locked.",
    'Your data and queued decisions are there, but cannot be opened.',
    'Unlock the keychain, then look again.',
  ),
  KEYCHAIN_SLOW: say(
    "This computer's keychain has not answered yet.",
    'The desk waits for it. Nothing is lost; nothing new is stored meanwhile.',
    'If the keychain asks for its password, answer it in its own window. The desk then goes on by itself.',
  ),
  KEY_UNAVAILABLE: say(
    'Stored data exists, but its key is not to be had: the keychain is locked, or no longer holds it.',
    'Nothing was deleted and no new key was made.',
    'Unlock the keychain, open the one that held the key, or restore it from a backup; then look again.',
  ),
  DATABASE_FROM_FUTURE: say(
    'The stored data was written by a newer version of the desk.',
    'It was left untouched.',
    'Install the newer version again.',
  ),
  DATABASE_DAMAGED: say(
    'The stored data is damaged.',
    'Nothing of it can be read. The file is where it was; nothing was changed or deleted.',
    'Put a backup of the data folder in its place, then try again.',
  ),
  DATABASE_IN_USE: say(
    'Another copy of the desk has the data open.',
    NOT_DONE,
    'Close the other one, then look again.',
  ),
  DISK_FULL: say(
    'The disk is full.',
    'This could not be stored; what was stored before is safe.',
    'Make room, then try again.',
  ),
  DATA_FOLDER_READ_ONLY: say(
    'The desk may not write to its data folder.',
    'Nothing can be stored.',
    'Allow writing to the folder, then look again.',
  ),
  DISK_FAILING: say(
    'The disk reports an error.',
    'This could not be stored; what was stored before stays where it is.',
    'Try again; if it goes on, copy the data folder to another disk.',
  ),
  FILE_NOT_WRITTEN: ({ why }) => ({
    what: 'The file was not written.',
    means: 'What stood at that place before is unchanged.',
    next:
      why === 'full'
        ? 'Make room on the disk, then save again.'
        : why === 'denied'
          ? 'Close it in other programs or choose another folder, then save again.'
          : 'Choose another folder, then save again.',
  }),
} satisfies Partial<Record<ErrorCode, (facts: Facts) => ErrorSentence>>;

const networkErrors = {
  ADDRESS_INVALID: say('This is not a valid address.', NOT_DONE, 'Correct the address.'),
  ADDRESS_NOT_HTTPS: say(
    'The address does not start with https.',
    'Keys are never sent over an open connection.',
    'Use the https address.',
  ),
  NAME_NOT_FOUND: say(
    'The name of the service could not be found.',
    KEPT,
    'Check the address and the network; ' + AGAIN_BY_ITSELF.toLowerCase(),
  ),
  CONNECTION_REFUSED: say('The service does not take connections.', KEPT, AGAIN_BY_ITSELF),
  CONNECTION_BROKEN: say('The connection broke.', KEPT, AGAIN_BY_ITSELF),
  CONNECT_TIMEOUT: say('The service could not be reached in time.', KEPT, AGAIN_BY_ITSELF),
  TLS_REFUSED: say(
    "The service's certificate is not trusted.",
    'No key was sent.',
    'Check the address; if it is right, ask who runs the network.',
  ),
  ANSWER_TIMEOUT: say('The service did not answer in time.', KEPT, AGAIN_BY_ITSELF),
  ANSWER_TOO_LARGE: say(
    'The service sent more than the desk reads.',
    'The answer was left aside; the data shown is the last good one.',
    AGAIN_BY_ITSELF,
  ),
  ANSWER_NOT_JSON: say(
    'Something answered, but not the service: often a sign-in page of the network.',
    KEPT,
    'Sign in to the network in a browser; ' + AGAIN_BY_ITSELF.toLowerCase(),
  ),
  ANSWER_TRUNCATED: say(
    'The answer of the service broke off.',
    'It was left aside; the data shown is the last good one.',
    AGAIN_BY_ITSELF,
  ),
  ANSWER_UNEXPECTED: say(
    'The service answered in a way the desk does not know.',
    'Nothing was guessed; the data shown is the last good one.',
    AGAIN_BY_ITSELF,
  ),
  UNEXPECTED_REDIRECT: say(
    'The service pointed somewhere else.',
    'The desk did not follow and sent no key there.',
    'Check the address.',
  ),
  UNAUTHORIZED: say(
    'The service refuses the key.',
    KEPT,
    'Replace the key in Settings; waiting decisions then go on.',
  ),
  FORBIDDEN: say(
    'The service does not allow this with this key.',
    NOT_DONE,
    'Use a key that may do it.',
  ),
  RATE_LIMITED: say('The service asks to go slower.', KEPT, AGAIN_BY_ITSELF),
  SERVER_ERROR: (facts: Facts) => ({
    what:
      typeof facts.status === 'number'
        ? `The service has trouble of its own (${facts.status}).`
        : 'The service has trouble of its own.',
    means: KEPT,
    next: AGAIN_BY_ITSELF,
  }),
  CLOCK_OFF: say(
    "This computer's clock is too far off for the service to trust its key.",
    KEPT,
    'Set the clock to network time.',
  ),
} satisfies Partial<Record<ErrorCode, (facts: Facts) => ErrorSentence>>;

const workErrors = {
  ACCOUNT_EXISTS: say(
    'This account is already on the desk.',
    NOT_DONE,
    'Use the one that is there.',
  ),
  ACCOUNT_HAS_UNSENT: say(
    'Decisions of this account have not been sent yet.',
    'The account was kept.',
    'Let them go out or take them back in the queue first.',
  ),
  DECISION_WAITING: say(
    'A decision for this request is already in the queue.',
    'It stays as it is.',
    'Take it back in the queue to decide anew.',
  ),
  DECISION_SENT: say(
    'The decision has left this computer, or may have.',
    'It cannot be taken back from here.',
    'The queue shows what became of it.',
  ),
  REQUEST_CHANGED: say(
    'The request has changed since you looked at it.',
    'Your decision was not queued; your text is kept.',
    'Look at what changed and decide again.',
  ),
  REQUEST_NOT_PENDING: say(
    'The request is no longer pending.',
    'Your decision was not queued.',
    'There is nothing left to decide.',
  ),
  REASON_EMPTY: say('A decline needs a reason.', NOT_DONE, 'Write one and try again.'),
  REASON_TOO_LONG: (facts: Facts) => ({
    what: `The reason is longer than ${readNumber(facts, 'limit', 1000)} characters.`,
    means: NOT_DONE,
    next: 'Shorten it.',
  }),
  MESSAGE_TOO_LONG: (facts: Facts) => ({
    what: `The message is longer than ${readNumber(facts, 'limit', 1000)} characters.`,
    means: NOT_DONE,
    next: 'Shorten it.',
  }),
} satisfies Partial<Record<ErrorCode, (facts: Facts) => ErrorSentence>>;

export const errorWords: Record<ErrorCode, (facts: Facts) => ErrorSentence> = {
  ...deskErrors,
  ...storageErrors,
  ...networkErrors,
  ...workErrors,
};
