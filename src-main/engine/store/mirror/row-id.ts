// Owns: which row id a request gets, and what row ids tell. Must not: touch the database.
import { hashId } from '../id-hash.ts';

// 32 bits of seconds and 20 of hash stay within the integers a double holds.
const LAST_SECOND = 2 ** 32;
const ROWS_A_SECOND = 2 ** 20;

/**
 * Row ids fall as requests get newer: the service is taken to list newest first, so a first pull appends, which
 * fills pages whole, and the search index's own order is newest first. Seconds left until 2106 in the high bits,
 * 20 bits of the id's hash below; a taken one moves on.
 */
export function chooseRowId(
  accountId: string,
  request: { readonly id: string; readonly createdAt: string },
): number {
  const salt = hashId(accountId + request.id) % ROWS_A_SECOND;
  return countSecondsLeft(Date.parse(request.createdAt)) * ROWS_A_SECOND + salt + 1;
}

/** Requests made in the second of `wallMs` or earlier have this row id or a higher one; no others have. */
export function findLeastRowId(wallMs: number): number {
  return countSecondsLeft(wallMs) * ROWS_A_SECOND;
}

function countSecondsLeft(wallMs: number): number {
  return Math.min(LAST_SECOND, Math.max(0, LAST_SECOND - Math.floor(wallMs / 1000)));
}
