// Owns identifiers that carry their own record number: an id is made from (seed, kind, number)
// and can be read back, so a million records need no index. Must hold no state.
import { hash32, mix32, unmix32 } from './random.ts';

/** Kinds of identifiers; the number separates their spaces. */
export const ID_KINDS = {
  request: 1,
  dossier: 2,
  invitee: 3,
  invite: 4,
  owner: 5,
  file: 6,
  team: 7,
  key: 8,
  webhook: 9,
  event: 10,
  account: 11,
  token: 12,
} as const;

export type IdKind = keyof typeof ID_KINDS;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const TOKEN_HEAD_CHARS = 6;

function mask(seed: number, kind: IdKind): number {
  return hash32(seed, ID_KINDS[kind], 0x51d);
}

// Number formatting would be the slowest step of a large list.
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function toHex(word: number, bytes = 4): string {
  let text = '';
  for (let shift = bytes * 8 - 8; shift >= 0; shift -= 8) text += BYTES[(word >>> shift) & 0xff];
  return text;
}

/** A lower-case version 4 UUID standing for record `number` (0 … 2^32-1) of `kind`. */
export function makeId(seed: number, kind: IdKind, number: number): string {
  const key = mask(seed, kind);
  const w1 = hash32(key, number, 1);
  const w2 = hash32(key, number, 2);
  const head = toHex(mix32((number ^ key) >>> 0));
  const version = toHex((w1 & 0x0fff) | 0x4000, 2);
  const variant = toHex(((w2 >>> 16) & 0x3fff) | 0x8000, 2);
  const tail = toHex(w2, 2) + toHex(hash32(key, number, 3));
  return `${head}-${toHex(w1 >>> 16, 2)}-${version}-${variant}-${tail}`;
}

/** The record number inside an id made with the same seed and kind; undefined for any other text. */
export function readId(seed: number, kind: IdKind, id: string): number | undefined {
  if (!/^[0-9a-f]{8}-/.test(id)) return undefined;
  const number = (unmix32(Number.parseInt(id.slice(0, 8), 16)) ^ mask(seed, kind)) >>> 0;
  return makeId(seed, kind, number) === id ? number : undefined;
}

/** `length` alphanumerics standing for record `number`; at least 6 long. */
export function makeToken(seed: number, number: number, length: number): string {
  const key = mask(seed, 'token');
  let head = mix32((number ^ key) >>> 0);
  let text = '';
  for (let i = 0; i < TOKEN_HEAD_CHARS; i += 1) {
    text += ALPHABET.charAt(head % 62);
    head = Math.floor(head / 62);
  }
  let state = hash32(key, number, 5);
  while (text.length < length) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    text += ALPHABET.charAt((state >>> 8) % 62);
  }
  return text;
}

/** The record number inside a token made by {@link makeToken}; undefined for any other text. */
export function readToken(seed: number, token: string): number | undefined {
  if (token.length < TOKEN_HEAD_CHARS) return undefined;
  let head = 0;
  for (let i = TOKEN_HEAD_CHARS - 1; i >= 0; i -= 1) {
    const digit = ALPHABET.indexOf(token.charAt(i));
    if (digit < 0) return undefined;
    head = head * 62 + digit;
  }
  if (head > 0xffffffff) return undefined;
  const number = (unmix32(head) ^ mask(seed, 'token')) >>> 0;
  return makeToken(seed, number, token.length) === token ? number : undefined;
}
