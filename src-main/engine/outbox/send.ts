// Owns: sending one item: look, compare, commit SENDING, write, commit the answer (OUTBOX §2, steps 2 to 5).
// Must not: send without the commit before it, or retry by itself.
import { isReadable } from '../store/outbox/op-repo.ts';
import { classifyAnswer } from './answer-class.ts';
import { gatherFacts, loadForWork } from './load-op.ts';
import { noteFailure, readRemote } from './read-remote.ts';
import { WRITE_DEADLINE_MS } from './settle.ts';
import { readBackOp } from './read-back.ts';
import { commitJudged } from './commit-judged.ts';
import { commitPatiently } from './commit-patiently.ts';
import type { OutboxState } from '../../../src-shared/domain/outbox-item.ts';
import type { WriteOutcome } from '../ports.ts';
import type { OpProgress, OpRecord } from '../store/outbox/op-record.ts';
import type { AnswerKind, PrecheckVerdict } from './op-core.ts';
import type { AnyReading } from './kinds/registry.ts';
import type { Judged } from './kinds/outbox-kind.ts';
import type { WorkOp } from './load-op.ts';
import type { OutboxRun } from './outbox-ports.ts';
import type { RemoteReading } from './read-remote.ts';

const UNSENT: readonly OutboxState[] = ['QUEUED', 'WAITING'];
const GOAL_STATES: readonly OutboxState[] = ['CONFIRMED', 'SATISFIED'];

/** Takes the head of a lane from "due" as far as it goes without waiting. */
export async function sendOp(run: OutboxRun, opId: string): Promise<void> {
  const work = loadForWork(run, opId, UNSENT);
  if (work === null) return;
  run.world.failpoint('outbox.precheck.before-read', opId);
  const reading = await readRemote(run, work);
  run.world.failpoint('outbox.precheck.after-read', opId);
  if (run.isStopping() || run.isPaused()) return;
  // Withdrawn or blocked while the read was out.
  const fresh = loadForWork(run, opId, UNSENT);
  if (fresh === null) return;
  if (concludeWithoutReading(run, fresh, reading)) return;
  if (reading.kind !== 'read') return;
  if (blockOnDependency(run, fresh.record)) return;
  const judged = fresh.opened.judgeBefore(reading.value, gatherFacts(run, fresh, reading));
  if (judged.verdict.is !== 'as-reviewed') {
    fresh.opened.applyToMirror(run.mirrorWriter, reading.value, reading);
    run.world.failpoint('outbox.mirror.after-commit', opId);
    commitPrecheck(run, fresh.record, judged);
    return;
  }
  await sendNow(run, fresh, reading.value);
}

/** Handles every reading that shows no request; true = done with the item for now. */
function concludeWithoutReading(run: OutboxRun, work: WorkOp, reading: RemoteReading): boolean {
  const { opId } = work.record;
  switch (reading.kind) {
    case 'read':
      return false;
    case 'gone': {
      work.opened.markGone(run.mirrorWriter, reading.beganMonoMs);
      const conflict = work.opened.judgeGone(run.world.clock.wallMs());
      const verdict = { is: 'conflict', why: conflict.why } as const;
      commitPrecheck(run, work.record, { verdict, conflict });
      return true;
    }
    case 'forbidden':
      run.commit(
        opId,
        { type: 'prechecked', verdict: { is: 'forbidden' } },
        { lastHttp: reading.status, lastCode: 'FORBIDDEN' },
      );
      return true;
    case 'failed':
      run.commit(opId, { type: 'read-failed' });
      return true;
    case 'blocked':
    case 'aborted':
      return true;
  }
}

function commitPrecheck(run: OutboxRun, record: OpRecord, judged: Judged<PrecheckVerdict>): void {
  commitJudged(run, record, { type: 'prechecked', verdict: judged.verdict }, judged);
  run.world.failpoint('outbox.rest.after-commit', record.opId);
}

/**
 * What it builds on did not come to its goal: it is never sent on a stale base (rule c). Such items are blocked with
 * that commit already; this catches one whose predecessor could not even be read.
 */
function blockOnDependency(run: OutboxRun, { opId, dependsOn }: OpRecord): boolean {
  if (dependsOn === null) return false;
  const before = run.ops.find(dependsOn);
  const isReached =
    before !== null && isReadable(before) && GOAL_STATES.includes(before.core.state);
  if (!isReached) run.commit(opId, { type: 'blocked', why: 'dependency' });
  return !isReached;
}

async function sendNow(run: OutboxRun, work: WorkOp, seen: AnyReading): Promise<void> {
  const { opId } = work.record;
  const { failpoint, clock } = run.world;
  failpoint('outbox.sending.before-commit', opId);
  const { record } = run.commit(
    opId,
    { type: 'prechecked', verdict: { is: 'as-reviewed' } },
    {
      ...work.opened.planSend(seen),
      sentWallMs: clock.wallMs(),
      deadlineMs: WRITE_DEADLINE_MS,
    },
  );
  // Withdrawn at the last moment: nothing leaves.
  if (record.core.state !== 'SENDING') return;
  failpoint('outbox.sending.after-commit', opId);
  await writeUntilAnswered(run, work);
}

/** One attempt: one write, and a second one only after a 401, with a fresh token. */
async function writeUntilAnswered(run: OutboxRun, work: WorkOp): Promise<void> {
  const { opId, accountId } = work.record;
  let isTokenFresh = false;
  for (;;) {
    const outcome = await work.opened.write(work.client, {
      deadlineMs: WRITE_DEADLINE_MS,
      signal: run.writeSignal,
    });
    run.world.failpoint('outbox.write.after-answer', opId);
    const answer = classifyAnswer(outcome);
    noteAnswer(run, work, outcome, answer);
    const { transition, record } = await commitPatiently(run, () =>
      run.commit(opId, { type: 'answered', answer, isTokenFresh }, describeAnswer(run, outcome)),
    );
    run.world.failpoint('outbox.answer.after-commit', opId);
    if (transition.effects.includes('block-account')) {
      run.blocks.block(accountId, answer === 'account-disabled' ? 'account-disabled' : 'auth');
    }
    if (!transition.effects.includes('write')) {
      const isToRead = transition.wait === 'now' && !run.isStopping();
      if (isToRead && record.core.state !== 'WAITING') await readBackOp(run, opId);
      return;
    }
    isTokenFresh = true;
  }
}

function noteAnswer(run: OutboxRun, work: WorkOp, outcome: WriteOutcome, answer: AnswerKind): void {
  const { accountId } = work.record;
  const { clock } = run.world;
  if (!run.isStopping()) run.connectivity.report(accountId, outcome);
  if (answer === 'accepted') {
    run.readGuard.noteAcknowledged(work.opened.entityKey, clock.monoMs());
    run.blocks.forgive(accountId);
  }
  const isServiceFine =
    outcome.kind === 'answered' && answer !== 'lost' && answer !== 'server-fault';
  const retryAfterMs = outcome.kind === 'answered' ? (outcome.failure?.retryAfterMs ?? null) : null;
  if (answer === 'deferred') noteFailure(run, accountId, retryAfterMs);
  else if (isServiceFine) run.getBreaker(accountId).succeed();
  else noteFailure(run, accountId, retryAfterMs);
}

/** What is kept of an answer: machine facts and the client's redacted message, never a body. */
function describeAnswer(run: OutboxRun, outcome: WriteOutcome): Partial<OpProgress> {
  const { failure } = outcome;
  return {
    lastHttp: outcome.status,
    lastCode: failure?.code ?? null,
    // A second write of the same attempt restarts settle; for any other answer this is the time it came.
    ...(outcome.status === 401 ? { sentWallMs: run.world.clock.wallMs() } : {}),
    evidence: JSON.stringify({
      kind: outcome.kind,
      tookMs: Math.round(outcome.tookMs),
      retryAfterMs: failure?.retryAfterMs ?? null,
      serverMessage: failure?.serverMessage ?? null,
    }),
  };
}
