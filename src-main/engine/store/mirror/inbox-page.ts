// Owns: pages of a view in a sort, by keyset over the mirror's indexes only. Must not: use OFFSET, or sort more
// rows than a few pages hold.
import { bindView, IS_NAMED, planView } from './inbox-views.ts';
import { readCursor, writeCursor } from './inbox-cursor.ts';
import { ROW_COLUMNS } from './inbox-row.ts';
import type { InboxSort, InboxView } from '../../../../src-shared/contract/inbox-view.ts';
import type { ReassignState } from '../../../../src-shared/domain/reassign-request.ts';
import type { Connection } from '../connection.ts';
import type { Cursor } from './inbox-cursor.ts';
import type { StoredRow } from './inbox-row.ts';
import type { ViewContext, ViewPlan, ViewValues } from './inbox-views.ts';

export interface PageQuery {
  readonly view: InboxView;
  readonly sort: InboxSort;
  readonly after: string | null;
  readonly limit: number;
  readonly context: ViewContext;
}

export interface StoredPage {
  readonly rows: readonly StoredRow[];
  readonly next: string | null;
}

/** Reads one page. Throws BAD_INPUT for a cursor of another sort. */
export function readInboxPage(db: Connection, query: PageQuery): StoredPage {
  const plan = planView(query.view, query.context);
  const values = bindView(plan, query.context);
  const cursor = readCursor(query.sort, query.after);
  // One more than asked for tells whether there is a next page.
  const reading = { db, plan, values };
  const found =
    plan.source === null
      ? collectRows(reading, query.sort, cursor, query.limit + 1)
      : collectFromSource(reading, query.sort, cursor, query.limit + 1);
  const rows = found.slice(0, query.limit);
  const last = rows.at(-1);
  const hasMore = found.length > query.limit && last !== undefined;
  return { rows, next: hasMore ? writeCursor(query.sort, last) : null };
}

/** The set is small (what is queued, what is snoozed), so it is read whole and sorted here. */
function collectFromSource(
  { db, plan, values }: Reading,
  sort: InboxSort,
  cursor: Cursor | null,
  limit: number,
): readonly StoredRow[] {
  const states = plan.states.map((state) => `'${state}'`).join(',');
  const rows = db
    .prepare<[ViewValues], StoredRow>(
      `SELECT ${ROW_COLUMNS} FROM (${plan.source}) x CROSS JOIN reassign_request r
         ON ${IS_NAMED}
       WHERE ${[`r.state IN (${states})`, ...plan.where].join(' AND ')}`,
    )
    .all(values);
  const compare = compareRows(sort);
  const place: Place | null =
    cursor === null
      ? null
      : {
          owner: cursor.owner ?? '',
          created_ms: cursor.value ?? 0,
          expires_ms: cursor.value,
          row_id: cursor.rowId,
        };
  return rows
    .filter((row) => place === null || compare(row, place) > 0)
    .toSorted(compare)
    .slice(0, limit);
}

type Place = Pick<StoredRow, 'owner' | 'created_ms' | 'expires_ms' | 'row_id'>;

function compareRows(sort: InboxSort): (a: Place, b: Place) => number {
  const byAge = (a: Place, b: Place): number => a.created_ms - b.created_ms || a.row_id - b.row_id;
  const never = Number.MAX_SAFE_INTEGER;
  switch (sort) {
    case 'oldest':
      return byAge;
    case 'newest':
      return (a, b) => -byAge(a, b);
    case 'deadline':
      return (a, b) => (a.expires_ms ?? never) - (b.expires_ms ?? never) || a.row_id - b.row_id;
    case 'owner':
      // The database compares bytes.
      return (a, b) => Buffer.compare(Buffer.from(a.owner), Buffer.from(b.owner)) || byAge(a, b);
  }
}

interface Reading {
  readonly db: Connection;
  readonly plan: ViewPlan;
  readonly values: ViewValues;
}

function collectRows(
  reading: Reading,
  sort: InboxSort,
  cursor: Cursor | null,
  limit: number,
): readonly StoredRow[] {
  switch (sort) {
    case 'oldest':
      return collectByAge(reading, 'asc', cursor, limit);
    case 'newest':
      return collectByAge(reading, 'desc', cursor, limit);
    case 'deadline':
      return collectByDeadline(reading, cursor, limit);
    case 'owner':
      return collectByOwner(reading, cursor, limit);
  }
}

/** One index walk for each state (and owner), merged: each is in order already and no longer than the page. */
function collectByAge(
  reading: Reading,
  direction: 'asc' | 'desc',
  cursor: Cursor | null,
  limit: number,
): readonly StoredRow[] {
  const owners = reading.plan.owners ?? [null];
  const rows = owners.flatMap((owner) =>
    reading.plan.states.flatMap((state) =>
      walk(reading, { column: 'created_ms', direction, state, owner, after: cursor, limit }),
    ),
  );
  const sign = direction === 'asc' ? 1 : -1;
  return rows
    .toSorted((a, b) => sign * (a.created_ms - b.created_ms || a.row_id - b.row_id))
    .slice(0, limit);
}

/** Rows with a deadline first; those without follow, oldest row first. */
function collectByDeadline(
  reading: Reading,
  cursor: Cursor | null,
  limit: number,
): readonly StoredRow[] {
  const take = (column: 'expires_ms' | 'no_deadline', after: Cursor | null, room: number) =>
    reading.plan.states
      .flatMap((state) =>
        walk(reading, { column, direction: 'asc', state, owner: null, after, limit: room }),
      )
      .toSorted((a, b) => (a.expires_ms ?? 0) - (b.expires_ms ?? 0) || a.row_id - b.row_id)
      .slice(0, room);
  if (cursor !== null && cursor.value === null) return take('no_deadline', cursor, limit);
  const dated = take('expires_ms', cursor, limit);
  if (dated.length >= limit) return dated;
  return [...dated, ...take('no_deadline', null, limit - dated.length)];
}

/** Owner by owner in the database's own order, each oldest first. */
function collectByOwner(
  reading: Reading,
  cursor: Cursor | null,
  limit: number,
): readonly StoredRow[] {
  const rows: StoredRow[] = [];
  let owner = cursor?.owner ?? findNextOwner(reading, null);
  let after = cursor;
  while (owner !== null && rows.length < limit) {
    const single = { ...reading, plan: { ...reading.plan, owners: [owner] } };
    rows.push(...collectByAge(single, 'asc', after, limit - rows.length));
    owner = findNextOwner(reading, owner);
    after = null;
  }
  return rows;
}

function findNextOwner({ db, plan, values }: Reading, after: string | null): string | null {
  // The empty name is an owner too, and the first one.
  const beyond = after === null ? '>=' : '>';
  const from =
    plan.owners === null
      ? `SELECT min(owner) AS owner FROM reassign_request WHERE owner ${beyond} ?`
      : `SELECT min(value) AS owner FROM json_each(?) WHERE value ${beyond} ?`;
  const bound = plan.owners === null ? [after ?? ''] : [values.owners, after ?? ''];
  return db.prepare<string[], { owner: string | null }>(from).get(...bound)?.owner ?? null;
}

interface Walk {
  readonly column: 'created_ms' | 'expires_ms' | 'no_deadline';
  readonly direction: 'asc' | 'desc';
  readonly state: ReassignState;
  readonly owner: string | null;
  readonly after: Cursor | null;
  readonly limit: number;
}

function walk({ db, plan, values }: Reading, step: Walk): readonly StoredRow[] {
  return db.prepare<[Record<string, unknown>], StoredRow>(writeWalk(plan, step)).all({
    ...values,
    state: step.state,
    owner: step.owner,
    afterValue: step.after?.value ?? null,
    afterRowId: step.after?.rowId ?? null,
    limit: step.limit,
  });
}

/** The text of a walk, from fixed pieces only. Exported for the test that looks at SQLite's plan for it. */
export function writeWalk(plan: ViewPlan, step: Omit<Walk, 'limit'>): string {
  const column = step.column === 'created_ms' ? 'r.created_ms' : 'r.expires_ms';
  const beyond = step.direction === 'asc' ? '>' : '<';
  const key = step.column === 'no_deadline' ? 'r.row_id' : `(${column}, r.row_id)`;
  const place = step.column === 'no_deadline' ? '@afterRowId' : '(@afterValue, @afterRowId)';
  const where = [
    // In the text, not bound: only so can SQLite tell that a partial index holds all these rows.
    `r.state = '${step.state}'`,
    ...(step.owner === null ? [] : ['r.owner = @owner']),
    ...(step.column === 'expires_ms' ? ['r.expires_ms IS NOT NULL'] : []),
    ...(step.column === 'no_deadline' ? ['r.expires_ms IS NULL'] : []),
    ...(step.owner === null && plan.owners !== null
      ? ['r.owner IN (SELECT value FROM json_each(@owners))']
      : []),
    ...(step.after === null ? [] : [`${key} ${beyond} ${place}`]),
    ...plan.where,
  ];
  return `SELECT ${ROW_COLUMNS} FROM reassign_request r INDEXED BY ${chooseIndex(plan, step)}
    WHERE ${where.join(' AND ')}
    ORDER BY ${column} ${step.direction}, r.row_id ${step.direction} LIMIT @limit`;
}

function chooseIndex({ indexes }: ViewPlan, step: Omit<Walk, 'limit'>): string {
  if (step.column !== 'created_ms') return indexes.expires;
  return step.owner === null ? indexes.created : indexes.owner;
}
