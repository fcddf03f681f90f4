// Owns: finding out by reading what became of a write: verify (ACKED) and reconcile (UNKNOWN) (OUTBOX §2, steps 6, 7).
// Must not: send anything.
import { isReadable } from '../store/outbox/op-repo.ts';
import { readSettledMonoMs } from './commit-event.ts';
import { gatherFacts, loadForWork } from './load-op.ts';
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
  run.world.failpoint('outbox.read-back.before-read');
  const reading = await readRemote(run, work);
  run.world.failpoint('outbox.read-back.after-read');
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
  const facts = gatherFacts(run, work, reading.serverDateMs);
  const judged = work.opened.judgeAfter(reading.value, facts);
  if (judged.verdict.is === 'not-applied') {
    const reason = await findReasonForRefusal(run, work, reading.serverDateMs);
    if (reason === null) return commitVerdict(run, work, judged, reading.beganMonoMs);
    const verdict = { is: 'conflict', why: reason.why } as const;
    return commitVerdict(run, work, { verdict, conflict: reason }, reading.beganMonoMs);
  }
  work.opened.applyToMirror(run.mirrorWriter, reading.value, reading.beganMonoMs);
  run.world.failpoint('outbox.mirror.after-commit');
  commitVerdict(run, work, judged, reading.beganMonoMs);
}

/** A refusal without effect: if the dossier is over, that is what the person needs to hear. */
async function findReasonForRefusal(
  run: OutboxRun,
  work: WorkOp,
  serverDateMs: number | null,
): Promise<ConflictFacts | null> {
  const { record, opened, client } = work;
  if (record.core.state !== 'UNKNOWN' || record.core.lastAnswer !== 'refused') return null;
  const outcome = await client.getDossier(opened.dossierId, run.readSignal);
  const facts = gatherFacts(run, work, serverDateMs);
  if (outcome.kind !== 'read') return opened.judgeRefusal(facts);
  run.mirrorWriter.applyDossier(record.accountId, outcome.value);
  return opened.judgeRefusal({ ...facts, dossier: outcome.value });
}

function commitVerdict(
  run: OutboxRun,
  work: WorkOp,
  judged: Judged<ReadBackVerdict>,
  beganMonoMs: number,
): void {
  const { opId } = work.record;
  const now = run.ops.find(opId);
  const item = run.lanes.find(opId);
  if (now === null || !isReadable(now) || item === null) return;
  const settledMs = readSettledMonoMs(item, now, run.readSettings().settleSeconds);
  run.commit(
    opId,
    { type: 'read-back', verdict: judged.verdict, isSettled: beganMonoMs >= settledMs },
    judged.conflict === null ? {} : { conflict: JSON.stringify(judged.conflict) },
  );
  run.world.failpoint('outbox.rest.after-commit');
}

function nowMono(run: OutboxRun): number {
  return run.world.clock.monoMs();
}
