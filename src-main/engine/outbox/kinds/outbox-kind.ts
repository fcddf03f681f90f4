// Owns: what the outbox must know about a kind of item to send it safely: how it is read, judged and written.
// Must not: know states; those are transition.ts. Types only.
import type { ConflictFacts, ReassignSubject } from '../../../../src-shared/domain/outbox-item.ts';
import type { DossierFacts, RequestKey } from '../../../../src-shared/domain/reassign-request.ts';
import type { Knowledge } from '../../../../src-shared/domain/workflow/assumptions.ts';
import type { RecipientList, ServerList } from '../../../../src-shared/domain/workflow/model.ts';
import type { PackageKey } from '../../../../src-shared/domain/workflow/package-key.ts';
import type {
  AccountRecord,
  CmSignClient,
  ExchangeFacts,
  MirrorWriter,
  ReadOutcome,
  SigningHubClient,
  WriteOutcome,
} from '../../ports.ts';
import type { PrecheckVerdict, ReadBackVerdict } from '../op-core.ts';
import type { PlanStep } from '../../../../src-shared/domain/workflow/plan.ts';

/** The client of whichever service a kind talks to. */
export type AnyClient = CmSignClient | SigningHubClient;

/** What our own sending so far says about a reading. */
export interface OwnTries {
  /** Requests that may have left and are not proven to be without effect. */
  readonly sentCount: number;
  /** The service said yes to the last one. */
  readonly isAcknowledged: boolean;
  /** The service refused the last one for a stated reason. */
  readonly isRefused: boolean;
  /** The read began when nothing of ours could be on its way, or hidden by a lagging replica, any more. */
  readonly isSettled: boolean;
}

/** What a judgement may know besides the reading. */
export interface JudgeFacts {
  /** The server's clock where it told us, else ours. */
  readonly nowMs: number;
  /** Since the person decided, on this computer's clock. */
  readonly ageMs: number;
  readonly maxAgeMs: number;
  /** What the mirror knows of the dossier now; null = nothing. */
  readonly dossier: DossierFacts | null;
  readonly own: OwnTries;
}

/**
 * What belongs into the same commit as a verdict about a call of a plan. learned: how the service behaves, and the
 * rest of the plan made anew where it behaved otherwise than predicted (null = the plan stands) · theirs: the list
 * that was not the one expected, and what must be taken for possible again because only that explains it (or null).
 */
export type Sequel =
  | {
      readonly kind: 'learned';
      readonly knowledge: Knowledge;
      readonly rest: {
        readonly base: RecipientList;
        readonly steps: readonly PlanStep[];
      } | null;
    }
  | { readonly kind: 'theirs'; readonly list: ServerList; readonly doubted: Knowledge | null };

/** A verdict with the facts its conflict card shows; null where there is no conflict. */
export interface Judged<V> {
  readonly verdict: V;
  readonly conflict: ConflictFacts | null;
  readonly sequel?: Sequel;
}

/** The stored picture of the world just before the write, and what it should become. */
interface SendPlan {
  readonly pre: string;
  readonly expectedHash: string;
}

/** What finding out the reason of a refusal may use. */
export interface RefusalContext<Client, Reading> {
  readonly client: Client;
  readonly reading: Reading;
  readonly facts: JudgeFacts;
  readonly mirror: MirrorWriter;
  readonly signal: AbortSignal;
}

/**
 * One item of a kind, its JSON parsed. `Reading` is what a read brings. To add a kind: write a file beside this one
 * that implements OutboxKind, list it in registry.ts, and give its reading rules tests of their own.
 */
export interface OpenedOp<Reading, Client = CmSignClient> {
  readonly service: AccountRecord['kind'];
  /** What a read older than our acknowledged write may not overwrite (rule h). */
  readonly entityKey: RequestKey | PackageKey;
  /** null for a call of a plan: the plan as a whole is the entry. */
  readonly subject: ReassignSubject | null;
  read(client: Client, signal: AbortSignal): Promise<ReadOutcome<Reading>>;
  judgeBefore(reading: Reading, facts: JudgeFacts): Judged<PrecheckVerdict>;
  planSend(reading: Reading): SendPlan;
  write(
    client: Client,
    options: { readonly deadlineMs: number; readonly signal: AbortSignal },
  ): Promise<WriteOutcome>;
  judgeAfter(reading: Reading, facts: JudgeFacts): Judged<ReadBackVerdict>;
  /** The service answered 404. */
  judgeGone(nowMs: number): ConflictFacts;
  /** The service refused, and reading shows no effect: what explains it? null = nothing known does. */
  explainRefusal(context: RefusalContext<Client, Reading>): Promise<ConflictFacts | null>;
  applyToMirror(mirror: MirrorWriter, reading: Reading, exchange: ExchangeFacts): void;
  markGone(mirror: MirrorWriter, beganMonoMs: number): void;
}

export interface OutboxKind<Reading, Client = CmSignClient> {
  readonly name: string;
  /** Parses what was stored when the person decided; throws when it cannot be understood (poison). */
  open(op: StoredIntent): OpenedOp<Reading, Client>;
}

export interface StoredIntent {
  readonly accountId: string;
  readonly lane: string;
  readonly groupId: string | null;
  readonly intent: string;
  readonly base: string;
  readonly baseHash: string;
}
