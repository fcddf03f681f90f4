// Owns: telling the page when a snooze ends. Must not: change a snooze; an ended one counts for nothing by itself.
import type { Clock, Publish } from './ports.ts';
import type { SnoozeRepo } from './store/desk/snooze-repo.ts';

export interface SnoozeWatch {
  /** Looks for the next end; call after a snooze was set or taken back. */
  plan(): void;
  stop(): void;
}

// A timer may not be set further ahead than 24.8 days; looking again each hour also follows a changed clock.
const LONGEST_WAIT_MS = 60 * 60_000;

export function createSnoozeWatch(options: {
  readonly snoozes: SnoozeRepo;
  readonly clock: Clock;
  readonly publish: Publish;
}): SnoozeWatch {
  const { snoozes, clock, publish } = options;
  let cancel = (): void => {};
  const plan = (): void => {
    cancel();
    const nowMs = clock.wallMs();
    const endMs = snoozes.findNextEnd(nowMs);
    if (endMs === null) return;
    cancel = clock.schedule(Math.min(endMs - nowMs + 1, LONGEST_WAIT_MS), () => {
      if (clock.wallMs() >= endMs) publish('inbox.changed', { keys: null });
      plan();
    });
  };
  return { plan, stop: () => cancel() };
}
