// Owns: what SQLite's and the file system's errors mean in the app's own codes. Must not: hide an unknown one.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import type { ErrorCode } from '../../../src-shared/contract/errors.ts';

const CODES: readonly (readonly [RegExp, ErrorCode])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)$/, 'DISK_FULL'],
  [/^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|EACCES|EROFS|EPERM)/, 'DATA_FOLDER_READ_ONLY'],
  [/^(SQLITE_IOERR|EIO$)/, 'DISK_FAILING'],
  [/^SQLITE_(BUSY|LOCKED)/, 'DATABASE_IN_USE'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'DATABASE_DAMAGED'],
];

/**
 * Translates an error of SQLite or of the file system into a coded one; null for anything else. The message
 * holds the machine code only: SQLite's own text may quote values.
 */
export function translateStoreError(error: unknown): CodedError | null {
  if (error instanceof CodedError) return error;
  const code = readCode(error);
  if (code === null) return null;
  const known = CODES.find(([pattern]) => pattern.test(code));
  return known === undefined ? null : new CodedError(known[1], `The database answered ${code}`);
}

/** Runs `work`; a database or file error leaves as a coded one, anything else as it is. */
export function withCodedErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw translateStoreError(error) ?? error;
  }
}

function readCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
