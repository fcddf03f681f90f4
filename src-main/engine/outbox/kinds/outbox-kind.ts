// Owns: what the outbox must know about a kind of item to send it safely: how it is read, judged and written.
// Must not: know states; those are transition.ts. Types only.
import type {
  ConflictFacts,
  OutboxClass,
  ReassignSubject,
} from '../../../../src-shared/domain/outbox-item.ts';
import type { DossierFacts } from '../../../../src-shared/domain/reassign-request.ts';
import type { CmSignClient, MirrorWriter, ReadOutcome, WriteOutcome } from '../../ports.ts';
import type { PrecheckVerdict, ReadBackVerdict } from '../op-core.ts';

/** What a judgement may know besides the reading. */
export interface JudgeFacts {
  /** The server's clock where it told us, else ours. */
  readonly nowMs: number;
  /** Since the person decided, on this computer's clock. */
  readonly ageMs: number;
  readonly maxAgeMs: number;
  /** What the mirror knows of the dossier now; null = nothing. */
  readonly dossier: DossierFacts | null;
}

/** A verdict with the facts its conflict card shows; null where there is no conflict. */
export interface Judged<V> {
  readonly verdict: V;
  readonly conflict: ConflictFacts | null;
}

/** The stored picture of the world just before the write, and what it should become. */
interface SendPlan {
  readonly pre: string;
  readonly expectedHash: string;
}

/**
 * One item of a kind, its JSON parsed. `Reading` is what a read brings. To add a kind: write a file beside this one
 * that implements OutboxKind, list it in registry.ts, and give its reading rules tests of their own.
 */
export interface OpenedOp<Reading> {
  readonly subject: ReassignSubject;
  /** Where the item belongs in the mirror: the request read, and its dossier. */
  readonly dossierId: string;
  read(client: CmSignClient, signal: AbortSignal): Promise<ReadOutcome<Reading>>;
  judgeBefore(reading: Reading, facts: JudgeFacts): Judged<PrecheckVerdict>;
  planSend(reading: Reading): SendPlan;
  write(
    client: CmSignClient,
    options: { readonly deadlineMs: number; readonly signal: AbortSignal },
  ): Promise<WriteOutcome>;
  judgeAfter(reading: Reading, facts: JudgeFacts): Judged<ReadBackVerdict>;
  /** The service answered 404. */
  judgeGone(nowMs: number): ConflictFacts;
  /** The service refused, and reading shows no effect: the dossier may say why. null = it does not. */
  judgeRefusal(facts: JudgeFacts): ConflictFacts | null;
  applyToMirror(mirror: MirrorWriter, reading: Reading, beganMonoMs: number): void;
  markGone(mirror: MirrorWriter, beganMonoMs: number): void;
}

export interface OutboxKind<Reading> {
  readonly name: string;
  readonly opClass: OutboxClass;
  /** Parses what was stored when the person decided; throws when it cannot be understood (poison). */
  open(op: StoredIntent): OpenedOp<Reading>;
}

export interface StoredIntent {
  readonly accountId: string;
  readonly lane: string;
  readonly intent: string;
  readonly base: string;
  readonly baseHash: string;
}
