// Owns: how many rows each view holds: whole index ranges counted, minus the few rows that a view leaves out.
// Must not: walk the pending rows one by one; the counts are asked for after every change.
import { bindView, IS_NAMED, LEFT_OUT_SOURCE, planView } from './inbox-views.ts';
import type {
  InboxView,
  OwnerCount,
  ViewCounts,
} from '../../../../src-shared/contract/inbox-view.ts';
import type { Connection } from '../connection.ts';
import type { ViewContext, ViewValues } from './inbox-views.ts';

interface LeftOutRow {
  readonly owner: string;
  readonly created_ms: number;
  readonly expires_ms: number | null;
  readonly worst_severity: string | null;
}

/** Counts every view but `all`. */
export function countViews(db: Connection, context: ViewContext): ViewCounts {
  const count = createCounter(db, context);
  return {
    pending: count('pending'),
    mine: count('mine'),
    team: count('team'),
    over24h: count('over24h'),
    expiring: count('expiring'),
    missing: count('missing'),
    queued: count('queued'),
    snoozed: count('snoozed'),
    approved: count('approved'),
    declined: count('declined'),
    unreadable: count('unreadable'),
  };
}

/** Counts one view, `all` included. */
export function countView(db: Connection, view: InboxView, context: ViewContext): number {
  return createCounter(db, context)(view);
}

function createCounter(db: Connection, context: ViewContext): (view: InboxView) => number {
  const values = bindView({ owners: null }, context);
  let known: readonly LeftOutRow[] | null = null;
  const countPendingWhere = (from: string, isIn: (row: LeftOutRow) => boolean): number => {
    known ??= readLeftOut(db, values);
    return countRows(db, from, values) - known.filter(isIn).length;
  };
  const countOfOwners = (owners: readonly string[]): number =>
    [...new Set(owners)].reduce(
      (sum, owner) =>
        sum +
        countRows(db, `${BY_OWNER} WHERE owner = @owner AND state = 'pending'`, {
          ...values,
          owner,
        }) -
        (known ??= readLeftOut(db, values)).filter((row) => row.owner === owner).length,
      0,
    );
  return (view) => {
    switch (view) {
      case 'pending':
        return countPendingWhere(`${BY_AGE} WHERE state = 'pending'`, () => true);
      case 'mine':
        return countOfOwners(context.ownersMine);
      case 'team':
        return countOfOwners(context.ownersTeam);
      case 'over24h':
        return countPendingWhere(
          `${BY_AGE} WHERE state = 'pending' AND created_ms < @dayAgo`,
          (row) => row.created_ms < values.dayAgo,
        );
      case 'expiring':
        return countPendingWhere(
          `${BY_DEADLINE} WHERE state = 'pending' AND expires_ms <= @soon`,
          (row) => row.expires_ms !== null && row.expires_ms <= values.soon,
        );
      case 'missing':
        return countPendingWhere(
          `${STOPPED} WHERE state = 'pending' AND worst_severity = 'stop'`,
          (row) => row.worst_severity === 'stop',
        );
      case 'queued':
      case 'snoozed':
        return countSource(db, view, context);
      case 'approved':
      case 'declined':
      case 'unreadable':
        return countState(db, view, values);
      case 'all':
        return ALL_STATES.reduce((sum, state) => sum + countState(db, state, values), 0);
    }
  };
}

// Named, because without statistics SQLite may prefer an index whose ranges are no smaller than the table.
const BY_AGE = 'reassign_request INDEXED BY reassign_state_created';
const BY_DEADLINE = 'reassign_request INDEXED BY reassign_expires';
const BY_OWNER = 'reassign_request INDEXED BY reassign_owner';
const STOPPED = 'reassign_request INDEXED BY reassign_stop_created';
const GONE = 'reassign_request INDEXED BY reassign_gone';
const ALL_STATES = ['pending', 'approved', 'declined', 'unreadable'] as const;

/** Pending requests not decided here yet, snoozed ones left out: the number on the badge. */
export function countPending(db: Connection, context: ViewContext): number {
  return countView(db, 'pending', context);
}

/** Pending requests by owner, owners without any left out, by name. */
export function countOwners(db: Connection, context: ViewContext): readonly OwnerCount[] {
  const values = bindView({ owners: null }, context);
  const leftOut = readLeftOut(db, values);
  // Walks from one owner to the next by the index; a GROUP BY would read every row.
  const rows = db
    .prepare<[], { owner: string; pending: number }>(
      `WITH RECURSIVE o(owner) AS (
         SELECT min(owner) FROM reassign_request
         UNION ALL
         SELECT (SELECT min(owner) FROM reassign_request WHERE owner > o.owner)
         FROM o WHERE o.owner IS NOT NULL)
       SELECT owner, (SELECT count(*) FROM reassign_request r
         WHERE r.owner = o.owner AND r.state = 'pending') AS pending
       FROM o WHERE owner IS NOT NULL`,
    )
    .all();
  const leftOutOf = new Map<string, number>();
  for (const { owner } of leftOut) leftOutOf.set(owner, (leftOutOf.get(owner) ?? 0) + 1);
  return rows
    .map(({ owner, pending }) => ({ owner, pending: pending - (leftOutOf.get(owner) ?? 0) }))
    .filter(({ pending }) => pending > 0);
}

function readLeftOut(db: Connection, values: ViewValues): readonly LeftOutRow[] {
  return db
    .prepare<[ViewValues], LeftOutRow>(
      `SELECT r.owner, r.created_ms, r.expires_ms, r.worst_severity
       FROM (${LEFT_OUT_SOURCE}) x CROSS JOIN reassign_request r
         ON ${IS_NAMED}
       WHERE r.state = 'pending'`,
    )
    .all(values);
}

function countSource(db: Connection, view: 'queued' | 'snoozed', context: ViewContext): number {
  const plan = planView(view, context);
  const where = ['1', ...plan.where].join(' AND ');
  const states = plan.states.map((state) => `'${state}'`).join(',');
  return countRows(
    db,
    `(${plan.source}) x CROSS JOIN reassign_request r
       ON ${IS_NAMED}
     WHERE r.state IN (${states}) AND ${where}`,
    bindView(plan, context),
  );
}

function countState(
  db: Connection,
  state: (typeof ALL_STATES)[number],
  values: ViewValues,
): number {
  const gone = countRows(db, `${GONE} WHERE state = '${state}' AND is_gone = 1`, values);
  return countRows(db, `${BY_AGE} WHERE state = '${state}'`, values) - gone;
}

function countRows(
  db: Connection,
  from: string,
  values: ViewValues & { readonly owner?: string },
): number {
  return (
    db.prepare<[ViewValues], { n: number }>(`SELECT count(*) AS n FROM ${from}`).get(values)?.n ?? 0
  );
}
