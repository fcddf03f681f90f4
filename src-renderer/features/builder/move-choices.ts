// Owns: where a card can go and the command that brings it there; menu, dialog, number field and keys all use this.
// Pure. Must not: hold words, or judge: the commands refuse by themselves.
import { findRecipient, hasSteps, listLanes } from '../../../src-shared/domain/workflow/model.ts';
import type { WorkflowCommand } from '../../../src-shared/domain/workflow/commands.ts';
import type { LaneTarget } from '../../../src-shared/domain/workflow/lane-steps.ts';
import type { Lane, RecipientList } from '../../../src-shared/domain/workflow/model.ts';

/** earlier, later: into a step of their own, one place on · before, after: into the neighbouring lane. */
export type MoveDirection = 'earlier' | 'later' | 'joinBefore' | 'joinAfter';

/** In which way a card goes to a lane named by its number. */
export type MovePlace = 'lane' | 'before' | 'after';

/** The lane a card is in, or null. */
export function findLane(list: RecipientList, key: string): Lane | null {
  const lanes = listLanes(list);
  return lanes.find((lane) => lane.recipients.some((one) => one.key === key)) ?? null;
}

/** Where a step in a direction leads; null = there is no place that way. */
export function findDirectedTarget(
  list: RecipientList,
  key: string,
  direction: MoveDirection,
): LaneTarget | null {
  const lanes = listLanes(list);
  const lane = findLane(list, key);
  if (lane === null || !canMove(list)) return null;
  const before = lanes[lane.index - 2];
  const after = lanes[lane.index];
  const isAlone = lane.recipients.length === 1;
  if (direction === 'joinBefore') return joinTarget(before);
  if (direction === 'joinAfter') return joinTarget(after);
  if (direction === 'earlier') {
    if (!isAlone) return targetBefore(lanes, lane);
    return before === undefined ? null : targetBefore(lanes, before);
  }
  if (!isAlone) return { kind: 'after', step: lane.step };
  return after === undefined ? null : { kind: 'after', step: after.step };
}

/** The target for "together with, before or after lane n"; one lane more than there are is a new last one. */
export function findLaneTarget(
  list: RecipientList,
  index: number,
  place: MovePlace,
): LaneTarget | null {
  const lanes = listLanes(list);
  if (index === lanes.length + 1) return { kind: 'end' };
  const lane = lanes[index - 1];
  if (lane === undefined) return null;
  if (place === 'lane') return { kind: 'lane', step: lane.step };
  return place === 'before' ? targetBefore(lanes, lane) : { kind: 'after', step: lane.step };
}

export function createMove(key: string, to: LaneTarget): WorkflowCommand {
  return { kind: 'move', key, to };
}

/** Individual copies have no lanes to move between. */
export function canMove(list: RecipientList): boolean {
  return list.type !== 'INDIVIDUAL';
}

/** The place among the lanes, from 1; 0 when the recipient is not there. */
export function readLaneIndex(list: RecipientList, key: string): number {
  return findLane(list, key)?.index ?? 0;
}

/** Names of those who act together with a recipient. */
export function listCompanions(list: RecipientList, key: string): readonly string[] {
  if (!hasSteps(list.type) && list.type !== 'PARALLEL') return [];
  const others = findLane(list, key)?.recipients.filter((one) => one.key !== key) ?? [];
  return others.map((one) => one.name);
}

export type FocusDirection = 'up' | 'down' | 'left' | 'right' | 'first' | 'last';

/** The card the arrow keys lead to: within the lane, or to the nearest one of the lane beside it. */
export function findNeighbour(
  list: RecipientList,
  key: string,
  direction: FocusDirection,
): string | null {
  const lanes = listLanes(list);
  const lane = findLane(list, key);
  if (lane === null || findRecipient(list, key) === undefined) return null;
  const row = lane.recipients.findIndex((one) => one.key === key);
  if (direction === 'up') return lane.recipients[row - 1]?.key ?? null;
  if (direction === 'down') return lane.recipients[row + 1]?.key ?? null;
  if (direction === 'first') return lanes[0]?.recipients[0]?.key ?? null;
  if (direction === 'last') return lanes.at(-1)?.recipients[0]?.key ?? null;
  const beside = lanes[lane.index - 1 + (direction === 'left' ? -1 : 1)]?.recipients;
  return beside?.[Math.min(row, beside.length - 1)]?.key ?? null;
}

function joinTarget(lane: Lane | undefined): LaneTarget | null {
  return lane === undefined ? null : { kind: 'lane', step: lane.step };
}

/** A new step before a lane is one after the lane before it; before the first it is after none. */
function targetBefore(lanes: readonly Lane[], lane: Lane): LaneTarget {
  return { kind: 'after', step: lanes[lane.index - 2]?.step ?? 0 };
}
