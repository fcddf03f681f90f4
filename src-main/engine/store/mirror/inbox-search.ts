// Owns: pages of search hits within a view: the index finds and ranks, the view says what counts.
// Must not: know how the index is asked (search.ts).
import { SEARCH_CAP } from '../../../../src-shared/contract/inbox-view.ts';
import { findSearchHits } from '../search.ts';
import { readOffset, writeOffset } from './inbox-cursor.ts';
import { ROW_COLUMNS } from './inbox-row.ts';
import { bindView, planView } from './inbox-views.ts';
import type { InboxView } from '../../../../src-shared/contract/inbox-view.ts';
import type { Connection } from '../connection.ts';
import type { SearchScope } from '../search.ts';
import type { StoredRow } from './inbox-row.ts';
import type { ViewContext, ViewPlan, ViewValues } from './inbox-views.ts';

export interface SearchQuery {
  readonly view: InboxView;
  readonly text: string;
  readonly after: string | null;
  readonly limit: number;
  readonly context: ViewContext;
}

export interface SearchPage {
  readonly rows: readonly StoredRow[];
  readonly next: string | null;
  readonly total: number;
  readonly isCapped: boolean;
}

/** These hold nearly all rows of their states, so a check of the few hits afterwards is cheaper than one of each. */
const BROAD_VIEWS: readonly InboxView[] = ['pending', 'approved', 'declined', 'all'];

/** null when the text holds nothing to search for: show the view as it is. Best hits first. */
export function searchInbox(db: Connection, query: SearchQuery): SearchPage | null {
  const plan = planView(query.view, query.context);
  const values = bindView(plan, query.context);
  const { where, params } = writeCondition(plan, values);
  const isBroad = BROAD_VIEWS.includes(query.view);
  const scope: SearchScope = isBroad
    ? { states: plan.states, where: null, params: [] }
    : { states: plan.states, where, params };
  const hits = findSearchHits(db, query.text, scope);
  if (hits === null) return null;
  const rowIds = isBroad ? keepMatching(db, hits.rowIds, where, params) : hits.rowIds;
  const offset = readOffset(query.after);
  const end = offset + query.limit;
  return {
    rows: readRows(db, rowIds.slice(offset, end), values.now),
    next: end < rowIds.length ? writeOffset(end) : null,
    total: Math.min(rowIds.length, SEARCH_CAP),
    isCapped: hits.isCapped,
  };
}

type Params = readonly (string | number | null)[];

/** The view's conditions with `?` places, as search.ts binds them. */
function writeCondition(plan: ViewPlan, values: ViewValues): { where: string; params: Params } {
  const named = [
    '1',
    ...plan.where,
    ...(plan.owners === null ? [] : ['r.owner IN (SELECT value FROM json_each(@owners))']),
    ...(plan.source === null
      ? []
      : [`(r.account_id, r.request_id) IN (SELECT account_id, request_id FROM (${plan.source}))`]),
  ].join(' AND ');
  const params: (string | number | null)[] = [];
  const where = named.replaceAll(/@(\w+)/g, (_, name: string) => {
    params.push(values[name as keyof ViewValues]);
    return '?';
  });
  return { where, params };
}

function keepMatching(
  db: Connection,
  rowIds: readonly number[],
  where: string,
  params: Params,
): readonly number[] {
  const kept = db
    .prepare<(string | number | null)[], { row_id: number }>(
      `SELECT r.row_id FROM json_each(?) hit CROSS JOIN reassign_request r ON r.row_id = hit.value
       WHERE ${where} ORDER BY hit.key`,
    )
    .all(JSON.stringify(rowIds), ...params);
  return kept.map((row) => row.row_id);
}

function readRows(db: Connection, rowIds: readonly number[], nowMs: number): readonly StoredRow[] {
  return db
    .prepare<[Record<string, unknown>], StoredRow>(
      `SELECT ${ROW_COLUMNS} FROM json_each(@hits) hit CROSS JOIN reassign_request r ON r.row_id = hit.value
       ORDER BY hit.key`,
    )
    .all({ hits: JSON.stringify(rowIds), now: nowMs });
}
