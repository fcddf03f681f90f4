// Owns: reading a request in the shape the service usually writes, at a tenth of the schema's cost; lists are long.
// Must not: know better than the schema in answers.ts: whatever is unusual is left to it, and both say the same.
import { readTimestamp } from './timestamp.ts';
import type {
  Invitee,
  ReassignRequest,
  ReassignState,
} from '../../../../src-shared/domain/reassign-request.ts';

type Values = Readonly<Record<string, unknown>>;

// Ids become path segments and keys; anything but letters, digits and dashes could address something else.
export const ID_PATTERN = /^[\w-]{1,64}$/;
// Generous against every documented limit (255 and 1000 characters), small enough to store and show.
export const MAX_TEXT_LENGTH = 20_000;
export const MAX_TEXTS = 200;

// A map, not an object: words such as `constructor` must not be found in it.
const STATES: ReadonlyMap<string, ReassignState> = new Map([
  ['pending', 'pending'],
  ['approved', 'approved'],
  ['declined', 'declined'],
]);

/** The state a word of the service stands for. */
export function readState(word: string): ReassignState {
  return STATES.get(word) ?? 'unreadable';
}

/** The request, or null for anything unusual, a mistake or not. Keys come in the schema's order. */
export function readUsualRequest(value: unknown): ReassignRequest | null {
  if (!isPlain(value) || !isId(value['id'])) return null;
  const { state, reason, declineReason, createdAt } = value;
  if (!isText(state) || !isTextOrNone(reason) || !isTextOrNone(declineReason)) return null;
  const dossier = readDossier(value['dossier']);
  const originalInvitee = readInvitee(value['originalInvitee']);
  const newInvitee = readNewInvitee(value['newInvitee']);
  const time = typeof createdAt === 'string' ? readTimestamp(createdAt) : null;
  if (dossier === null || originalInvitee === null || newInvitee === null || time === null) {
    return null;
  }
  return {
    id: value['id'],
    state: readState(state),
    dossier,
    originalInvitee,
    newInvitee,
    reason: reason ?? '',
    declineReason: declineReason ?? null,
    createdAt: time,
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_TEXT_LENGTH;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && ID_PATTERN.test(value);
}

function isTextOrNone(value: unknown): value is string | null | undefined {
  return value === null || value === undefined || isText(value);
}

function areTexts(value: unknown): value is readonly string[] | null | undefined {
  if (value === null || value === undefined) return true;
  return Array.isArray(value) && value.length <= MAX_TEXTS && value.every(isText);
}

function readDossier(value: unknown): ReassignRequest['dossier'] | null {
  if (!isPlain(value) || !isId(value['id'])) return null;
  const { name, owner } = value;
  if (!isTextOrNone(name) || !isTextOrNone(owner)) return null;
  return { id: value['id'], name: name ?? '', owner: owner ?? '' };
}

function readNewInvitee(value: unknown): ReassignRequest['newInvitee'] | null {
  if (!isPlain(value)) return null;
  const { name, email, phoneNumber, message } = value;
  if (!isTextOrNone(name) || !isTextOrNone(email)) return null;
  if (!isTextOrNone(phoneNumber) || !isTextOrNone(message)) return null;
  return {
    name: name ?? '',
    email: email ?? null,
    phoneNumber: phoneNumber ?? null,
    message: message ?? null,
  };
}

function readInvitee(value: unknown): Invitee | null {
  if (!isPlain(value) || !isId(value['id'])) return null;
  const { name, email, phoneNumber, state, locale, reference } = value;
  const { authenticationMethods, identificationMethods, readOnly, position } = value;
  if (!isTextOrNone(name) || !isTextOrNone(email) || !isTextOrNone(phoneNumber)) return null;
  if (!isTextOrNone(state) || !isTextOrNone(locale) || !isTextOrNone(reference)) return null;
  if (!areTexts(authenticationMethods) || !areTexts(identificationMethods)) return null;
  // The deprecated single value has a rule of its own, and numbers have many forms.
  if ((value['identificationMethod'] ?? null) !== null) return null;
  if (typeof (readOnly ?? false) !== 'boolean') return null;
  if ((position ?? null) !== null && !Number.isSafeInteger(position)) return null;
  const changed = value['stateChanged'];
  return {
    id: value['id'],
    name: name ?? '',
    email: email ?? null,
    phoneNumber: phoneNumber ?? null,
    authenticationMethods: authenticationMethods ?? [],
    identificationMethods: identificationMethods ?? [],
    readOnly: readOnly === true,
    state: state ?? null,
    position: typeof position === 'number' ? position : null,
    locale: locale ?? null,
    reference: reference ?? null,
    stateChangedAt: typeof changed === 'string' ? readTimestamp(changed) : null,
  };
}

function isPlain(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
