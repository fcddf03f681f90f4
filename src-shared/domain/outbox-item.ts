// Owns: the states an outbox item can be in, and which words each may be shown with. A state on screen never
// claims more than is known. Must not: decide transitions; those are src-main/engine/outbox/transition.ts.
import type { Decision } from './decision.ts';
import type { PictureChange, RequestKey } from './reassign-request.ts';
import type { WorkflowCall } from './workflow/call.ts';
import type { RecipientList, ServerList } from './workflow/model.ts';
import type { PackageKey } from './workflow/package-key.ts';

/** The states of the outbox (see docs/architecture.md and docs/reliability.md). */
export const OUTBOX_STATES = [
  'QUEUED',
  'SENDING',
  'UNKNOWN',
  'ACKED',
  'WAITING',
  'BLOCKED',
  'CONFIRMED',
  'SATISFIED',
  'CONFLICT',
  'REJECTED',
  'ATTENTION',
  'CANCELLED',
  'SUPERSEDED',
] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/**
 * Why an item may not be sent now although nothing is wrong with it; burns no attempts. salvaged = brought back from a
 * damaged file whose last state is not proven: only a person lets it go on.
 */
export type BlockedWhy =
  'auth' | 'account-disabled' | 'key-unavailable' | 'dependency' | 'disk-full' | 'salvaged';

/** Operation classes: how an unknown outcome is settled by reading. */
export type OutboxClass = 'goal' | 'append' | 'positional';

/** States an item never leaves by itself. */
export const RESTING_STATES: readonly OutboxState[] = [
  'CONFIRMED',
  'SATISFIED',
  'CONFLICT',
  'REJECTED',
  'ATTENTION',
  'CANCELLED',
  'SUPERSEDED',
];

/** States in which a write may be on its way; at most one such item a lane. */
export const IN_FLIGHT_STATES: readonly OutboxState[] = ['SENDING', 'UNKNOWN', 'ACKED'];

/** States in which the item waits for a person. */
export const NEEDS_PERSON_STATES: readonly OutboxState[] = ['CONFLICT', 'REJECTED', 'ATTENTION'];

/**
 * What the desk worker is told, one per situation:
 * held (undo window runs) · waiting-network · waiting-turn (another item of the lane or a pause goes first) ·
 * waiting-retry (a time is known) · sending · checking (the outcome is not known yet) · sent (read back) ·
 * already-so (was so before we sent; by us or a colleague) · already-decided (opposite outcome on the server) ·
 * changed (what was reviewed has changed) · too-old · refused · needs-you · blocked-* · withdrawn · replaced.
 */
export type OutboxPhrase =
  | 'held'
  | 'waiting-network'
  | 'waiting-turn'
  | 'waiting-retry'
  | 'sending'
  | 'checking'
  | 'sent'
  | 'already-so'
  | 'already-decided'
  | 'changed'
  | 'too-old'
  | 'refused'
  | 'needs-you'
  | 'blocked-auth'
  | 'blocked-account'
  | 'blocked-key'
  | 'blocked-dependency'
  | 'blocked-disk'
  | 'blocked-salvaged'
  | 'withdrawn'
  | 'replaced';

/** Why an item is in CONFLICT. */
export type ConflictWhy =
  'decided-otherwise' | 'changed-since-review' | 'too-old' | 'gone' | 'closed';

/** What the server says now, beside what the person decided. */
export interface ConflictFacts {
  readonly why: ConflictWhy;
  readonly seenAt: string;
  readonly theirState: string;
  readonly theirDeclineReason: string | null;
  readonly changes: readonly PictureChange[];
}

/** What a queue entry is about. */
export interface ReassignSubject {
  readonly type: 'reassign';
  readonly requestKey: RequestKey;
  readonly decision: Decision['kind'];
  readonly fromName: string;
  readonly toName: string;
  readonly dossierName: string;
  readonly owner: string;
  /** The message or the decline reason, as it will be sent. */
  readonly text: string | null;
}

/** What a call of a plan does, as facts for its sentence; names are as the plan knows them. */
export interface CallFacts {
  readonly kind: WorkflowCall['kind'];
  /** Whom it adds or hits; null for a change of type. */
  readonly name: string | null;
  readonly email: string | null;
  /** The call itself: the page's words are made from it. */
  readonly call: WorkflowCall;
}

/** A plan: the calls that bring a package's workflow to the wanted list, shown as one entry (OUTBOX §1). */
export interface WorkflowSubject {
  readonly type: 'workflow';
  readonly packageKey: PackageKey;
  readonly packageName: string;
  readonly calls: readonly {
    readonly facts: CallFacts;
    readonly state: OutboxState;
    readonly phrase: OutboxPhrase;
  }[];
  /** Calls at rest with the wanted effect, of `total`. */
  readonly done: number;
  readonly total: number;
  /** Index of the call that waits for a person; null while none does. */
  readonly stoppedAt: number | null;
  /** The server's list as last read, when it was not the one expected. */
  readonly theirs: ServerList | null;
  readonly wanted: RecipientList;
  /** The service's own words for refusing the call it stopped at; null = it did not refuse, or gave none known. */
  readonly refusal: string | null;
}
export type QueueSubject = ReassignSubject | WorkflowSubject;

/** One entry of the queue screen. Times are ISO 8601; null = not known or not so. */
export interface QueueEntry<S extends QueueSubject = QueueSubject> {
  /** A plan's entry has the plan's own id. */
  readonly opId: string;
  readonly accountId: string;
  readonly subject: S;
  readonly state: OutboxState;
  readonly phrase: OutboxPhrase;
  readonly blockedWhy: BlockedWhy | null;
  readonly decidedAt: string;
  /** End of the undo window while it runs. */
  readonly heldUntil: string | null;
  /** When it is tried next, if a time is known. */
  readonly nextTryAt: string | null;
  readonly attempt: number;
  /** Requests of ours that may have left this computer for this item. */
  readonly sentCount: number;
  readonly lastHttpStatus: number | null;
  readonly lastErrorCode: string | null;
  /** When it came to rest (confirmed, conflict, …). */
  readonly restedAt: string | null;
  readonly conflict: ConflictFacts | null;
  readonly canCancel: boolean;
  readonly canRetry: boolean;
}

/** An entry about a hand-over. */
export type ReassignEntry = QueueEntry<ReassignSubject>;
/** An entry about a plan of calls to one package. */
export type WorkflowEntry = QueueEntry<WorkflowSubject>;

/** Narrows an entry to hand-overs. */
export function isReassignEntry(entry: QueueEntry): entry is ReassignEntry {
  return entry.subject.type === 'reassign';
}

/** Narrows an entry to plans. */
export function isWorkflowEntry(entry: QueueEntry): entry is WorkflowEntry {
  return entry.subject.type === 'workflow';
}

/** One line of an entry's history, from the journal. */
export interface QueueEvent {
  readonly at: string;
  readonly from: OutboxState | null;
  readonly to: OutboxState;
  /** Machine word for the cause, such as `decided`, `answer-lost`, `read-back-applied`. */
  readonly cause: string;
  readonly attempt: number;
  readonly httpStatus: number | null;
  /** Which call of a plan, counted from 1 as the entry lists them; null = no plan, or a call that was replaced. */
  readonly callNumber: number | null;
}

/** Facts the phrase depends on besides the state. */
export interface PhraseFacts {
  readonly state: OutboxState;
  readonly blockedWhy: BlockedWhy | null;
  readonly conflictWhy: ConflictWhy | null;
  readonly isHeld: boolean;
  readonly isOnline: boolean;
  readonly hasRetryTime: boolean;
}

/** Chooses the phrase for an item; total over all states. */
export function describeOutboxItem(facts: PhraseFacts): OutboxPhrase {
  switch (facts.state) {
    case 'QUEUED':
    case 'WAITING':
      return describeWaiting(facts);
    case 'SENDING':
      return 'sending';
    case 'UNKNOWN':
    case 'ACKED':
      return 'checking';
    case 'BLOCKED':
      return BLOCKED_PHRASES[facts.blockedWhy ?? 'auth'];
    case 'CONFIRMED':
      return 'sent';
    case 'SATISFIED':
      return 'already-so';
    case 'CONFLICT':
      return describeConflict(facts.conflictWhy);
    case 'REJECTED':
      return 'refused';
    case 'ATTENTION':
      return 'needs-you';
    case 'CANCELLED':
      return 'withdrawn';
    case 'SUPERSEDED':
      return 'replaced';
  }
}

const BLOCKED_PHRASES = {
  auth: 'blocked-auth',
  'account-disabled': 'blocked-account',
  'key-unavailable': 'blocked-key',
  dependency: 'blocked-dependency',
  'disk-full': 'blocked-disk',
  salvaged: 'blocked-salvaged',
} as const satisfies Record<BlockedWhy, OutboxPhrase>;

function describeWaiting(facts: PhraseFacts): OutboxPhrase {
  if (facts.isHeld) return 'held';
  if (!facts.isOnline) return 'waiting-network';
  return facts.hasRetryTime ? 'waiting-retry' : 'waiting-turn';
}

function describeConflict(why: ConflictWhy | null): OutboxPhrase {
  if (why === 'decided-otherwise') return 'already-decided';
  if (why === 'too-old') return 'too-old';
  return why === 'changed-since-review' ? 'changed' : 'needs-you';
}
