// Owns: how many rows each view holds: whole index ranges counted, minus the few rows that a view leaves out.
// Must not: walk the pending rows one by one; the counts are asked for after every change.
import { bindView, LEFT_OUT_SOURCE, planView } from './inbox-views.ts';
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
  const values = bindView({ owners: null }, context);
  const leftOut = readLeftOut(db, values);
  const count = (where: string, isIn: (row: LeftOutRow) => boolean): number =>
    countWhere(db, `state = 'pending'${where}`, values) - leftOut.filter(isIn).length;
  const countOwners = (owners: readonly string[]): number =>
    countWhere(db, `state = 'pending' AND owner IN (SELECT value FROM json_each(@owners))`, {
      ...values,
      owners: JSON.stringify(owners),
    }) - leftOut.filter((row) => owners.includes(row.owner)).length;
  return {
    pending: count('', () => true),
    mine: countOwners(context.ownersMine),
    team: countOwners(context.ownersTeam),
    over24h: count(' AND created_ms < @dayAgo', (row) => row.created_ms < values.dayAgo),
    expiring: count(
      ' AND expires_ms <= @soon',
      (row) => row.expires_ms !== null && row.expires_ms <= values.soon,
    ),
    missing: count(` AND worst_severity = 'stop'`, (row) => row.worst_severity === 'stop'),
    queued: countSource(db, 'queued', context),
    snoozed: countSource(db, 'snoozed', context),
    approved: countDecided(db, 'approved', values),
    declined: countDecided(db, 'declined', values),
  };
}

/** Counts one view, `all` included. */
export function countView(db: Connection, view: InboxView, context: ViewContext): number {
  if (view !== 'all') return countViews(db, context)[view];
  const values = bindView({ owners: null }, context);
  const whole = countWhere(db, '1', values);
  return whole - countWhere(db, 'is_gone = 1', values);
}

/** Pending requests not decided here yet, snoozed ones left out: the number on the badge. */
export function countPending(db: Connection, context: ViewContext): number {
  const values = bindView({ owners: null }, context);
  return countWhere(db, `state = 'pending'`, values) - readLeftOut(db, values).length;
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
  return rows
    .map(({ owner, pending }) => ({
      owner,
      pending: pending - leftOut.filter((row) => row.owner === owner).length,
    }))
    .filter(({ pending }) => pending > 0);
}

function readLeftOut(db: Connection, values: ViewValues): readonly LeftOutRow[] {
  return db
    .prepare<[ViewValues], LeftOutRow>(
      `SELECT r.owner, r.created_ms, r.expires_ms, r.worst_severity
       FROM (${LEFT_OUT_SOURCE}) x CROSS JOIN reassign_request r
         ON r.account_id = x.account_id AND r.request_id = x.request_id
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
       ON r.account_id = x.account_id AND r.request_id = x.request_id
     WHERE r.state IN (${states}) AND ${where}`,
    bindView(plan, context),
  );
}

function countDecided(db: Connection, state: 'approved' | 'declined', values: ViewValues): number {
  const gone = countWhere(db, `state = '${state}' AND is_gone = 1`, values);
  return countWhere(db, `state = '${state}'`, values) - gone;
}

function countWhere(db: Connection, where: string, values: ViewValues): number {
  return countRows(db, `reassign_request WHERE ${where}`, values);
}

function countRows(db: Connection, from: string, values: ViewValues): number {
  return (
    db.prepare<[ViewValues], { n: number }>(`SELECT count(*) AS n FROM ${from}`).get(values)?.n ?? 0
  );
}
