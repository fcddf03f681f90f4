// Owns: English words of saving the list as a file: columns, progress, what became of it.
import { count, writeNumber } from './plural.ts';

/** Heads of the columns, in their order. */
const columns = {
  dossier: 'Dossier',
  owner: 'Owner',
  from: 'Hands over',
  to: 'Takes over',
  state: 'State, as last read',
  decision: 'Decided on this desk',
  created: 'Requested (UTC)',
  expires: 'Deadline (UTC)',
  check: 'Finding',
  snoozed: 'Back from snooze (UTC)',
  account: 'Account',
  request: 'Request',
};

export const saveWords = {
  button: 'Save the list as CSV…',
  columns,
  fileName: (view: string, day: string) => `Signing Desk ${view.toLowerCase()} ${day}.csv`,
  found: (view: string) => `${view} found`,
  choosing: 'Choose a place for the file.',
  saving: (done: number, total: number) => `Saving ${writeNumber(done)} of ${writeNumber(total)}`,
  progress: 'Saving the list',
  stop: 'Stop saving',
  stopped: 'Stopped. No file was written.',
  saved: (n: number, name: string) =>
    `${count(n, 'request is', 'requests are')} saved in “${name}”. The file is not encrypted.`,
  savedNewest: (n: number, name: string) =>
    `The newest ${writeNumber(n)} found are saved in “${name}”. The file is not encrypted.`,
  dismiss: 'Put away',
  again: 'Save again…',
};
