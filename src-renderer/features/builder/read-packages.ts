// Owns: reading the list of packages: first page, more pages, changes. Answers that come too late are dropped.
import { callDesk } from '../../bridge.ts';
import { usePackageListStore } from './package-list-store.ts';
import type { PackageListStore } from './package-list-store.ts';

/** Rows of one page: fills any screen several times over. */
const PAGE_LIMIT = 100;
/** The most the contract lets one page hold. */
const MAX_LIMIT = 500;
/** A sync pushes changes several times a second; the list is read at most this often. */
const CHANGE_PAUSE_MS = 400;

let wanted = 0;
let timer: ReturnType<typeof setTimeout> | null = null;

type ListWish = Partial<Pick<PackageListStore, 'view' | 'search' | 'type' | 'sort'>>;

/** Asks for another list. */
export async function openPackages(change: ListWish): Promise<void> {
  usePackageListStore.setState({
    ...change,
    ...(change.view === undefined ? {} : { rows: [], phase: 'loading' as const }),
    next: null,
  });
  await readPackages();
}

/** Reads the list as far as it is shown, so that a row stays where it was. */
export async function readPackages(): Promise<void> {
  wanted += 1;
  const mine = wanted;
  const { view, search, type, sort, rows } = usePackageListStore.getState();
  const limit = Math.min(MAX_LIMIT, Math.max(PAGE_LIMIT, rows.length));
  const result = await callDesk('package.page', { view, search, type, sort, after: null, limit });
  if (mine !== wanted) return;
  if (!result.ok) {
    usePackageListStore.setState({ phase: 'ready', error: result.error });
    return;
  }
  const page = result.value;
  usePackageListStore.setState(({ activeKey }) => ({
    phase: 'ready',
    error: null,
    rows: page.rows,
    total: page.total,
    next: page.next,
    isReadingMore: false,
    activeKey: page.rows.find((row) => row.key === activeKey)?.key ?? page.rows[0]?.key ?? null,
  }));
}

/** Reads the next page, when there is one and it is not being read already. */
export async function readMorePackages(): Promise<void> {
  const { view, search, type, sort, next, isReadingMore } = usePackageListStore.getState();
  if (next === null || isReadingMore) return;
  const mine = wanted;
  usePackageListStore.setState({ isReadingMore: true });
  const input = { view, search, type, sort, after: next, limit: PAGE_LIMIT };
  const result = await callDesk('package.page', input);
  if (mine !== wanted) return;
  if (!result.ok) {
    usePackageListStore.setState({ isReadingMore: false, error: result.error });
    return;
  }
  const page = result.value;
  usePackageListStore.setState(({ rows }) => {
    const held = new Set(rows.map((row) => row.key));
    return {
      rows: [...rows, ...page.rows.filter((row) => !held.has(row.key))],
      total: page.total,
      next: page.next,
      isReadingMore: false,
    };
  });
}

/** Follows a push; several in a row are joined. */
export function followListChange(): void {
  if (timer !== null) return;
  timer = setTimeout(() => {
    timer = null;
    void readPackages();
  }, CHANGE_PAUSE_MS);
}
