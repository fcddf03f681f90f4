// Owns: counting how far the queue has drained, for "Sending 2 of 4". Pure: counts and time come in.
import type { QueueCounts } from '../../../src-shared/contract/desk-status.ts';

/** A run of sending: how many it holds in all, and how many are left. */
export interface Drain {
  readonly total: number;
  readonly left: number;
  readonly activeAtMs: number;
}

/** Between two items nothing is in flight for a moment; a longer silence means that the run has stopped. */
const QUIET_LIMIT_MS = 3000;

/** Takes new counts into the run; null = nothing is being sent. */
export function followDrain(
  before: Drain | null,
  counts: QueueCounts,
  canSend: boolean,
  nowMs: number,
): Drain | null {
  const isActive = counts.sending + counts.checking > 0;
  const left = counts.waiting + counts.sending + counts.checking;
  if (left === 0 || !canSend) return null;
  if (before === null) return isActive ? { total: left, left, activeAtMs: nowMs } : null;
  if (!isActive && nowMs - before.activeAtMs > QUIET_LIMIT_MS) return null;
  return {
    total: before.total + Math.max(0, left - before.left),
    left,
    activeAtMs: isActive ? nowMs : before.activeAtMs,
  };
}

/** The number of the item being sent now, from 1. */
export function readDrainPlace(drain: Drain): number {
  return Math.min(drain.total, drain.total - drain.left + 1);
}
