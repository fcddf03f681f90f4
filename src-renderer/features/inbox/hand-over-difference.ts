// Owns: the hand-over as a difference: field by field, old beside new, changed parts marked. Pure.
import { words } from '../../words/words.ts';
import type { CheckCode, HandOverCheck } from '../../../src-shared/domain/hand-over-checks.ts';
import type { ReassignRequest } from '../../../src-shared/domain/reassign-request.ts';

/** A piece of the new value; `isChanged` pieces differ from the old one. */
export interface DifferencePart {
  readonly text: string;
  readonly isChanged: boolean;
}

type DifferenceField = 'email' | 'domain' | 'phone';

export interface DifferenceRow {
  readonly field: DifferenceField;
  readonly label: string;
  readonly before: string | null;
  /** null = not given. */
  readonly after: readonly DifferencePart[] | null;
  readonly isChanged: boolean;
  /** The gravest finding about this field, so that the value wears it. */
  readonly severity: 'stop' | 'warn' | null;
}

const FIELD_CHECKS: Readonly<Record<DifferenceField, readonly CheckCode[]>> = {
  email: ['EMAIL_MISSING', 'EMAIL_MALFORMED'],
  domain: ['DOMAIN_NEW', 'DOMAIN_LOOKALIKE'],
  phone: ['PHONE_MISSING'],
};

/** Cuts the new text at its common beginning and end with the old one; what is between is changed. */
export function markChangedParts(before: string, after: string): readonly DifferencePart[] {
  if (before === after) return [{ text: after, isChanged: false }];
  const a = [...before];
  const b = [...after];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  ) {
    tail += 1;
  }
  // A removal leaves nothing between: then the whole new text is marked, so that the change shows.
  if (head + tail === b.length) return [{ text: after, isChanged: true }];
  return [
    { text: b.slice(0, head).join(''), isChanged: false },
    { text: b.slice(head, b.length - tail).join(''), isChanged: true },
    { text: b.slice(b.length - tail).join(''), isChanged: false },
  ].filter((part) => part.text !== '');
}

/** The rows of the difference, always the same ones in the same order. */
export function listDifferences(
  { originalInvitee, newInvitee }: ReassignRequest,
  checks: readonly HandOverCheck[],
): readonly DifferenceRow[] {
  const says = words.detail;
  const values: readonly (readonly [DifferenceField, string, string | null, string | null])[] = [
    ['email', says.email, originalInvitee.email, newInvitee.email],
    ['domain', says.domain, cutDomain(originalInvitee.email), cutDomain(newInvitee.email)],
    ['phone', says.phone, originalInvitee.phoneNumber, newInvitee.phoneNumber],
  ];
  return values.map(([field, label, before, after]) => ({
    field,
    label,
    before: emptyToNull(before),
    after: writeAfter(field, emptyToNull(before), emptyToNull(after)),
    isChanged: emptyToNull(before) !== emptyToNull(after),
    severity: findSeverity(field, checks),
  }));
}

function writeAfter(
  field: DifferenceField,
  before: string | null,
  after: string | null,
): readonly DifferencePart[] | null {
  if (after === null) return null;
  if (before === null) return [{ text: after, isChanged: true }];
  if (before === after) return [{ text: after, isChanged: false }];
  // One letter in a domain can be all the deceit there is; a phone number has no meaning in parts.
  if (field === 'domain') return markChangedParts(before, after);
  return field === 'email' ? markAddress(before, after) : [{ text: after, isChanged: true }];
}

/** Marks the two halves of an address as wholes: a person reads them as names. */
function markAddress(before: string, after: string): readonly DifferencePart[] {
  const oldAt = before.lastIndexOf('@');
  const at = after.lastIndexOf('@');
  if (oldAt === -1 || at === -1) return [{ text: after, isChanged: true }];
  return [
    { text: after.slice(0, at), isChanged: after.slice(0, at) !== before.slice(0, oldAt) },
    { text: '@', isChanged: false },
    { text: after.slice(at + 1), isChanged: after.slice(at + 1) !== before.slice(oldAt + 1) },
  ];
}

function findSeverity(
  field: DifferenceField,
  checks: readonly HandOverCheck[],
): DifferenceRow['severity'] {
  const found = checks.filter((check) => FIELD_CHECKS[field].includes(check.code));
  if (found.some((check) => check.severity === 'stop')) return 'stop';
  return found.some((check) => check.severity === 'warn') ? 'warn' : null;
}

function cutDomain(email: string | null): string | null {
  const at = email?.lastIndexOf('@') ?? -1;
  return email === null || at === -1 ? null : email.slice(at + 1);
}

function emptyToNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text;
}
