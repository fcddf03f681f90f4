// Owns: turning CM.com Sign's answers into the domain's words (spec §3, §5). Lenient where the spec leaves room,
// strict where a meaning would have to be guessed. Must not: put the review url anywhere but in `reviewUrl`.
import { z } from 'zod';
import { CodedError } from '../../../../src-shared/contract/errors.ts';
import { parseBoundedJson } from '../bounded-json.ts';
import { readTimestamp } from './timestamp.ts';
import {
  ID_PATTERN,
  MAX_TEXTS,
  MAX_TEXT_LENGTH,
  readState,
  readUsualRequest,
} from './usual-request.ts';
import type {
  DossierFacts,
  Invitee,
  ReassignRequest,
} from '../../../../src-shared/domain/reassign-request.ts';
import type { ReadRequest } from '../../ports.ts';

const MAX_INVITEES = 2_000;

const id = z.string().regex(ID_PATTERN);
const text = z.string().max(MAX_TEXT_LENGTH);
const optionalText = text.nullish().transform((value) => value ?? '');
const nullableText = text.nullish().transform((value) => value ?? null);
const texts = z
  .array(text)
  .max(MAX_TEXTS)
  .nullish()
  .transform((value) => value ?? []);
const timestamp = z.string().transform((value, context) => {
  const time = readTimestamp(value);
  if (time !== null) return time;
  context.issues.push({ code: 'custom', input: value, message: 'no timestamp' });
  return z.NEVER;
});
/** A time nobody sorts or decides by: what cannot be read counts as not given. */
const softTimestamp = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? readTimestamp(value) : null));
const position = z
  .int()
  .nullish()
  .transform((value) => value ?? null);

const invitee = z
  .object({
    id,
    name: optionalText,
    email: nullableText,
    phoneNumber: nullableText,
    authenticationMethods: texts,
    identificationMethod: nullableText,
    identificationMethods: texts,
    readOnly: z
      .boolean()
      .nullish()
      .transform((value) => value ?? false),
    state: nullableText,
    stateChanged: softTimestamp,
    position,
    locale: nullableText,
    reference: nullableText,
  })
  .transform(({ identificationMethod, stateChanged, ...rest }): Invitee => {
    const methods = rest.identificationMethods;
    // The deprecated single value counts only where the list does not say anything (spec §4.1).
    const isOnlyOld = methods.length === 0 && identificationMethod !== null;
    return {
      ...rest,
      stateChangedAt: stateChanged,
      identificationMethods: isOnlyOld ? [identificationMethod] : methods,
    };
  });

const reassignRequest = z
  .object({
    id,
    url: z
      .unknown()
      .optional()
      .transform((value) => readReviewUrl(value)),
    state: text.transform(readState),
    dossier: z.object({ id, name: optionalText, owner: optionalText }),
    originalInvitee: invitee,
    newInvitee: z.object({
      name: optionalText,
      email: nullableText,
      phoneNumber: nullableText,
      message: nullableText,
    }),
    reason: optionalText,
    declineReason: nullableText,
    createdAt: timestamp,
  })
  .transform(({ url, ...request }): ReadRequest => ({
    request: request satisfies ReassignRequest,
    reviewUrl: url,
  }));

/** The schema's verdict; the usual shape gets it faster. */
function readRequest(value: unknown): ReadRequest | null {
  const usual = readUsualRequest(value);
  if (usual !== null) {
    return { request: usual, reviewUrl: readReviewUrl((value as { url?: unknown }).url) };
  }
  const parsed = reassignRequest.safeParse(value);
  return parsed.success ? parsed.data : null;
}

const dossier = z
  .object({
    id,
    name: optionalText,
    state: text,
    owners: z
      .array(z.object({ name: optionalText, email: nullableText }))
      .max(MAX_INVITEES)
      .nullish()
      .transform((value) => value ?? []),
    invitees: z
      .array(invitee)
      .max(MAX_INVITEES)
      .nullish()
      .transform((value) => value ?? []),
    createdAt: softTimestamp,
    expiresAt: timestamp.nullish().transform((value) => value ?? null),
  })
  .transform((value): DossierFacts => value);

/** What one element of the list is. `thin`: the list says less than the detail does, so the detail must be read. */
export type ListElement =
  | { readonly kind: 'full'; readonly read: ReadRequest }
  | { readonly kind: 'thin'; readonly id: string }
  | { readonly kind: 'unreadable'; readonly id: string | null };

// `reason` and `declineReason` may be null but are always written in a whole element (seed).
const WHOLE_KEYS = ['state', 'dossier', 'originalInvitee', 'newInvitee', 'reason', 'createdAt'];

/** Reads one raw element of the list; never throws. */
export function parseListElement(raw: Uint8Array): ListElement {
  let value: unknown;
  try {
    value = parseBoundedJson(raw);
  } catch (error) {
    if (error instanceof CodedError) return { kind: 'unreadable', id: null };
    throw error;
  }
  const read = readRequest(value);
  if (read !== null) return { kind: 'full', read };
  const known = z.looseObject({ id }).safeParse(value);
  if (!known.success) return { kind: 'unreadable', id: null };
  const isThin = WHOLE_KEYS.some((key) => known.data[key] === undefined);
  return { kind: isThin ? 'thin' : 'unreadable', id: known.data.id };
}

/** Reads the answer for one request; throws CodedError ANSWER_UNEXPECTED, ANSWER_NOT_JSON or ANSWER_TOO_LARGE. */
export function parseReassignRequest(body: Uint8Array, requestId: string): ReadRequest {
  const read = parseStrictly(reassignRequest, body);
  assertSameId(read.request.id, requestId);
  return read;
}

/** Reads the answer for one dossier; throws like parseReassignRequest. */
export function parseDossier(body: Uint8Array, dossierId: string): DossierFacts {
  const facts = parseStrictly(dossier, body);
  assertSameId(facts.id, dossierId);
  return facts;
}

function parseStrictly<T>(schema: z.ZodType<T>, body: Uint8Array): T {
  const parsed = schema.safeParse(parseBoundedJson(body));
  if (parsed.success) return parsed.data;
  // Only where it failed: the issues' own texts may quote values.
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new CodedError(
    'ANSWER_UNEXPECTED',
    `The answer does not have the agreed shape at ${field}`,
  );
}

// An answer about something else, e.g. from a confused cache, must not be taken for ours.
function assertSameId(answered: string, asked: string): void {
  if (answered.toLowerCase() === asked.toLowerCase()) return;
  throw new CodedError('ANSWER_UNEXPECTED', 'The answer is about another resource');
}

function readReviewUrl(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= 2_000 ? value : null;
}
