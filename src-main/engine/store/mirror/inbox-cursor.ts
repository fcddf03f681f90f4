// Owns: the place after which the next page begins, as text the page hands back. Must not: be trusted: it is checked.
import { CodedError } from '../../../../src-shared/contract/errors.ts';
import type { InboxSort } from '../../../../src-shared/contract/inbox-view.ts';
import type { StoredRow } from './inbox-row.ts';

/** The sort's own value of the last row, then its row id. `value` null = among the rows without a deadline. */
export interface Cursor {
  readonly owner: string | null;
  readonly value: number | null;
  readonly rowId: number;
}

/** Writes the cursor of the last row of a page. */
export function writeCursor(sort: InboxSort, row: StoredRow): string {
  const value = sort === 'deadline' ? row.expires_ms : row.created_ms;
  const parts = [sort, sort === 'owner' ? row.owner : null, value, row.row_id];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Reads a cursor of the same sort. Throws BAD_INPUT for any other text. */
export function readCursor(sort: InboxSort, text: string | null): Cursor | null {
  if (text === null) return null;
  const parts = parseParts(text);
  const [madeFor, owner, value, rowId] = parts;
  const isOwnerSound = sort === 'owner' ? typeof owner === 'string' : owner === null;
  const isValueSound = typeof value === 'number' || (sort === 'deadline' && value === null);
  if (madeFor !== sort || !isOwnerSound || !isValueSound || typeof rowId !== 'number') {
    throw createBadCursor();
  }
  return { owner: owner as string | null, value, rowId };
}

/** Among search hits, which are few and ranked, the place is a number. */
export function writeOffset(offset: number): string {
  return Buffer.from(JSON.stringify(['search', offset])).toString('base64url');
}

/** Throws BAD_INPUT for a text that `writeOffset` did not write. */
export function readOffset(text: string | null): number {
  if (text === null) return 0;
  const [madeFor, offset] = parseParts(text);
  if (madeFor !== 'search' || !Number.isSafeInteger(offset) || Number(offset) < 0) {
    throw createBadCursor();
  }
  return Number(offset);
}

function parseParts(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(value)) return value;
  } catch {
    // Not ours; refused below like any other.
  }
  throw createBadCursor();
}

function createBadCursor(): CodedError {
  return new CodedError('BAD_INPUT', 'The place to go on from is not one of this list', {
    path: 'after',
  });
}
