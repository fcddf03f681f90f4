// Owns: the SQL of plans and their segments. Must not: plan, or know the states of their calls.
import type { Assumptions } from '../../../../src-shared/domain/workflow/assumptions.ts';
import type { WorkflowCall } from '../../../../src-shared/domain/workflow/call.ts';
import type { RecipientList, ServerList } from '../../../../src-shared/domain/workflow/model.ts';
import type { Connection } from '../connection.ts';

/** What a person wants of a package. */
export interface NewPlan {
  readonly planId: string;
  readonly accountId: string;
  readonly packageId: string;
  readonly packageName: string;
  readonly wanted: RecipientList;
  readonly madeMs: number;
}

export interface PlanRecord extends NewPlan {
  /** The list last read that was not the one expected. */
  readonly theirs: ServerList | null;
}

/** Calls that lead, under `reading`, from `base` to the wanted list. Never changes. */
export interface PlanSegment {
  readonly base: RecipientList;
  readonly reading: Assumptions;
  readonly calls: readonly { readonly call: WorkflowCall; readonly isCertain: boolean }[];
}

export interface PlanRepo {
  insert(plan: NewPlan): void;
  /** Answers the segment's number, counted from 0. */
  addSegment(planId: string, segment: PlanSegment): number;
  find(planId: string): PlanRecord | null;
  findSegment(planId: string, segment: number): PlanSegment | null;
  noteTheirs(planId: string, theirs: ServerList): void;
}

interface PlanRow {
  readonly account_id: string;
  readonly package_id: string;
  readonly package_name: string;
  readonly wanted: string;
  readonly theirs: string | null;
  readonly made_ms: number;
}

interface SegmentRow {
  readonly base: string;
  readonly reading: string;
  readonly calls: string;
}

export function createPlanRepo(db: Connection): PlanRepo {
  return {
    insert: (plan) => {
      db.prepare(
        `INSERT INTO outbox.workflow_plan (plan_id, account_id, package_id, package_name, wanted, made_ms)
         VALUES (?, ?, ?, ?, ?, ?)`,
      ).run(
        plan.planId,
        plan.accountId,
        plan.packageId,
        plan.packageName,
        JSON.stringify(plan.wanted),
        Math.round(plan.madeMs),
      );
    },
    addSegment: (planId, segment) => {
      const row = db
        .prepare<[string, string, string, string, string], { segment: number }>(
          `INSERT INTO outbox.workflow_segment (plan_id, segment, base, reading, calls)
           VALUES (?, (SELECT count(*) FROM outbox.workflow_segment WHERE plan_id = ?), ?, ?, ?)
           RETURNING segment`,
        )
        .get(
          planId,
          planId,
          JSON.stringify(segment.base),
          JSON.stringify(segment.reading),
          JSON.stringify(segment.calls),
        );
      if (row === undefined) throw new Error('a stored segment does not read back');
      return row.segment;
    },
    find: (planId) => {
      const row = db
        .prepare<[string], PlanRow>(
          `SELECT account_id, package_id, package_name, wanted, theirs, made_ms
           FROM outbox.workflow_plan WHERE plan_id = ?`,
        )
        .get(planId);
      return row === undefined ? null : readPlan(planId, row);
    },
    findSegment: (planId, segment) => {
      const row = db
        .prepare<[string, number], SegmentRow>(
          'SELECT base, reading, calls FROM outbox.workflow_segment WHERE plan_id = ? AND segment = ?',
        )
        .get(planId, segment);
      return row === undefined ? null : readSegment(row);
    },
    noteTheirs: (planId, theirs) => {
      db.prepare('UPDATE outbox.workflow_plan SET theirs = ? WHERE plan_id = ?').run(
        JSON.stringify(theirs),
        planId,
      );
    },
  };
}

/** What we wrote ourselves is taken as it is; a call's hashes tell when its lists do not fit (planned-step.ts). */
function readPlan(planId: string, row: PlanRow): PlanRecord {
  return {
    planId,
    accountId: row.account_id,
    packageId: row.package_id,
    packageName: row.package_name,
    wanted: JSON.parse(row.wanted) as RecipientList,
    theirs: row.theirs === null ? null : (JSON.parse(row.theirs) as ServerList),
    madeMs: row.made_ms,
  };
}

function readSegment(row: SegmentRow): PlanSegment {
  return {
    base: JSON.parse(row.base) as RecipientList,
    reading: JSON.parse(row.reading) as Assumptions,
    calls: JSON.parse(row.calls) as PlanSegment['calls'],
  };
}
