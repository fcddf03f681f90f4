// Owns: what each view of the inbox holds, as pieces of SQL. Must not: page, count or run anything.
import { IS_ASLEEP } from './inbox-row.ts';
import { EXPIRES_SOON_MS } from '../../../../src-shared/domain/hand-over-checks.ts';
import type { InboxView } from '../../../../src-shared/contract/inbox-view.ts';
import type { ReassignState } from '../../../../src-shared/domain/reassign-request.ts';

/** What the views depend on besides the rows. Times are wall milliseconds. */
export interface ViewContext {
  readonly nowMs: number;
  readonly ownersMine: readonly string[];
  readonly ownersTeam: readonly string[];
}

/** Values bound by name into every inbox query. */
export interface ViewValues {
  readonly now: number;
  readonly dayAgo: number;
  readonly soon: number;
  readonly owners: string;
}

export interface ViewPlan {
  readonly states: readonly ReassignState[];
  /** Conditions on `r`; each may use the values above. */
  readonly where: readonly string[];
  /** Only these owners; null = any. */
  readonly owners: readonly string[] | null;
  /** A small set of (account_id, request_id) the view is drawn from; null = from the mirror's own indexes. */
  readonly source: string | null;
  readonly indexes: ViewIndexes;
}

/** The mirror's indexes that hold a view's rows in each sort's order. */
interface ViewIndexes {
  readonly created: string;
  readonly expires: string;
  readonly owner: string;
}

const WHOLE: ViewIndexes = {
  created: 'reassign_state_created',
  expires: 'reassign_expires',
  owner: 'reassign_owner',
};
const STOPPED: ViewIndexes = {
  created: 'reassign_stop_created',
  expires: 'reassign_stop_expires',
  owner: 'reassign_stop_owner',
};

const DAY_MS = 24 * 3_600_000;

const LIVE_STATES = `'QUEUED','SENDING','UNKNOWN','ACKED','WAITING','BLOCKED'`;
/** An op overlays its request unless it was withdrawn or put away. */
const OVERLAYS = `o.dismissed_ms IS NULL AND o.state NOT IN ('CANCELLED','SUPERSEDED')`;

const NOT_GONE = 'r.is_gone = 0';
const UNDECIDED = `NOT EXISTS (SELECT 1 FROM outbox.op o
  WHERE o.account_id = r.account_id AND o.lane = r.request_id AND ${OVERLAYS})`;
const AWAKE = `NOT EXISTS (SELECT 1 FROM outbox.snooze s
  WHERE s.account_id = r.account_id AND s.request_id = r.request_id AND ${IS_ASLEEP})`;
/** Snoozes are few; each is looked up in the mirror, where its request may have changed. */
const SNOOZED = `SELECT s.account_id, s.request_id FROM outbox.snooze s CROSS JOIN reassign_request r
  ON r.id_hash = id_hash(s.request_id) AND r.request_id = s.request_id AND r.account_id = s.account_id
  WHERE ${IS_ASLEEP}`;
const PENDING = [NOT_GONE, UNDECIDED, AWAKE];

/**
 * Requests that the pending views leave out because of what was done here, as (account_id, request_id); few. Ops at
 * rest for a day need no look: the mirror row is written before an op is confirmed.
 */
export const LEFT_OUT_HERE_SOURCE = `
  SELECT o.account_id, o.lane AS request_id FROM outbox.op o
    WHERE o.state IN (${LIVE_STATES},'CONFLICT','REJECTED','ATTENTION') AND ${OVERLAYS}
  UNION SELECT o.account_id, o.lane FROM outbox.op o WHERE o.rested_ms > @dayAgo AND ${OVERLAYS}
  UNION ${SNOOZED}`;

/** These and what the service no longer knows: all that the pending views leave out. */
export const LEFT_OUT_SOURCE = `${LEFT_OUT_HERE_SOURCE}
  UNION SELECT account_id, request_id FROM reassign_request WHERE is_gone = 1 AND state = 'pending'`;

/** Joins `r` to a source `x`, by the small index first. */
export const IS_NAMED = `r.id_hash = id_hash(x.request_id) AND r.request_id = x.request_id
  AND r.account_id = x.account_id`;

const QUEUED_SOURCE = `SELECT DISTINCT o.account_id, o.lane AS request_id FROM outbox.op o
  WHERE o.state IN (${LIVE_STATES})`;

/** Finds what a view is made of. */
export function planView(view: InboxView, context: ViewContext): ViewPlan {
  const plan = (
    states: readonly ReassignState[],
    where: readonly string[],
    rest: Partial<ViewPlan> = {},
  ): ViewPlan => ({ states, where, owners: null, source: null, indexes: WHOLE, ...rest });
  const all: readonly ReassignState[] = ['pending', 'approved', 'declined', 'unreadable'];
  switch (view) {
    case 'pending':
      return plan(['pending'], PENDING);
    case 'mine':
      return plan(['pending'], PENDING, { owners: [...new Set(context.ownersMine)] });
    case 'team':
      return plan(['pending'], PENDING, { owners: [...new Set(context.ownersTeam)] });
    case 'over24h':
      return plan(['pending'], [...PENDING, 'r.created_ms < @dayAgo']);
    case 'expiring':
      return plan(['pending'], [...PENDING, 'r.expires_ms <= @soon']);
    case 'missing':
      return plan(['pending'], [...PENDING, `r.worst_severity = 'stop'`], { indexes: STOPPED });
    case 'queued':
      return plan(all, [], { source: QUEUED_SOURCE });
    case 'snoozed':
      return plan(['pending'], [NOT_GONE, UNDECIDED], { source: SNOOZED });
    case 'approved':
    case 'declined':
    case 'unreadable':
      return plan([view], [NOT_GONE]);
    case 'all':
      return plan(all, [NOT_GONE]);
  }
}

/** The values for a plan's queries. */
export function bindView(plan: Pick<ViewPlan, 'owners'>, context: ViewContext): ViewValues {
  return {
    now: context.nowMs,
    dayAgo: context.nowMs - DAY_MS,
    soon: context.nowMs + EXPIRES_SOON_MS,
    owners: JSON.stringify(plan.owners ?? []),
  };
}
