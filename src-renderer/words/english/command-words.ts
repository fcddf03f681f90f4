// Owns: English titles of commands and their groups.
import type { CommandGroup, CommandId } from '../../commands/command-list.ts';

const titles: Record<CommandId, string> = {
  'palette.open': 'Find a command',
  'help.keys': 'Show all keys',
  'pane.next': 'Next pane',
  'pane.previous': 'Previous pane',
  'go.inbox': 'Go to the inbox',
  'go.queue': 'Go to the queue',
  'go.settings': 'Go to settings',
  'view.pending': 'View: pending',
  'view.mine': 'View: mine',
  'view.team': 'View: my teams',
  'view.over24h': 'View: waiting over 24 h',
  'view.expiring': 'View: expiring soon',
  'view.missing': 'View: missing details',
  'view.queued': 'View: decided, not settled',
  'view.snoozed': 'View: snoozed',
  'view.approved': 'View: approved',
  'view.declined': 'View: declined',
  'search.focus': 'Search',
  'list.next': 'Next request',
  'list.previous': 'Previous request',
  'list.open': 'Read the request',
  'list.select': 'Select or deselect',
  'list.extendDown': 'Extend the selection down',
  'list.extendUp': 'Extend the selection up',
  'list.selectAll': 'Select all shown',
  'list.clearSelection': 'Clear the selection',
  'list.reload': 'Read the list anew',
  'decision.approve': 'Approve',
  'decision.decline': 'Decline with a reason',
  'decision.snooze': 'Snooze',
  'decision.undo': 'Undo the last decision',
  'request.openInSign': 'Open in CM.com Sign',
  'request.refresh': 'Read this request again',
  'sync.now': 'Look for changes now',
  'queue.sendNow': 'Send all waiting decisions now',
  'queue.pause': 'Pause or resume sending',
  'theme.system': 'Theme: as the system',
  'theme.light': 'Theme: light',
  'theme.dark': 'Theme: dark',
};

const groups: Record<CommandGroup, string> = {
  go: 'Go to',
  list: 'In the list',
  decide: 'Decide',
  desk: 'Desk',
};

export const commandWords = { titles, groups };
