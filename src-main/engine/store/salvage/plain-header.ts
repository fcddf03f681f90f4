// Owns: the few bytes of a ciphered file that stand in the clear. Must not: open a database.
import { closeSync, existsSync, openSync, readSync } from 'node:fs';

/**
 * Whether page size and versions are not as every file of ours has them. They are not authenticated, and a flipped bit
 * there makes SQLite speak of a read-only file rather than of a damaged one.
 */
export function isHeaderDamaged(path: string): boolean {
  const header = readHeader(path);
  if (header.byteLength < 24) return header.byteLength > 0;
  const [write, read] = [header[18], header[19]];
  const isVersionFine = write === read && (write === 1 || write === 2);
  const fixed = [16, 17, 21, 22, 23].map((at) => header[at]);
  return !isVersionFine || fixed.some((byte, index) => byte !== FIXED_HEADER_BYTES[index]);
}

/** Pages of 4096 bytes, and three fractions that SQLite never changes. */
const FIXED_HEADER_BYTES: readonly number[] = [0x10, 0x00, 0x40, 0x20, 0x20];

function readHeader(path: string): Uint8Array {
  if (!existsSync(path)) return new Uint8Array();
  const file = openSync(path, 'r');
  try {
    const header = new Uint8Array(24);
    return header.subarray(0, readSync(file, header, 0, 24, 0));
  } finally {
    closeSync(file);
  }
}
