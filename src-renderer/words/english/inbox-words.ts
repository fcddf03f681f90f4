// Owns: English words of the list: head, rows, selection, snooze, bulk decisions, empty states.
import { saveWords } from './save-words.ts';
import { count, writeNumber } from './plural.ts';
import type { InboxSort, InboxView } from '../../../src-shared/contract/inbox-view.ts';

interface EmptyWords {
  readonly title: string;
  readonly text: string;
}

const sorts: Record<InboxSort, string> = {
  oldest: 'Oldest first',
  newest: 'Newest first',
  deadline: 'Deadline first',
  owner: 'By owner',
};

const empty: Record<InboxView, EmptyWords> = {
  pending: {
    title: 'Nothing to decide',
    text: 'When an invitee asks to hand a signature over, the request appears here.',
  },
  mine: {
    title: 'Nothing of yours is pending',
    text: 'This view shows pending requests of the owners you call yours. Choose them in Settings.',
  },
  team: {
    title: 'Nothing of your teams is pending',
    text: 'This view shows pending requests of the teams you call yours. Choose them in Settings.',
  },
  over24h: {
    title: 'Nobody waits longer than a day',
    text: 'Requests that have been pending for more than 24 hours gather here.',
  },
  expiring: {
    title: 'No deadline is near',
    text: 'Pending requests whose dossier ends within 72 hours gather here.',
  },
  missing: {
    title: 'No request lacks anything',
    text: 'Requests whose new person could not sign, for want of a phone number for example, gather here.',
  },
  queued: {
    title: 'Nothing you decided is on its way',
    text: 'Requests whose decision waits on this computer or is on its way show here. What needs you stands in the queue.',
  },
  snoozed: {
    title: 'Nothing is put off',
    text: 'Snoozed requests wait here and come back at the time you chose.',
  },
  approved: { title: 'Nothing approved yet', text: 'Requests the service holds as approved.' },
  declined: { title: 'Nothing declined yet', text: 'Requests the service holds as declined.' },
  unreadable: {
    title: 'Every state is known',
    text: 'Requests in a state that this version does not know show here; they are not decided from this desk.',
  },
  all: { title: 'No requests yet', text: 'Every request the service has told about shows here.' },
};

export const inboxWords = {
  list: 'List of requests',
  grid: 'Reassign requests',
  sort: 'Order',
  sorts,
  searchLabel: 'Search requests',
  searchPlaceholder: 'Search people, dossiers, reasons',
  filters: 'State',
  total: (n: number) => writeNumber(n),
  found: (n: number, isCapped: boolean) =>
    isCapped ? `newest ${writeNumber(n)} found` : `${writeNumber(n)} found`,
  viewTotal: (view: string, n: number) => `${writeNumber(n)} ${view.toLowerCase()}`,
  empty,
  emptySearch: (text: string): EmptyWords => ({
    title: `Nothing found for “${text}”`,
    text: 'Search looks at people, dossiers, owners and reasons in this view.',
  }),
  searchAll: 'Search all requests',
  chooseOwners: 'Choose owners in Settings',
  firstSync: {
    title: 'Reading your requests for the first time',
    text: 'They appear here as they arrive. You can start with the first ones right away.',
  },
  loading: 'Reading the list',
  news: (n: number | null) =>
    n === null ? 'The list has changed' : count(n, 'new request', 'new requests'),
  showNews: 'Show',
  arrow: 'hands over to',
  snoozedUntil: (when: string) => `Back ${when}`,
  snoozedForChange: 'Back when it changes',
  ends: (span: string) => `Ends in ${span}`,
  ended: 'Dossier has ended',
  state: {
    pending: 'Pending',
    approved: 'Approved',
    declined: 'Declined',
    unreadable: 'State not known',
  },

  save: saveWords,

  selected: (n: number) => `${writeNumber(n)} selected`,
  selectAllShown: (n: number) => `Select all ${writeNumber(n)} shown`,
  clearSelection: 'Clear',
  selectionBar: 'Selected requests',
  approveMany: (n: number) => `Approve ${writeNumber(n)}…`,
  noneDecidable: 'None of the selected requests can be decided now. Clear the selection to go on.',
  declineMany: (n: number) => `Decline ${writeNumber(n)}…`,

  bulk: {
    approveTitle: (n: number) => `Approve ${count(n, 'hand-over', 'hand-overs')}`,
    declineTitle: (n: number) => `Decline ${count(n, 'hand-over', 'hand-overs')}`,
    approveLead: (n: number) =>
      `${n === 1 ? 'This person gets' : `These ${writeNumber(n)} people get`} a new invite. Look through the names first.`,
    declineLead: (n: number) =>
      `${n === 1 ? 'This original invitee gets' : `These ${writeNumber(n)} original invitees get`} a new invite with your reason, and sign themselves.`,
    names: 'Requests in this decision',
    oneForAll: 'One text for all',
    oneEach: 'One text each',
    texts: 'Texts',
    messageAll: 'Message to the new invitees (optional)',
    reasonAll: 'Reason for declining, for all',
    messageFor: (name: string) => `Message to ${name} (optional)`,
    reasonFor: (name: string) => `Reason for ${name}`,
    confirmApprove: (n: number) => `Approve ${count(n, 'request', 'requests')}`,
    confirmDecline: (n: number) => `Decline ${count(n, 'request', 'requests')}`,
    stops: (n: number) =>
      `${n === 1 ? '1 of them has' : `${writeNumber(n)} of them have`} a finding that would keep the new person from signing.`,
    sending: 'Storing the decisions',
    results: (good: number, bad: number) =>
      bad === 0
        ? `${count(good, 'decision is', 'decisions are')} in the queue.`
        : `${count(good, 'decision is', 'decisions are')} in the queue, ${writeNumber(bad)} ${bad === 1 ? 'is' : 'are'} not. ${bad === 1 ? 'It stays' : 'They stay'} selected.`,
    rowQueued: 'In the queue',
    rowFailed: 'Not queued',
    done: 'Done',
  },

  snooze: {
    button: 'Snooze',
    menu: 'Snooze until',
    inHours: (n: number) => `In ${count(n, 'hour', 'hours')}`,
    tomorrow: 'Tomorrow morning',
    nextWeek: 'Monday morning',
    change: 'Until it changes',
    changeHint: 'or its deadline nears',
    pick: 'Another time…',
    pickTitle: 'Snooze until',
    pickLabel: 'Date and time',
    pickProblem: 'Choose a moment in the future.',
    pickHelp: 'It comes back earlier if the deadline of the dossier nears.',
    wake: 'Wake it now',
    done: (name: string, when: string) => `Snoozed: ${name}, back ${when}.`,
    doneForChange: (name: string) => `Snoozed: ${name}, back when the request changes.`,
    woken: (name: string) => `Awake again: ${name}.`,
  },
};
