// Owns: turning SigningHub's lists and token answers into the engine's words (spec §2, §3.1). Lenient where the spec
// leaves room. Must not: guess; a row that cannot be read is counted, not made up.
import { z } from 'zod';
import { CodedError } from '../../../../src-shared/contract/errors.ts';
import { parseBoundedJson } from '../bounded-json.ts';
import { readTimestamp } from '../cm-sign/timestamp.ts';
import type { DirectoryEntry } from '../../../../src-shared/contract/package-view.ts';
import type { ListedPackage } from '../../ports.ts';

// Generous against anything seen, small enough to store and show.
export const MAX_TEXT_LENGTH = 2_000;

export const text = z.string().max(MAX_TEXT_LENGTH);
export const optionalText = text.nullish().transform((value) => value ?? '');
/** Absent values come as null, as nothing, or as an empty text (spec §1). */
export const nullableText = text.nullish().transform((value) => {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
});
// Ids are whole numbers; they become path segments and keys.
export const numericId = z
  .union([z.int().nonnegative(), z.string().regex(/^\d{1,18}$/)])
  .transform((value) => String(value));
/** A time that only sorts and compares: what cannot be read counts as not given. */
export const softTimestamp = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? readTimestamp(value) : null));

/** The members a list row and a workflow share. */
export const packageHead = {
  package_id: numericId,
  package_name: optionalText,
  package_owner: optionalText,
  owner_name: optionalText,
  package_status: optionalText,
  modified_on: softTimestamp,
};

const listedPackage = z.object(packageHead);

/** The engine's words for a package's head. */
export function readHead(head: z.output<typeof listedPackage>): ListedPackage {
  return {
    id: head.package_id,
    name: head.package_name,
    ownerEmail: head.package_owner,
    ownerName: head.owner_name,
    status: head.package_status,
    modifiedAt: head.modified_on,
  };
}

export interface ParsedRows<T> {
  readonly rows: readonly T[];
  readonly unreadableCount: number;
}

/** Reads a page of packages; throws CodedError for a body that is no list. */
export function parsePackageRows(body: Uint8Array): ParsedRows<ListedPackage> {
  return parseRows(body, (row) => {
    const parsed = listedPackage.safeParse(row);
    return parsed.success ? readHead(parsed.data) : null;
  });
}

const person = z.object({ user_email: text, user_name: optionalText });
// The shape of a group is not published; these names are seen in requests for it.
const group = z.object({
  group_name: optionalText,
  name: optionalText,
  Name: optionalText,
  members: z.array(z.unknown()).nullish(),
  group_members: z.array(z.unknown()).nullish(),
});

/** Reads users, groups or contacts; rows without a name or address are counted as unreadable. */
export function parseDirectoryRows(
  body: Uint8Array,
  source: DirectoryEntry['source'],
): ParsedRows<DirectoryEntry> {
  return parseRows(body, (row) => (source === 'group' ? readGroup(row) : readPerson(row, source)));
}

function readPerson(row: unknown, source: 'user' | 'contact'): DirectoryEntry | null {
  const parsed = person.safeParse(row);
  const email = parsed.data?.user_email.trim() ?? '';
  if (!parsed.success || email === '') return null;
  const name = parsed.data.user_name.trim();
  return { kind: 'person', name: name === '' ? email : name, email, memberCount: null, source };
}

function readGroup(row: unknown): DirectoryEntry | null {
  const parsed = group.safeParse(row);
  if (!parsed.success) return null;
  const { group_name: groupName, name, Name, members, group_members: groupMembers } = parsed.data;
  const found = [groupName, name, Name].find((one) => one.trim() !== '');
  if (found === undefined) return null;
  const memberCount = (members ?? groupMembers)?.length ?? null;
  return { kind: 'group', name: found, email: null, memberCount, source: 'group' };
}

function parseRows<T>(body: Uint8Array, read: (row: unknown) => T | null): ParsedRows<T> {
  // An empty list may come as nothing at all.
  const value: unknown = body.length === 0 ? [] : parseBoundedJson(body);
  if (!Array.isArray(value)) {
    throw new CodedError('ANSWER_UNEXPECTED', 'The answer is not a list');
  }
  const rows = value.map((row: unknown) => read(row));
  const readable = rows.filter((row) => row !== null);
  return { rows: readable, unreadableCount: rows.length - readable.length };
}

export interface TokenGrant {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly lifeMs: number;
}

const tokenAnswer = z.object({
  access_token: z.string().min(1).max(20_000),
  refresh_token: z.string().max(20_000).nullish(),
  expires_in: z.union([z.number(), z.string().regex(/^\d{1,10}$/)]).nullish(),
});

// An answer without `expires_in` is used carefully; 24 h is the published life (spec §2).
const ASSUMED_LIFE_SECONDS = 600;
const LONGEST_LIFE_SECONDS = 7 * 24 * 3600;

/** Reads the answer of `/authenticate`; the error never quotes it. */
export function parseTokenAnswer(body: Uint8Array): TokenGrant {
  const parsed = tokenAnswer.safeParse(parseBoundedJson(body));
  if (!parsed.success) {
    throw new CodedError('ANSWER_UNEXPECTED', 'The answer to a login holds no token');
  }
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: life } = parsed.data;
  const seconds = Number(life ?? ASSUMED_LIFE_SECONDS);
  const lifeMs = Math.min(Math.max(seconds, 0), LONGEST_LIFE_SECONDS) * 1000;
  const hasRefresh = typeof refreshToken === 'string' && refreshToken !== '';
  return { accessToken, refreshToken: hasRefresh ? refreshToken : null, lifeMs };
}

/** `x-total-records`; null when it is not a count. */
export function readTotal(header: string | null): number | null {
  return header !== null && /^\d{1,9}$/.test(header.trim()) ? Number(header) : null;
}
