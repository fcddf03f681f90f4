// Owns which packages a list shows and in which order (specification 3.1): the status of the path, the
// search text, and the query of v4. Must not format rows.
import { formatType, readStatus } from './answers.ts';
import { maySee } from './check.ts';
import type { Package } from './model.ts';
import type { HubState, PackageRow } from './state.ts';

const STATUSES = [
  'ALL',
  'DRAFT',
  'PENDING',
  'SIGNED',
  'DECLINED',
  'INPROGRESS',
  'COMPLETED',
  'REVIEWED',
  'EDITED',
] as const;
/** What a sample package's outline alone decides when its owner asks. */
const PLAIN_STAGES: readonly string[] = ['DRAFT', 'COMPLETED', 'DECLINED'];

export type PackageQuery = Readonly<{
  /** One of the path's filters. */
  status: string;
  search: string;
  folder: string | undefined;
  /** The v4 query, by name. */
  extras: Readonly<Record<string, string>>;
  email: string;
  staleMs: number;
}>;

/** True for a filter the path may carry. */
export function isStatusFilter(text: string): boolean {
  return STATUSES.some((one) => one === text);
}

function matchesSearch(pack: Package, search: string): boolean {
  const found = [
    pack.name,
    pack.owner,
    pack.ownerName,
    ...pack.documents.map((one) => one.name),
    ...pack.recipients.flatMap((one) => [
      one.name,
      one.email,
      one.groupName,
      one.placeholder,
      one.seal,
    ]),
  ];
  return found.some((one) => one?.toLowerCase().includes(search) === true);
}

function matchesOwner(pack: Package, { extras, email }: PackageQuery): boolean {
  const wanted = extras['owned-by'] ?? 'ME_OTHERS';
  if (wanted === 'ME') return pack.owner === email;
  return wanted !== 'OTHERS' || pack.owner !== email;
}

function matchesExtras(state: HubState, pack: Package, query: PackageQuery): boolean {
  const { extras } = query;
  const name = extras['package-name']?.toLowerCase();
  if (name !== undefined && !pack.name.toLowerCase().includes(name)) return false;
  const id = extras['package-id'];
  if (id !== undefined && String(pack.id) !== id) return false;
  const type = extras['document-type'] ?? 'ALL';
  if (type !== 'ALL' && !pack.documents.some((one) => formatType(state, one) === type))
    return false;
  const from = Date.parse(extras['modified-from'] ?? '');
  const to = Date.parse(extras['modified-to'] ?? '');
  if (pack.modifiedAt < from || pack.modifiedAt > to) return false;
  const statuses = extras['document-statuses']?.split(',').map((one) => one.trim());
  if (statuses && !statuses.includes(readStatus(state, pack, query.email))) return false;
  return matchesOwner(pack, query);
}

function matches(state: HubState, pack: Package, query: PackageQuery): boolean {
  if (!maySee(state, pack, query.email)) return false;
  const { status, search, folder } = query;
  if (status !== 'ALL' && readStatus(state, pack, query.email) !== status) return false;
  if (folder !== undefined && folder.toUpperCase() !== pack.folder.toUpperCase()) return false;
  if (search !== '' && !matchesSearch(pack, search.toLowerCase())) return false;
  return matchesExtras(state, pack, query);
}

/** What the outline says about a row, when that is enough: true, false, or undefined for "read it". */
function judgeOutline(
  row: PackageRow,
  query: PackageQuery,
  isFirstUser: boolean,
): boolean | undefined {
  const { outline } = row;
  const { status, search, folder, extras } = query;
  if (!outline || !isFirstUser) return undefined;
  const isPlain = PLAIN_STAGES.includes(status);
  if (isPlain && outline.stage !== status) return false;
  if (!outline.isOwn && isPlain) return false;
  const isAll =
    search === '' && Object.keys(extras).length === 0 && (folder ?? 'INBOX') === 'INBOX';
  return isAll && (isPlain || status === 'ALL') ? true : undefined;
}

const SORT_KEYS: Readonly<Record<string, (pack: Package) => string | number>> = {
  TITLE: (pack) => pack.name,
  WORKFLOW_TYPE: (pack) => pack.type,
  DATE_CREATED: (pack) => pack.createdAt,
  LAST_MODIFIED: (pack) => pack.modifiedAt,
  OWNER: (pack) => pack.ownerName,
  LOCATION: (pack) => pack.folder,
  STATUS: (pack) => pack.stage,
};

function sortRows(rows: readonly PackageRow[], { extras }: PackageQuery): readonly PackageRow[] {
  const key = SORT_KEYS[extras['sort-by'] ?? ''];
  const isAscending = extras['asc'] === 'true';
  if (!key) return isAscending ? rows.toReversed() : rows;
  const keyed = rows.map((row) => ({ row, key: key(row.read()) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) * (isAscending ? 1 : -1));
  return keyed.map(({ row }) => row);
}

/** Every row the caller is shown, in order. Packages are read only where a filter needs them. */
export function listPackages(state: HubState, query: PackageQuery): readonly PackageRow[] {
  const [first] = state.users.keys();
  const isFirstUser = first === query.email;
  const { staleMs } = query;
  const rows: PackageRow[] = [];
  for (const row of state.listRows(state.assumptions.get('list.order'), staleMs)) {
    if (judgeOutline(row, query, isFirstUser) ?? matches(state, row.read(), query)) rows.push(row);
  }
  return sortRows(rows, query);
}
