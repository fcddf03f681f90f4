// Owns: from what the engine says about a package to what the builder starts with: the base, the arrangement, and
// whether somebody else changed the list under a kept arrangement. Pure. Must not: read, save or draw anything.
import { RESTING_STATES } from '../../../src-shared/domain/outbox-item.ts';
import { listDifferences } from '../../../src-shared/domain/workflow/difference.ts';
import { matchesExpected, recogniseList } from '../../../src-shared/domain/workflow/matching.ts';
import { identifyRecipient, pickList } from '../../../src-shared/domain/workflow/model.ts';
import type { PackageDetail } from '../../../src-shared/contract/package-view.ts';
import type { WorkflowEntry } from '../../../src-shared/domain/outbox-item.ts';
import type { ListDifference } from '../../../src-shared/domain/workflow/difference.ts';
import type {
  Recipient,
  RecipientList,
  ServerList,
  Workflow,
} from '../../../src-shared/domain/workflow/model.ts';

export interface Arrangement {
  /** The package as at the service; differences and plans start here. */
  readonly base: Workflow;
  /** What the person has arranged. */
  readonly present: Workflow;
  /** What others changed since the arrangement was begun; null = nothing is to be said of it. */
  readonly stale: readonly ListDifference[] | null;
}

/** What the builder shows for a package: the running plan's goal, else the kept arrangement, else the list as it is. */
export function startArrangement(detail: PackageDetail): Arrangement {
  const base = detail.workflow;
  const running = findRunningPlan(detail);
  if (running !== null) {
    return { base, present: { ...base, ...adoptKeys(running.subject.wanted, base) }, stale: null };
  }
  const { draft } = detail;
  if (draft === null) return { base, present: base, stale: null };
  const present = { ...base, ...adoptKeys(draft.wanted, base) };
  // Beside a seal there must be a way to the service's list even if the arrangement was begun on it.
  const stale = findStale(draft.base, detail.base) ?? (base.package.hasSeal ? [] : null);
  return { base, present, stale };
}

/** What is different between the list an arrangement began with and the one now; null = nothing. */
export function findStale(began: ServerList, now: ServerList): readonly ListDifference[] | null {
  if (matchesExpected(now, began)) return null;
  const known = recogniseList(began, { type: began.type, recipients: [] }).list;
  return listDifferences(known, recogniseList(now, known).list);
}

/**
 * The wanted list with the base's keys wherever the same person, group or placeholder stands in both. Keys already
 * shared stay; without this an unchanged recipient would look removed and added again.
 */
export function adoptKeys(wanted: RecipientList, base: RecipientList): RecipientList {
  const baseKeys = new Set(base.recipients.map((one) => one.key));
  const taken = new Set(wanted.recipients.map((one) => one.key).filter((key) => baseKeys.has(key)));
  const recipients = wanted.recipients.map((one): Recipient => {
    if (baseKeys.has(one.key)) return one;
    const same = base.recipients.find(
      (other) => !taken.has(other.key) && identifyRecipient(other) === identifyRecipient(one),
    );
    if (same === undefined) return one;
    taken.add(same.key);
    return { ...one, key: same.key };
  });
  return { type: wanted.type, recipients };
}

/** The plan that is on its way; while it is, nothing can be changed. */
export function findRunningPlan(detail: PackageDetail): WorkflowEntry | null {
  const { entry } = detail;
  if (entry === null || entry.subject.stoppedAt !== null) return null;
  return RESTING_STATES.includes(entry.state) ? null : entry;
}

/** The plan that stopped and waits for a person. */
export function findStoppedPlan(detail: PackageDetail): WorkflowEntry | null {
  const { entry } = detail;
  if (entry === null) return null;
  const waits = entry.state === 'CONFLICT' || entry.state === 'REJECTED';
  return waits || entry.state === 'ATTENTION' || entry.subject.stoppedAt !== null ? entry : null;
}

/** What the person has changed, by recipient. */
export function listChanges({ base, present }: Arrangement): readonly ListDifference[] {
  return listDifferences(pickList(base), pickList(present));
}
