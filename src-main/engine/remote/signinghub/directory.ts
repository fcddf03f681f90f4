// Owns: reading users, groups and contacts whole, whichever way their pages are numbered. Must not: parse rows.
import type { DirectoryEntry } from '../../../../src-shared/contract/package-view.ts';
import type { ListPage, ReadOutcome } from '../../ports.ts';

type Page = ReadOutcome<ListPage<DirectoryEntry>>;
type ReadPath = (path: string) => Promise<Page>;

/** More people than a palette can offer; the rest is found by typing an address. */
export const MAX_DIRECTORY = 20_000;
const RECORDS_PER_PAGE = 200;

const PATHS = { group: '/settings/groups', contact: '/settings/contacts' } as const;

/**
 * Reads all of one kind. Users come in one piece; groups and contacts by page. Which of the two numbers in their
 * path is the page is not published: public clients write records first, the package list writes the page first.
 * A first answer that holds less than it says there is shows that the other order is meant.
 */
export async function readDirectory(
  source: DirectoryEntry['source'],
  read: ReadPath,
): Promise<Page> {
  if (source === 'user') return await read('/enterprise/users');
  const base = PATHS[source];
  const recordsFirst = (page: number): string => `${base}/${RECORDS_PER_PAGE}/${page}`;
  const pageFirst = (page: number): string => `${base}/${page}/${RECORDS_PER_PAGE}`;
  const first = await read(recordsFirst(1));
  if (!isShort(first)) return await readOn(first, recordsFirst, read);
  return await readOn(await read(pageFirst(1)), pageFirst, read);
}

/** Page 200 of one record each: nothing or one row, where the total says that there are more. */
function isShort(page: Page): boolean {
  if (page.kind === 'failed') return page.failure.status === 400;
  const count = page.value.rows.length + page.value.unreadableCount;
  return count < Math.min(RECORDS_PER_PAGE, page.value.total ?? 1);
}

async function readOn(
  first: Page,
  writePath: (page: number) => string,
  read: ReadPath,
): Promise<Page> {
  if (first.kind === 'failed') return first;
  const rows = [...first.value.rows];
  let { unreadableCount } = first.value;
  let last: Page = first;
  for (let page = 2; isFull(last) && rows.length < MAX_DIRECTORY; page += 1) {
    last = await read(writePath(page));
    if (last.kind === 'failed') return last;
    rows.push(...last.value.rows);
    unreadableCount += last.value.unreadableCount;
  }
  return { ...last, value: { rows, unreadableCount, total: first.value.total } };
}

function isFull(page: Page): page is Extract<Page, { kind: 'read' }> {
  return (
    page.kind === 'read' && page.value.rows.length + page.value.unreadableCount >= RECORDS_PER_PAGE
  );
}
