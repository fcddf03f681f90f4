// Owns: the form of one line of the journal: numbered, enciphered, authenticated on its own, chained to the line
// before it. Must not: know what a line means, or touch files.
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** A line that is longer was not written by us; the longest decision is some 20 kB, a plan some 200 kB. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** What every line carries besides its own content. */
export interface LineHead {
  /** Counts the lines of this file from 0. */
  readonly line: number;
  /** The tag of the line before; '' for the first: a line cut out or swapped in breaks the chain. */
  readonly before: string;
}

/** The journal has a key of its own, derived from the outbox's: one key never serves two ciphers. */
export function deriveJournalKey(outboxKey: Uint8Array): KeyObject {
  const bytes = hkdfSync('sha256', outboxKey, '', 'signing-desk/1/outbox.journal', 32);
  return createSecretKey(new Uint8Array(bytes));
}

/** Answers the line, newline included, and its tag, which the next line names. `content` is JSON already. */
export function sealLine(
  key: KeyObject,
  head: LineHead,
  content: string,
): { readonly text: string; readonly tag: string } {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(writeAad(head.line));
  const plain = `{"before":"${head.before}","content":${content}}`;
  const body = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final()]);
  const tag = cipher.getAuthTag();
  const text = `${head.line} ${Buffer.concat([body, tag]).toString('base64url')}\n`;
  return { text, tag: tag.toString('base64url') };
}

export interface OpenedLine extends LineHead {
  readonly tag: string;
  readonly content: unknown;
}

/** Reads a line without its newline; null when it is damaged, or another key's. */
export function openLine(key: KeyObject, text: string): OpenedLine | null {
  const space = text.indexOf(' ');
  if (space < 1 || text.length > MAX_LINE_BYTES) return null;
  const line = Number(text.slice(0, space));
  const bytes = Buffer.from(text.slice(space + 1), 'base64url');
  if (!Number.isSafeInteger(line) || bytes.byteLength < NONCE_BYTES + TAG_BYTES) return null;
  const tag = bytes.subarray(-TAG_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAAD(writeAad(line));
    decipher.setAuthTag(tag);
    const body = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    const plain: unknown = JSON.parse(Buffer.concat([body, decipher.final()]).toString('utf8'));
    if (typeof plain !== 'object' || plain === null || !('before' in plain)) return null;
    const content = 'content' in plain ? plain.content : null;
    return { line, before: String(plain.before), tag: tag.toString('base64url'), content };
  } catch {
    // Not authentic, which is all there is to know about it: the caller counts it.
    return null;
  }
}

function writeAad(line: number): Buffer {
  return Buffer.from(`signing-desk outbox.journal 1 ${line}`);
}
