// Owns: what the bench of every model holds besides its own: the engine's ends and the moments it passes.
// Must not: know what is decided or planned.
import { RESTING_STATES } from '../../../src-shared/domain/outbox-item.ts';
import type { Outbox } from '../../../src-main/engine/outbox/create-outbox.ts';
import type { QueueEntry } from '../../../src-shared/domain/outbox-item.ts';
import type { ManualClock } from '../../support/manual-clock.ts';

export interface ModelBench {
  readonly desk: {
    readonly outbox: Outbox;
    readonly clock: ManualClock;
    skip(ms: number): Promise<void>;
    setFaults(faults: readonly unknown[]): Promise<void>;
    setNetwork(online: boolean): Promise<void>;
    crash(): void;
  };
  /** Named moment at which the engine ends next. */
  armed: string | null;
  /** By how much somebody has set this computer's clock wrong. */
  wallJumpMs: number;
  crashes: number;
  /** Named moments met so far that belong to sending. */
  sendingMoments: number;
}

/** Where every bench begins. */
export const FRESH_BENCH = { armed: null, wallJumpMs: 0, crashes: 0, sendingMoments: 0 } as const;

export function crash(real: ModelBench): void {
  real.crashes += 1;
  real.desk.crash();
}

/** The engine passes a named moment, and ends there if the moment is armed. */
export function meetMoment(real: ModelBench, name: string): void {
  if (/precheck|sending|write/.test(name)) real.sendingMoments += 1;
  if (name !== real.armed) return;
  real.armed = null;
  crash(real);
}

/** Those of the entries that have not come to rest. */
export function listUnrested(
  { desk }: ModelBench,
  opIds: readonly string[],
): readonly QueueEntry[] {
  return desk.outbox.listEntries(opIds).filter(({ state }) => !RESTING_STATES.includes(state));
}
