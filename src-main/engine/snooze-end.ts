// Owns: when a snooze ends at the latest: a deadline that nears wakes it. Pure.

/** A request comes back this long before its dossier ends: one working day to decide in. */
const WAKE_BEFORE_DEADLINE_MS = 24 * 3_600_000;
/** The end of a snooze that only a change ends: the last day of the year 9999, the longest that ISO 8601 writes plainly. */
export const NO_END_MS = Date.UTC(9999, 11, 31);

/** The earlier of what was asked and a day before the deadline; where that day has begun, the deadline itself. */
export function limitSnooze(askedMs: number, deadlineMs: number | null, nowMs: number): number {
  if (deadlineMs === null || deadlineMs <= nowMs) return askedMs;
  const dayBeforeMs = deadlineMs - WAKE_BEFORE_DEADLINE_MS;
  return Math.min(askedMs, dayBeforeMs > nowMs ? dayBeforeMs : deadlineMs);
}
