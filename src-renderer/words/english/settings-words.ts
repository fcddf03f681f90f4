// Owns: English words of the settings screen.
import { count, writeNumber } from './plural.ts';

const sections = {
  look: 'Look',
  deciding: 'Deciding',
  reading: 'Reading',
  desktop: 'On this computer',
  owners: 'Mine and my teams',
  snippets: 'Reasons to reuse',
  keys: 'Keys',
  accounts: 'Accounts',
  practice: 'Practice desk',
  reset: 'Start over',
  about: 'About',
};

const themes = {
  label: 'Theme',
  names: { system: 'As the system', light: 'Light', dark: 'Dark' },
};

const deciding = {
  hold: 'Time to undo',
  holdHelp:
    'A decision sends mail and cannot be called back. It is held this long before it leaves; 0 sends at once.',
  seconds: 'seconds',
  hours: 'hours',
  age: 'Oldest decision that is still sent',
  ageHelp:
    'A decision that waited longer, for example offline over a weekend, comes back to you instead of being sent.',
  autoAdvance: 'After a decision, open the next request',
  advanced: 'Advanced',
  settle: 'Time until a lost request counts as dead',
  settleHelp:
    'If an answer is lost, the desk waits this long before it reads the outcome back and, if need be, sends again. Shorter is faster; too short can send a second invite. Ask whoever runs the service before you lower it.',
};

const reading = {
  interval: 'Longest pause between two looks',
  intervalHelp: 'The desk looks more often while something changes, and at once after a decision.',
};

const desktop = {
  notify: 'Tell me about new requests',
  notifyHelp: 'One notification for all that arrived. It can open the desk, never decide.',
  tray: 'Keep running in the tray when the window is closed',
  trayHelp:
    'Reading and sending go on. Otherwise closing the window quits; what waits is sent at the next start.',
};

const owners = {
  text: 'Choose whose dossiers the views “Mine” and “My teams” show. Names are those of the dossiers’ owners.',
  owner: 'Owner',
  pending: 'Pending',
  mine: 'Mine',
  team: 'My teams',
  isMine: (owner: string) => `${owner} is mine`,
  isTeam: (owner: string) => `${owner} is one of my teams`,
  find: 'Find an owner',
  findPlaceholder: 'Find an owner',
  none: 'No owner is known yet. They appear once requests have been read.',
  noMatch: 'No owner has these letters.',
  more: (n: number) => `Show ${count(n, 'more owner', 'more owners')}`,
};

const snippets = {
  text: 'Short texts to insert when you decline.',
  none: 'None saved yet. They can also be saved while declining.',
  add: 'New reason',
  edit: (title: string) => `Edit: ${title}`,
  remove: (title: string) => `Remove: ${title}`,
  editTitle: 'Reason to reuse',
  title: 'Title',
  titleHelp: 'Shown in the list to choose from.',
  body: 'Text',
  save: 'Save',
  removed: (title: string) => `Removed: ${title}`,
  saved: (title: string) => `Saved: ${title}`,
  titleMissing: 'Give it a title.',
  titleTooLong: 'At most 80 characters.',
  textMissing: 'Write the text.',
  textTooLong: 'At most 1000 characters.',
};

const keys = {
  letters: 'Single-letter keys',
  lettersHelp:
    'They act only while a list has the focus. Switch them off if you dictate, or press keys by accident.',
  command: 'Command',
  keys: 'Keys',
  none: 'none',
  change: (title: string) => `Change the key of: ${title}`,
  changeShort: 'Change',
  own: 'changed',
  resetAll: 'Restore all keys',
  recordTitle: (title: string) => `Key for “${title}”`,
  recordLabel: 'Press the new key',
  recordHelp:
    'Press a key, a key with Ctrl, Alt or Shift, or two keys one after the other. Tab and Esc keep their meaning here.',
  recorded: (keys: string) => `Pressed: ${keys}`,
  listOnly: 'Works only while a list has the focus, because it is a single character.',
  conflict: (title: string) => `This key belongs to “${title}”, which would lose it.`,
  takeOver: 'Take it over',
  save: 'Use this key',
  takeAway: 'No key',
  reset: 'Back to the default',
  lettersOffNote: 'Single-letter keys are off; this one would not work.',
};

const reset = {
  lead: 'Starts over with an empty desk: accounts, settings, drafts and the copy of the service go.',
  kept: 'Decisions that are not settled are first written to a file you can read. The encrypted files are set aside, not deleted.',
  button: 'Start over…',
  title: 'Start over with an empty desk?',
  none: 'Nothing waits to be sent.',
  unsent: (count: number) =>
    `${writeNumber(count)} ${count === 1 ? 'decision is' : 'decisions are'} not settled. They will not be sent any more; a file will list them. One that is on its way may still take effect.`,
  confirm: 'Write the file and start over',
  tell: (path: string | null) =>
    path === null
      ? 'The desk is empty. Nothing was waiting.'
      : `The desk is empty. What was not settled is listed in ${path}`,
};

const about = {
  version: 'Version',
  platform: 'System',
  platforms: { linux: 'Linux', darwin: 'macOS', win32: 'Windows' },
  dataFolder: 'Data folder',
  copyFolder: 'Copy the path',
  copied: 'The path is in the clipboard.',
  storedTitle: 'What is stored where',
  stored: [
    ['Requests, decisions, settings', 'In encrypted files in the data folder.'],
    ['The key of these files', 'In this computer’s keychain.'],
    ['Key ids and secrets of accounts', 'In the keychain only, never in a file.'],
    ['Links that let anybody decide', 'Never shown on this page; they open only in your browser.'],
    ['Log', 'Codes and numbers; no names, texts or secrets.'],
  ] as readonly (readonly [string, string])[],
};

export const settingsWords = {
  title: 'Settings',
  lead: 'Changes count at once.',
  contents: 'Sections of the settings',
  sections,
  themes,
  deciding,
  reading,
  desktop,
  owners,
  snippets,
  keys,
  about,
  reset,
  saved: 'Stored.',
};
