// Owns: English words of the frame: navigation, sync card, status bar, overlays, and the small parts.
import { count, writeNumber } from './plural.ts';
import type { Age } from '../format.ts';
import type { ConnectivityState } from '../../../src-shared/contract/desk-status.ts';
import type { InboxView } from '../../../src-shared/contract/inbox-view.ts';

export const uiWords = {
  close: 'Close',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  clearSearch: 'Clear the search',
  counter: (used: number, limit: number) => `${writeNumber(used)} / ${writeNumber(limit)}`,
  less: (label: string) => `Less: ${label}`,
  more: (label: string) => `More: ${label}`,
};

export const timeWords = {
  /** Short age for lists. */
  age: ({ unit, count: n }: Age) => {
    if (unit === 'now') return 'now';
    const signs = { minutes: 'min', hours: 'h', days: 'd' } as const;
    return `${writeNumber(n)} ${signs[unit]}`;
  },
  /** Age in a sentence: "3 days". */
  span: ({ unit, count: n }: Age) => {
    if (unit === 'now') return 'less than a minute';
    if (unit === 'minutes') return count(n, 'minute', 'minutes');
    return unit === 'hours' ? count(n, 'hour', 'hours') : count(n, 'day', 'days');
  },
};

const viewWords: Record<InboxView, string> = {
  pending: 'Pending',
  mine: 'Mine',
  team: 'My teams',
  over24h: 'Waiting over 24 h',
  expiring: 'Expiring soon',
  missing: 'Missing details',
  queued: 'Decided, not settled',
  snoozed: 'Snoozed',
  approved: 'Approved',
  declined: 'Declined',
  unreadable: 'Unknown state',
  all: 'All requests',
};

const connectivity: Record<ConnectivityState, string> = {
  unknown: 'Not checked yet',
  online: 'Online',
  offline: 'Offline',
  unauthorized: 'Key refused',
  misbehaving: 'Service not answering properly',
};

/** Decisions and plans alike. */
function countWaiting(n: number): string {
  return `${count(n, 'entry', 'entries')} of the queue ${n === 1 ? 'waits' : 'wait'}`;
}

export const frameWords = {
  appName: 'Signing Desk',
  practiceName: 'Practice desk',
  practiceNote: 'Made-up people; nothing leaves this computer',
  service: 'CM.com Sign',
  mainNavigation: 'Main',
  screens: { inbox: 'Inbox', queue: 'Queue', workflows: 'Workflows', settings: 'Settings' },
  views: 'Views',
  viewNames: viewWords,
  pendingCount: (n: number) => `${writeNumber(n)} pending`,
  queueCount: (n: number) => `${count(n, 'entry', 'entries')} not settled yet`,
  draftCount: (n: number) => count(n, 'draft package', 'draft packages'),
  needsYouCount: (n: number) => `${writeNumber(n)} ${n === 1 ? 'needs' : 'need'} you`,
  viewCount: (n: number) => count(n, 'request', 'requests'),
  resizeNavigation: 'Width of the navigation',

  sync: {
    title: 'Connection',
    connectivity,
    upToDate: 'Up to date',
    running: {
      list: 'Reading the list',
      details: 'Reading requests',
      dossiers: 'Reading dossiers',
      none: 'Looking for changes',
    },
    progress: (done: number, total: number | null) =>
      total === null ? writeNumber(done) : `${writeNumber(done)} of ${writeNumber(total)}`,
    progressLabel: 'Progress of reading',
    cancel: 'Stop reading',
    lookNow: 'Look now',
    lastRead: (when: string) => `Last read ${when}`,
    neverRead: 'Nothing has been read yet.',
    waiting: (n: number) =>
      `${countWaiting(n)} on this computer and ${n === 1 ? 'is' : 'are'} sent when the service answers again.`,
    waitingPaused: (n: number) =>
      `${countWaiting(n)} on this computer. Sending is paused: ${n === 1 ? 'it stays' : 'they stay'} until you resume.`,
    offlineNothing: 'You can go on reading and deciding; decisions are kept on this computer.',
    sending: (n: number) =>
      `${count(n, 'entry', 'entries')} of the queue ${n === 1 ? 'is on its' : 'are on their'} way or being checked`,
    unreadable: (n: number) =>
      `${count(n, 'record', 'records')} of the last answer could not be read and ${n === 1 ? 'was' : 'were'} left aside.`,
    clockOff: (minutes: number) =>
      `This computer's clock is off by ${count(minutes, 'minute', 'minutes')}.`,
    network: 'Network',
    paused: 'Sending is paused',
  },

  status: {
    label: 'Desk status',
    starting: 'Starting',
    engineGone:
      'The desk is restarting its engine. Nothing is lost; decisions already queued stay queued.',
    engineDown: 'The engine does not start any more. Queued decisions are safe on disk.',
    engineDownNext: 'Quit and start the desk again.',
    since: (state: string, when: string) => `${state} since ${when}`,
    dataFrom: (when: string) => `data from ${when}`,
    noData: 'nothing read yet',
    held: (n: number) => `${writeNumber(n)} held for undo`,
    waiting: (n: number) => `${writeNumber(n)} waiting`,
    sending: (n: number) => `${writeNumber(n)} being sent`,
    checking: (n: number) => `${writeNumber(n)} being checked`,
    blocked: (n: number) => `${writeNumber(n)} held up`,
    needsYou: (n: number) => `${writeNumber(n)} ${n === 1 ? 'needs' : 'need'} you`,
    paused: 'sending paused',
    separator: ' · ',
  },

  undo: {
    label: 'Undo',
    button: 'Undo',
    approved: (name: string) => `Approved: ${name}`,
    declined: (name: string) => `Declined: ${name}`,
    latestOf: (latest: string, n: number) => `${latest}, the latest of ${writeNumber(n)} held`,
    secondsLeft: (seconds: number) => `${writeNumber(seconds)} s to undo`,
    done: (name: string) => `Taken back: ${name}. Nothing was sent.`,
    tooLate: 'Too late to undo: it has left or may have left. See the queue.',
  },

  palette: {
    title: 'Commands',
    label: 'Find a command',
    placeholder: 'Type what you want to do',
    empty: 'No command with these words works here.',
  },
  keysSheet: {
    title: 'Keys',
    lead: 'Single letters work while the list has the focus. They can be changed or switched off in Settings.',
    fixed: 'Always in the list',
    fixedKeys: [
      ['Move', ['↑', '↓']],
      ['First, last', ['Home', 'End']],
      ['A page', ['PgUp', 'PgDn']],
      ['Select', ['Space']],
    ] as readonly (readonly [string, readonly string[]])[],
  },
  keysHint: 'Keys',

  crash: {
    title: 'This screen could not be drawn',
    what: 'Something on it met an error that the page cannot mend by itself.',
    means:
      'Nothing is lost: your decisions are kept on this computer and go on. Text that you were typing may be gone.',
    again: 'Draw it again',
  },

  phases: {
    starting: 'Opening the desk',
    startingText: 'Reading what is stored on this computer.',
    lockedTitle: 'The desk is locked',
    waitingTitle: 'Waiting for the keychain',
    lockedRetry: 'Look for the key again',
    failedTitle: 'The desk cannot open',
    quit: 'Quit',
  },
};
