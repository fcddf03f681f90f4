// Owns: finding out by reading what became of a write: verify (ACKED) and reconcile (UNKNOWN) (OUTBOX §2, steps 6, 7).
// Must not: send anything.
import { commitJudged } from './commit-judged.ts';
import { gatherFacts, isReadSettled, loadForWork } from './load-op.ts';
import { readRemote } from './read-remote.ts';
import type { ConflictFacts, OutboxState } from '../../../src-shared/domain/outbox-item.ts';
import type { ExchangeFacts } from '../ports.ts';
import type { ReadBackVerdict } from './op-core.ts';
import type { AnyReading } from './kinds/registry.ts';
import type { Judged } from './kinds/outbox-kind.ts';
import type { WorkOp } from './load-op.ts';
import type { OutboxRun } from './outbox-ports.ts';

const IN_DOUBT: readonly OutboxState[] = ['UNKNOWN', 'ACKED'];

/** Reads once and commits what it says. The mirror is written first: it is idempotent, the item's rest is final. */
export async function readBackOp(run: OutboxRun, opId: string): Promise<void> {
  const work = loadForWork(run, opId, IN_DOUBT);
  if (work === null) return;
  run.world.failpoint('outbox.read-back.before-read', opId);
  const reading = await readRemote(run, work);
  run.world.failpoint('outbox.read-back.after-read', opId);
  switch (reading.kind) {
    case 'read':
      return await concludeReading(run, work, reading);
    case 'gone': {
      work.opened.markGone(run.mirrorWriter, reading.beganMonoMs);
      const conflict = work.opened.judgeGone(run.world.clock.wallMs());
      const verdict = { is: 'conflict', why: conflict.why } as const;
      return commitVerdict(run, work, { verdict, conflict }, reading.beganMonoMs);
    }
    case 'failed':
    case 'forbidden':
      run.commit(opId, { type: 'read-failed' });
      // Forbidden to read what we could read before sending: nothing to learn for a while.
      if (reading.kind === 'forbidden') run.getBreaker(work.record.accountId).fail(nowMono(run));
      return;
    case 'blocked':
      // Picked up again when the account is; nothing is known about the item.
      run.commit(opId, { type: 'read-failed' });
      return;
    case 'aborted':
      return;
  }
}

async function concludeReading(
  run: OutboxRun,
  work: WorkOp,
  reading: { readonly value: AnyReading } & ExchangeFacts,
): Promise<void> {
  const facts = gatherFacts(run, work, reading);
  const judged = work.opened.judgeAfter(reading.value, facts);
  if (judged.verdict.is === 'not-applied') {
    const reason = await findReasonForRefusal(run, work, reading);
    if (reason === null) return commitVerdict(run, work, judged, reading.beganMonoMs);
    const verdict = { is: 'conflict', why: reason.why } as const;
    return commitVerdict(run, work, { verdict, conflict: reason }, reading.beganMonoMs);
  }
  work.opened.applyToMirror(run.mirrorWriter, reading.value, reading);
  run.world.failpoint('outbox.mirror.after-commit', work.record.opId);
  commitVerdict(run, work, judged, reading.beganMonoMs);
}

/** A refusal without effect: what is known of the entity may say why. */
async function findReasonForRefusal(
  run: OutboxRun,
  work: WorkOp,
  reading: { readonly value: AnyReading } & ExchangeFacts,
): Promise<ConflictFacts | null> {
  const { record, opened, client } = work;
  if (record.core.state !== 'UNKNOWN' || record.core.lastAnswer !== 'refused') return null;
  return await opened.explainRefusal({
    client,
    reading: reading.value,
    facts: gatherFacts(run, work, reading),
    mirror: run.mirrorWriter,
    signal: run.readSignal,
  });
}

function commitVerdict(
  run: OutboxRun,
  work: WorkOp,
  judged: Judged<ReadBackVerdict>,
  beganMonoMs: number,
): void {
  const { record } = work;
  if (run.lanes.find(record.opId) === null) return;
  const isSettled = isReadSettled(run, record, beganMonoMs);
  commitJudged(run, record, { type: 'read-back', verdict: judged.verdict, isSettled }, judged);
  run.world.failpoint('outbox.rest.after-commit', record.opId);
}

function nowMono(run: OutboxRun): number {
  return run.world.clock.monoMs();
}
