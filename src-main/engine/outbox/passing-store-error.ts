// Owns: which errors of the store pass by themselves or by a person's act, and how soon to try again. Must not: retry.
import { translateStoreError } from '../store/sqlite-error.ts';
import type { ErrorCode } from '../../../src-shared/contract/errors.ts';

/** A full disk is freed by a person; every few seconds is soon enough and costs nothing. */
export const STORE_RETRY_MS = 5_000;

/** What passes by itself or by a person's act; anything else would be the same the next time. */
const PASSING: readonly (ErrorCode | undefined)[] = [
  'DISK_FULL',
  'DATABASE_IN_USE',
  'DATA_FOLDER_READ_ONLY',
];

/** Whether the same commit may go well later: a full disk, a locked file, a folder that is read-only for now. */
export function isPassingStoreError(error: unknown): boolean {
  return PASSING.includes(translateStoreError(error)?.error.code);
}
