// Owns: showing fresh items to the dispatcher and the page, after their commit. Must not: store anything.
import { clampHoldMs } from './commit-event.ts';
import type { OpRecord } from '../store/outbox/op-record.ts';
import type { OutboxRun } from './outbox-ports.ts';

export function admitOps(run: OutboxRun, records: readonly OpRecord[]): void {
  const { clock } = run.world;
  for (const record of records) {
    run.lanes.put({
      opId: record.opId,
      seq: record.seq,
      accountId: record.accountId,
      lane: record.lane,
      groupId: record.groupId,
      state: record.core.state,
      // Of a plan made anew the window began earlier, and the clock may have been set back since.
      dueMonoMs: clock.monoMs() + clampHoldMs(record.holdUntilMs - clock.wallMs()),
      sentMonoMs: null,
      lagStep: 0,
    });
    run.feed.note(record);
  }
  if (records.length > 0) run.poke();
}
