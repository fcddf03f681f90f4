// Owns: pages of search hits within a view: the index finds and ranks, the view says what counts.
// Must not: know how the index is asked (search.ts).
import { SEARCH_CAP } from '../../../../src-shared/contract/inbox-view.ts';
import { EVERY_ROW, findSearchHits } from '../search.ts';
import { readOffset, writeOffset } from './inbox-cursor.ts';
import { ROW_COLUMNS } from './inbox-row.ts';
import { findLeastRowId } from './row-id.ts';
import { bindView, IS_NAMED, LEFT_OUT_HERE_SOURCE, planView } from './inbox-views.ts';
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

/** These hold all live rows of their states but the few that lie in the queue or sleep: no hit need be looked at. */
const BROAD_VIEWS: readonly InboxView[] = [
  'pending',
  'over24h',
  'approved',
  'declined',
  'unreadable',
  'all',
];
/** What the mirror no longer sees the service know is in these too. */
const VIEWS_WITH_GONE: readonly InboxView[] = ['queued'];

/** null when the text holds nothing to search for: show the view as it is. Best hits first. */
export function searchInbox(db: Connection, query: SearchQuery): SearchPage | null {
  const plan = planView(query.view, query.context);
  const values = bindView(plan, query.context);
  const states = VIEWS_WITH_GONE.includes(query.view) ? null : plan.states;
  const scope: SearchScope = BROAD_VIEWS.includes(query.view)
    ? {
        ...EVERY_ROW,
        states,
        without: findLeftOut(db, query.view, values),
        // To the second, which is what the service writes.
        fromRowId: query.view === 'over24h' ? findLeastRowId(values.dayAgo - 1) : 0,
      }
    : { ...EVERY_ROW, states, ...writeCondition(plan, values) };
  const hits = findSearchHits(db, query.text, scope);
  if (hits === null) return null;
  const { rowIds } = hits;
  const offset = readOffset(query.after);
  const end = offset + query.limit;
  return {
    rows: readRows(db, rowIds.slice(offset, end), values.now),
    next: end < rowIds.length ? writeOffset(end) : null,
    total: Math.min(rowIds.length, SEARCH_CAP),
    isCapped: hits.isCapped,
  };
}

const NONE: ReadonlySet<number> = new Set();

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

/** Row ids of the requests that a view of pending ones leaves out: in the queue, decided here, asleep. */
function findLeftOut(db: Connection, view: InboxView, values: ViewValues): ReadonlySet<number> {
  if (view !== 'pending' && view !== 'over24h') return NONE;
  const rows = db
    .prepare<[ViewValues], { row_id: number }>(
      `SELECT r.row_id FROM (${LEFT_OUT_HERE_SOURCE}) x CROSS JOIN reassign_request r ON ${IS_NAMED}`,
    )
    .all(values);
  return new Set(rows.map((row) => row.row_id));
}

function readRows(db: Connection, rowIds: readonly number[], nowMs: number): readonly StoredRow[] {
  return db
    .prepare<[Record<string, unknown>], StoredRow>(
      `SELECT ${ROW_COLUMNS} FROM json_each(@hits) hit CROSS JOIN reassign_request r ON r.row_id = hit.value
       ORDER BY hit.key`,
    )
    .all({ hits: JSON.stringify(rowIds), now: nowMs });
}
