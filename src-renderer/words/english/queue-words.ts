// Owns: English words of the queue screen. A sentence never claims more than is known.
import { count, writeNumber } from './plural.ts';
import { queueSubjectWords } from './queue-subject-words.ts';

const chips = {
  held: (seconds: number) => `Held, ${writeNumber(seconds)} s`,
  leaving: 'Leaving',
  paused: 'Paused',
  waitingNetwork: 'Waiting for network',
  waitingTurn: 'Queued',
  retryIn: (seconds: number) => `Retry in ${writeNumber(seconds)} s`,
  retryAt: (time: string) => `Retry at ${time}`,
  sending: 'Sending',
  checking: 'Checking',
  sent: 'Sent',
  alreadySo: 'Already so',
  alreadyDecided: 'Already decided',
  changed: 'Changed',
  tooOld: 'Too old',
  refused: 'Refused',
  needsYou: 'Needs you',
  blockedAuth: 'Key refused',
  blockedAccount: 'Account off',
  blockedKey: 'Key locked',
  blockedDependency: 'After another',
  blockedDisk: 'Disk full',
  blockedSalvaged: 'Your word, please',
  withdrawn: 'Taken back',
  replaced: 'Replaced',
};

const actions = {
  undo: 'Undo',
  takeBack: 'Take back',
  sendNow: 'Send now',
  tryNow: 'Try now',
  keepTheirs: 'Keep theirs, drop mine',
  dropMine: 'Drop mine',
  putAway: 'Put away',
  copyText: 'Copy my text',
  showRequest: 'Show the request',
  reviewAgain: 'Review again',
  replaceKey: 'Replace the key',
  showPackage: 'Compare and plan again',
  openPackage: 'Show the package',
  /** Spoken name of a button: the action and whom it is about. */
  spoken: (action: string, names: string) => `${action}: ${names}`,
};

const announced = {
  takenBack: (names: string) => `Taken back: ${names}.`,
  triedNow: (names: string) => `Trying to send it now: ${names}.`,
  putAway: (names: string) => `Put away: ${names}.`,
  copied: 'Your text is in the clipboard.',
  paused: 'Sending is paused. Decisions wait on this computer.',
  resumed: 'Sending goes on.',
  allTriedNow: 'Trying to send all that waits now.',
  notFound: 'This entry is not in the queue any more.',
};

export const queueWords = {
  title: 'Queue',
  region: 'Queue',
  waitingCount: (n: number) => `${writeNumber(n)} waiting`,
  attentionCount: (n: number) => `${writeNumber(n)} ${n === 1 ? 'needs' : 'need'} attention`,
  sections: {
    attention: 'Needs attention',
    waiting: 'Waiting',
    doneToday: 'Done today',
    doneEarlier: 'Done earlier',
  },
  pause: 'Pause',
  resume: 'Resume',
  sendNow: 'Send now',
  pausedNote: 'Sending is paused. Decisions stay on this computer until you resume.',
  sendingProgress: (done: number, total: number) =>
    `Sending ${writeNumber(done)} of ${writeNumber(total)}`,
  more: (n: number) => `Show ${count(n, 'more entry', 'more entries')}`,
  loading: 'Reading the queue',
  empty: {
    title: 'The queue is empty',
    text: 'Each decision appears here the moment you make it, and stays until the service has confirmed it.',
    toInbox: 'Go to the inbox',
  },
  nothingWaiting: 'Nothing is waiting.',
  entryTitle: (decision: string) => `${decision}:`,
  unreadable: 'An entry that cannot be read',
  unreadableText:
    'What was stored of this entry is damaged, so nothing of it is sent. Look at the request whether it is still to be decided, then put this away.',
  arrow: 'hands over to',
  names: (from: string, to: string) => `${from} → ${to}`,
  decidedAt: (time: string) => `decided ${time}`,
  chips,
  about: queueSubjectWords,
  actions,
  announced,
  plan: {
    title: 'Workflow:',
    progress: (done: number, total: number) =>
      `${writeNumber(done)} of ${count(total, 'call', 'calls')} done`,
    progressLabel: 'Calls done',
    stoppedHere: 'stopped here',
    serviceSaid: (text: string) => `The service said: “${text}”.`,
    somebody: 'Somebody',
  },
  history: {
    title: 'History',
    region: (names: string) => `History: ${names}`,
    loading: 'Reading the history',
    attempt: (n: number) => `attempt ${writeNumber(n)}`,
    call: (n: number) => `call ${writeNumber(n)}`,
    calls: (n: number) => count(n, 'call', 'calls'),
    status: (status: number) => `answered ${status}`,
    facts: {
      owner: 'Owner of the dossier',
      account: 'Account',
      decided: 'Decided',
      text: { approve: 'Message', decline: 'Reason' },
      noText: "None; the invitee's own message is used.",
      sentCount: 'Requests that may have left',
      none: 'none',
    },
  },
};
