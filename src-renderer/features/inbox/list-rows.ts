// Owns: what may happen to the rows of the open list: patching, leaving, merging news, the next to decide. Pure.
import type { InboxRow, InboxView } from '../../../src-shared/contract/inbox-view.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';

/** Height of a row in px: two lines, and a third for chips. Kept beside the CSS of the row. */
export const PLAIN_ROW_HEIGHT_PX = 56;
const CHIP_LINE_PX = 27;

export function measureRow(hasChips: boolean): number {
  return hasChips ? PLAIN_ROW_HEIGHT_PX + CHIP_LINE_PX : PLAIN_ROW_HEIGHT_PX;
}

/** Tells whether a row can be decided now: pending on the server and nothing of ours on the way. */
export function isDecidable(row: InboxRow): boolean {
  return row.state === 'pending' && row.overlay === null;
}

/** Tells whether a row still has a reason to stand in a view; a row with an overlay stays until read anew. */
export function belongsToView(view: InboxView, row: InboxRow): boolean {
  if (view === 'all') return true;
  if (view === 'approved' || view === 'declined' || view === 'unreadable')
    return row.state === view;
  if (view === 'queued') return row.overlay !== null;
  if (view === 'snoozed') return row.snoozedUntil !== null;
  return row.overlay !== null || (row.state === 'pending' && row.snoozedUntil === null);
}

/** Puts fresh rows in the place of old ones; the order stays. */
export function patchRows(
  rows: readonly InboxRow[],
  fresh: readonly InboxRow[],
): readonly InboxRow[] {
  const byKey = new Map(fresh.map((row) => [row.key, row]));
  return rows.map((row) => byKey.get(row.key) ?? row);
}

/** Drops rows that left the view, but never one the person has open or selected. */
export function dropLeftRows(
  rows: readonly InboxRow[],
  view: InboxView,
  isHeld: (key: RequestKey) => boolean,
): readonly InboxRow[] {
  return rows.filter((row) => belongsToView(view, row) || isHeld(row.key));
}

/** Keys of the first page that the list does not hold, and whether they all come after what it holds. */
export function findNews(
  rows: readonly InboxRow[],
  firstPage: readonly InboxRow[],
): { readonly keys: readonly RequestKey[]; readonly isAllAtEnd: boolean } {
  const held = new Set(rows.map((row) => row.key));
  const lastHeld = firstPage.findLastIndex((row) => held.has(row.key));
  const fresh = firstPage.filter((row) => !held.has(row.key));
  const isAllAtEnd = firstPage.findIndex((row) => !held.has(row.key)) > lastHeld;
  return { keys: fresh.map((row) => row.key), isAllAtEnd: fresh.length > 0 && isAllAtEnd };
}

/** The row to open after `key` was decided: the next that can be decided, else the one before, else none. */
export function findNextToDecide(
  rows: readonly InboxRow[],
  key: RequestKey,
  skipped: ReadonlySet<RequestKey>,
): RequestKey | null {
  const index = rows.findIndex((row) => row.key === key);
  const isOpen = (row: InboxRow) => row.key !== key && isDecidable(row) && !skipped.has(row.key);
  const after = rows.slice(index + 1).find(isOpen);
  const before = rows.slice(0, Math.max(0, index)).findLast(isOpen);
  return (after ?? before)?.key ?? null;
}
