// Owns: telling whether a list read is the list expected, and which row read is which recipient of the desk. Rows
// carry no id (spec §4.14). Must not: decide what to do about a difference.
import type { Recipient, RecipientList, ServerList, ServerRow } from './model.ts';
import { hasSteps, identifyRecipient } from './model.ts';

/** A list read, with the desk's keys; `isExact` = every row stood where it was expected. */
export interface RecognisedList {
  readonly list: RecipientList;
  readonly isExact: boolean;
}

/**
 * Whether two lists show the same: type, and at each position the same person, group or placeholder with the same
 * role and, where steps mean anything, the same step. Left out: a person's display name (the service may show the
 * one of the account), the mail setting (no read shows it) and how far each one is.
 */
export function matchesExpected(read: ServerList, expected: ServerList): boolean {
  return (
    read.type === expected.type &&
    read.recipients.length === expected.recipients.length &&
    read.recipients.every((row, index) => {
      const other = expected.recipients[index];
      return other !== undefined && isSameRow(row, other, hasSteps(read.type));
    })
  );
}

/**
 * Gives the rows of a read the keys of the list last known. When all is as known, keys go by position, and what no
 * read can confirm (mail setting, a person's name) is taken over. Otherwise by identity: the same role and step
 * first, then the nearest; rows nobody knows get a new key, made from what they are.
 */
export function recogniseList(read: ServerList, known: RecipientList): RecognisedList {
  if (matchesExpected(read, known)) {
    const recipients = read.recipients.map((row, index) => adopt(row, known.recipients[index]));
    return { list: { type: read.type, recipients }, isExact: true };
  }
  const owners = pairByIdentity(read.recipients, known.recipients);
  const taken = new Set(known.recipients.map((one) => one.key));
  const recipients = read.recipients.map((row): Recipient => {
    const owner = owners.get(row);
    if (owner === undefined) return { ...row, key: createKey(row, taken), notifies: null };
    return { ...row, key: owner.key, notifies: owner.notifies };
  });
  return { list: { type: read.type, recipients }, isExact: false };
}

function adopt(row: ServerRow, known: Recipient | undefined): Recipient {
  const name = row.kind === 'person' ? (known?.name ?? row.name) : row.name;
  return { ...row, name, key: known?.key ?? '', notifies: known?.notifies ?? null };
}

function isSameRow(a: ServerRow, b: ServerRow, withSteps: boolean): boolean {
  return (
    a.kind === b.kind &&
    a.role === b.role &&
    (!withSteps || a.signingOrder === b.signingOrder) &&
    // The same spelling needs no folding: a plan compares hundreds of long lists.
    ((a.email === b.email && a.name === b.name) || identifyRecipient(a) === identifyRecipient(b))
  );
}

function pairByIdentity(
  rows: readonly ServerRow[],
  known: readonly Recipient[],
): ReadonlyMap<ServerRow, Recipient> {
  const free = Map.groupBy(known, identifyRecipient);
  const pairs = new Map<ServerRow, Recipient>();
  const passes: readonly ((row: ServerRow, one: Recipient) => boolean)[] = [
    (row, one) => row.role === one.role && row.signingOrder === one.signingOrder,
    (row, one) => row.role === one.role,
    () => true,
  ];
  for (const isCandidate of passes) {
    for (const row of rows) {
      const choices = free.get(identifyRecipient(row)) ?? [];
      const best = pairs.has(row)
        ? undefined
        : choices
            .filter((one) => isCandidate(row, one))
            .toSorted((a, b) => Math.abs(a.order - row.order) - Math.abs(b.order - row.order))[0];
      if (best !== undefined) {
        pairs.set(row, best);
        choices.splice(choices.indexOf(best), 1);
      }
    }
  }
  return pairs;
}

/** A key from the row's identity and a running number; the same read always gives the same keys. */
function createKey(row: ServerRow, taken: Set<string>): string {
  let count = 1;
  while (taken.has(`${identifyRecipient(row)}#${count}`)) count += 1;
  const key = `${identifyRecipient(row)}#${count}`;
  taken.add(key);
  return key;
}
