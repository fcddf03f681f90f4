// Owns: parsing an answer only after its shape is known to be bounded. Must not: know what an answer means.
import { CodedError } from '../../../src-shared/contract/errors.ts';

// The deepest documented answer has 6 levels; the longest documented text 1000 characters.
const MAX_DEPTH = 32;
const MAX_STRING_BYTES = 64 * 1024;
// A dossier of 1,000 invitees with 30 values each stays far below.
const MAX_VALUES = 200_000;

// So small a text cannot exceed the bounds on text and count, and its depth costs nothing.
const SMALL_BYTES = 8 * 1024;

/** Parses one JSON document. Throws CodedError ANSWER_TOO_LARGE (depth, count, text length) or ANSWER_NOT_JSON. */
export function parseBoundedJson(bytes: Uint8Array): unknown {
  if (bytes.length > SMALL_BYTES) assertBounded(bytes);
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  } catch {
    // The parser's own message quotes the text, which may hold personal data.
    throw new CodedError('ANSWER_NOT_JSON', 'The answer is not JSON');
  }
}

function assertBounded(bytes: Uint8Array): void {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === 0x22) {
      const end = findStringEnd(bytes, at + 1);
      if (end - at > MAX_STRING_BYTES) throw refuse('text');
      at = end;
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) throw refuse('depth');
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
    else if (byte === 0x2c) {
      values += 1;
      if (values > MAX_VALUES) throw refuse('count');
    }
  }
}

function findStringEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 0x22) at += bytes[at] === 0x5c ? 2 : 1;
  return at;
}

function refuse(what: string): CodedError {
  return new CodedError('ANSWER_TOO_LARGE', `The answer exceeds the bound on ${what}`);
}
