// Owns: English words of the queue screen. A sentence never claims more than is known.
import { count, writeNumber } from './plural.ts';

const SERVICE = 'CM.com Sign';

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

const sentences = {
  held: (seconds: number) => `Leaves in ${writeNumber(seconds)} s. Until then it can be undone.`,
  leaving: 'Its time to undo is over; it leaves now.',
  paused: 'Sending is paused. It waits on this computer.',
  waitingNetwork: (since: string | null) =>
    since === null
      ? `${SERVICE} does not answer. It is sent when the service answers again.`
      : `${SERVICE} has not answered since ${since}. It is sent when the service answers again.`,
  waitingTurn: 'Goes after the one before it.',
  retry: (attempt: number, why: string | null, next: string) =>
    [
      attempt === 0 ? 'Not sent yet.' : `Attempt ${writeNumber(attempt)} did not go through.`,
      ...(why === null ? [] : [why]),
      `Next try at ${next}.`,
    ].join(' '),
  statusFrom: (status: number) => `${SERVICE} answered ${status}.`,
  sending: (attempt: number) => `On its way, attempt ${writeNumber(Math.max(1, attempt))}.`,
  acked: `${SERVICE} accepted it. The desk reads it back to be sure.`,
  lost: (next: string | null) =>
    next === null
      ? 'The answer was lost. The desk reads the request back before anything else.'
      : `The answer was lost. The desk reads the request back at ${next}, before anything else.`,
  unclear: (status: number, next: string | null) =>
    `${SERVICE} answered ${status}, which does not say whether it took effect. ` +
    (next === null ? 'The desk reads the request back.' : `It is read back at ${next}.`),
  sent: (time: string) => `${time}, confirmed by reading it back from ${SERVICE}.`,
  alreadySo: (time: string) =>
    `${time}, it was already so, by you or a colleague. Nothing was sent.`,
  alreadySoAfterSending: (time: string) => `${time}, it is so, by you or a colleague.`,
  withdrawn: (time: string) => `${time}, taken back before it left. Nothing was sent.`,
  replaced: (time: string) => `${time}, replaced by a newer decision. This one was not sent.`,
  putAway: `Put away; what ${SERVICE} holds stands.`,
  seen: (time: string) => `Seen at ${time}.`,
  refused: (status: number | null, code: string | null, time: string) => {
    const said = [status, code].filter((part) => part !== null).join(', ');
    return said === '' ? `Refused at ${time}.` : `Refused at ${time} (${said}).`;
  },
};

const conflict = {
  yours: 'Your decision',
  theirs: `In ${SERVICE} now`,
  approvedPlain: "Approved, with the invitee's own message.",
  approvedWith: 'Approved, with the message',
  declinedWith: 'Declined. Reason:',
  decidedAt: (time: string) => `Decided here ${time}.`,
  states: {
    pending: 'Still pending.',
    approved: 'Approved.',
    declined: 'Declined.',
  } as Readonly<Record<string, string>>,
  otherStateLead: 'The service says:',
  theirReason: 'Reason:',
  noReason: 'No reason is given.',
  gone: `${SERVICE} does not know this request any more.`,
  closed: 'The dossier was completed, declined or has expired.',
  seenAt: (time: string) => `Seen at ${time}.`,
  notSent: 'Yours was not sent.',
  mayHaveLeft: (n: number) =>
    `${count(n, 'request of yours', 'requests of yours')} may have reached the service; this is what it holds.`,
  changesTitle: 'What changed since you looked',
  field: 'Field',
  before: 'You saw',
  now: 'Now',
  empty: 'empty',
  explanations: {
    'decided-otherwise': 'A colleague decided first. The service cannot reopen a decision.',
    'changed-since-review':
      'You judged something else than the service holds now. Look again and decide anew.',
    'too-old':
      'It waited longer than a decision may wait before it is sent. Look again and decide anew.',
    gone: 'There is nothing left to decide.',
    closed: 'There is nothing left to decide.',
  },
  refused: 'The service refused it and gave a reason. Nothing was changed.',
  attention:
    'The desk cannot settle this by itself. Compare it with the request, then put it away.',
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
  /** Spoken name of a button: the action and whom it is about. */
  spoken: (action: string, names: string) => `${action}: ${names}`,
};

const announced = {
  takenBack: (names: string) => `Taken back: ${names}. Nothing was sent.`,
  goesNow: (names: string) => `Goes now: ${names}.`,
  putAway: (names: string) => `Put away: ${names}.`,
  copied: 'Your text is in the clipboard.',
  paused: 'Sending is paused. Decisions wait on this computer.',
  resumed: 'Sending goes on.',
  sendingAll: 'All waiting decisions go now.',
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
  arrow: 'hands over to',
  names: (from: string, to: string) => `${from} → ${to}`,
  decidedAt: (time: string) => `decided ${time}`,
  chips,
  sentences,
  conflict,
  actions,
  announced,
  plan: {
    title: 'Workflow:',
    progress: (done: number, total: number) =>
      `${writeNumber(done)} of ${count(total, 'call', 'calls')} done`,
    progressLabel: 'Calls done',
    stoppedHere: 'stopped here',
  },
  history: {
    title: 'History',
    region: (names: string) => `History: ${names}`,
    loading: 'Reading the history',
    causes,
    attempt: (n: number) => `attempt ${writeNumber(n)}`,
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
