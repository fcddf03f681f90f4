// Owns: showing fresh items to the dispatcher and the page, after their commit. Must not: store anything.
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
      dueMonoMs: clock.monoMs() + Math.max(0, record.holdUntilMs - clock.wallMs()),
      sentMonoMs: null,
      lagStep: 0,
    });
    run.feed.note(record);
  }
  if (records.length > 0) run.poke();
}
