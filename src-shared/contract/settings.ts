// Owns: what a person can set, with limits; the defaults are beside it. One schema; unknown keys of older files are dropped.
import { z } from 'zod';

export const THEMES = ['system', 'light', 'dark'] as const;

export const settingsSchema = z.strictObject({
  theme: z.enum(THEMES),
  /** Undo window in seconds before a decision may leave (OUTBOX: default 10, 0–60). */
  holdSeconds: z.int().min(0).max(60),
  /** Longest pause between two looks at the service, in seconds; the interval adapts below it. */
  syncIntervalSeconds: z.int().min(15).max(3600),
  /** Single-letter keys can be switched off (WCAG 2.1.4). */
  letterKeys: z.boolean(),
  /** Command id → key, where the person changed it. */
  keyBindings: z.record(z.string().max(64), z.string().max(32)),
  autoAdvance: z.boolean(),
  notifyNewRequests: z.boolean(),
  keepRunningInTray: z.boolean(),
  /** Names as they stand in a dossier's `owner`, which this desk worker calls mine and my teams'. */
  ownersMine: z.array(z.string().max(255)).max(200),
  ownersTeam: z.array(z.string().max(255)).max(200),
  /** A decision older than this many hours goes back to the person instead of being sent (OUTBOX rule d). */
  maxDecisionAgeHours: z
    .int()
    .min(1)
    .max(24 * 14),
  /** Seconds after a request deadline until an abandoned request counts as dead (OUTBOX rule e). */
  settleSeconds: z.int().min(5).max(600),
});
export type Settings = z.infer<typeof settingsSchema>;
