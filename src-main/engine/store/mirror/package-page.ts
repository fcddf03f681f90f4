// Owns: pages and counts of the package list, by keyset over the mirror's indexes. Must not: use OFFSET, or write.
import { CodedError } from '../../../../src-shared/contract/errors.ts';
import { createPackageKey } from '../../../../src-shared/domain/workflow/package-key.ts';
import { PACKAGE_VIEWS } from '../../../../src-shared/contract/package-view.ts';
import type {
  PackageCounts,
  PackageRow,
  PackageSort,
  PackageView,
} from '../../../../src-shared/contract/package-view.ts';
import type { WorkflowType } from '../../../../src-shared/domain/workflow/model.ts';
import type { Connection } from '../connection.ts';

export interface PackageQuery {
  readonly view: PackageView;
  readonly search: string;
  readonly type: WorkflowType | null;
  readonly sort: PackageSort;
  readonly after: string | null;
  readonly limit: number;
}

export interface StoredPackagePage {
  /** Without the outbox's overlay. */
  readonly rows: readonly Omit<PackageRow, 'overlay'>[];
  readonly next: string | null;
  readonly total: number;
}

interface StoredRow {
  readonly row_id: number;
  readonly account_id: string;
  readonly package_id: string;
  readonly name: string;
  readonly name_fold: string;
  readonly owner_name: string;
  readonly owner_email: string;
  readonly status: string;
  readonly stage: PackageRow['stage'];
  readonly type: WorkflowType | null;
  readonly is_locked: number;
  readonly document_types: string;
  readonly recipient_count: number | null;
  readonly step_count: number | null;
  readonly modified_ms: number;
  readonly has_draft: number;
}

/** Reads one page. Throws BAD_INPUT for a place that another sort wrote. */
export function readPackagePage(db: Connection, query: PackageQuery): StoredPackagePage {
  const { sort, after, limit } = query;
  const filter = writeFilter(query);
  const place = readPlace(sort, after);
  const column = sort === 'name' ? 'name_fold' : 'modified_ms';
  const [beyond, direction] = sort === 'name' ? ['>', 'ASC'] : ['<', 'DESC'];
  const keyset = place === null ? '' : `AND (p.${column}, p.row_id) ${beyond} (@value, @rowId)`;
  const found = db
    .prepare<[Record<string, unknown>], StoredRow>(
      `SELECT p.row_id, p.account_id, p.package_id, p.name, p.name_fold, p.owner_name, p.owner_email, p.status,
         p.stage, p.type, p.is_locked, p.document_types, p.recipient_count, p.step_count, p.modified_ms,
         EXISTS (SELECT 1 FROM outbox.workflow_draft d
           WHERE d.account_id = p.account_id AND d.package_id = p.package_id) AS has_draft
       FROM package p WHERE ${filter.where} ${keyset}
       ORDER BY p.${column} ${direction}, p.row_id ${direction} LIMIT @limit`,
    )
    .all({ ...filter.values, ...place, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const hasMore = found.length > limit && last !== undefined;
  return {
    rows: rows.map((row) => readRow(row)),
    next: hasMore ? writePlace(sort, last) : null,
    total: count(db, filter),
  };
}

/** How many packages each view holds. */
export function countPackages(db: Connection): PackageCounts {
  const counts = PACKAGE_VIEWS.map((view) => [
    view,
    count(db, writeFilter({ view, search: '', type: null })),
  ]);
  return Object.fromEntries(counts) as PackageCounts;
}

interface Filter {
  readonly where: string;
  readonly values: Readonly<Record<string, string>>;
}

function count(db: Connection, { where, values }: Filter): number {
  return (
    db
      .prepare<[Record<string, unknown>], { count: number }>(
        `SELECT count(*) AS count FROM package p WHERE ${where}`,
      )
      .get(values)?.count ?? 0
  );
}

function writeFilter({
  view,
  search,
  type,
}: Pick<PackageQuery, 'view' | 'search' | 'type'>): Filter {
  const match = writeMatch(search);
  const where = [
    'p.is_gone = 0',
    // In the text, not bound: only so can SQLite tell that an index serves it.
    ...(view === 'all' ? [] : [`p.stage = '${view}'`]),
    ...(type === null ? [] : ['p.type = @type']),
    ...(match === null
      ? []
      : ['p.row_id IN (SELECT rowid FROM package_search WHERE package_search MATCH @match)']),
  ];
  const values: Record<string, string> = {};
  if (type !== null) values['type'] = type;
  if (match !== null) values['match'] = match;
  return { where: where.join(' AND '), values };
}

// More words than this narrow nothing; longer words than this are no names.
const MAX_WORDS = 8;
const MAX_WORD_LENGTH = 40;

/** Every word as a beginning; null when the text holds nothing to search for. Any text is safe here. */
function writeMatch(text: string): string | null {
  const words = text.match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? [];
  if (words.length === 0) return null;
  return words
    .slice(0, MAX_WORDS)
    .map((word) => `"${Array.from(word).slice(0, MAX_WORD_LENGTH).join('')}"*`)
    .join(' AND ');
}

function readRow(row: StoredRow): StoredPackagePage['rows'][number] {
  return {
    key: createPackageKey(row.account_id, row.package_id),
    accountId: row.account_id,
    name: row.name,
    stage: row.stage,
    rawStatus: row.status,
    type: row.type,
    ownerName: row.owner_name === '' ? row.owner_email : row.owner_name,
    recipientCount: row.recipient_count,
    stepCount: row.step_count,
    modifiedAt: row.modified_ms === 0 ? null : new Date(row.modified_ms).toISOString(),
    isLocked: row.is_locked === 1,
    // Written by the mirror's own writer.
    documentTypes: JSON.parse(row.document_types) as PackageRow['documentTypes'],
    hasDraft: row.has_draft === 1,
  };
}

function writePlace(sort: PackageSort, row: StoredRow): string {
  const value = sort === 'name' ? row.name_fold : row.modified_ms;
  return Buffer.from(JSON.stringify([sort, value, row.row_id])).toString('base64url');
}

interface Place {
  readonly value: string | number;
  readonly rowId: number;
}

function readPlace(sort: PackageSort, text: string | null): Place | null {
  if (text === null) return null;
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    // Not ours; refused below like any other.
    parts = null;
  }
  const [madeFor, value, rowId] = Array.isArray(parts) ? (parts as readonly unknown[]) : [];
  const isValueSound = sort === 'name' ? typeof value === 'string' : typeof value === 'number';
  if (madeFor !== sort || !isValueSound || typeof rowId !== 'number') {
    throw new CodedError('BAD_INPUT', 'The place to go on from is not one of this list', {
      path: 'after',
    });
  }
  return { value: value as string | number, rowId };
}
