// Owns: when an abandoned request counts as dead (OUTBOX rule e, assumption A1). Must not: read a clock.

/** Total time of one write. A decision's answer is small; who is slower than this is not answering. */
export const WRITE_DEADLINE_MS = 15_000;
/** Between the two reads that must agree on "not applied" (a replica that lags twice as long is behind A2). */
export const RECONCILE_SPACING_MS = 3_000;
/** Steps in which a verify read is repeated while the write does not show yet: 1, 2, 4, 8, 15, 15 … seconds. */
const FIRST_LAG_MS = 1_000;
const MAX_LAG_MS = 15_000;

export function computeLagMs(step: number): number {
  return Math.min(MAX_LAG_MS, FIRST_LAG_MS * 2 ** Math.min(step, 10));
}

export function computeSettleMs(deadlineMs: number, settleSeconds: number): number {
  return deadlineMs + settleSeconds * 1000;
}
