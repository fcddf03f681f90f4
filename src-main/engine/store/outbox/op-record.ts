// Owns: an outbox item as the store keeps it, and reading it back from a row. Must not: guess what a row means.
import { OUTBOX_STATES } from '../../../../src-shared/domain/outbox-item.ts';
import { ANSWER_KINDS } from '../../outbox/op-core.ts';
import type {
  BlockedWhy,
  ConflictWhy,
  OutboxClass,
  OutboxState,
} from '../../../../src-shared/domain/outbox-item.ts';
import type { AnswerKind, OpCore } from '../../outbox/op-core.ts';

/** What never changes about an item. `intent` and `base` are JSON; the kind reads them. */
export interface NewOp {
  readonly opId: string;
  readonly accountId: string;
  /** At most one item of a lane is on its way; CM.com Sign: the request's id. */
  readonly lane: string;
  readonly kind: string;
  readonly groupId: string | null;
  readonly intent: string;
  readonly base: string;
  readonly baseHash: string;
  readonly dependsOn: string | null;
  readonly decidedMs: number;
  readonly holdUntilMs: number;
}

/** What changes beside the core. Times are wall milliseconds; null = not known or not so. */
export interface OpProgress {
  readonly pre: string | null;
  readonly expectedHash: string | null;
  /** JSON of ConflictFacts. */
  readonly conflict: string | null;
  readonly notBeforeMs: number;
  readonly sentWallMs: number | null;
  readonly deadlineMs: number | null;
  readonly restedMs: number | null;
  readonly dismissedMs: number | null;
  readonly lastHttp: number | null;
  readonly lastCode: string | null;
  /** JSON of redacted facts about the last answer. */
  readonly evidence: string | null;
}

export interface OpRecord extends NewOp, OpProgress {
  readonly seq: number;
  readonly core: OpCore;
}

/** A row whose columns hold words this program does not know. It is shown and kept, never sent. */
export interface UnreadableOp {
  readonly opId: string;
  readonly opClass: OutboxClass;
}

export interface OpRow {
  readonly seq: number;
  readonly op_id: string;
  readonly account_id: string;
  readonly lane: string;
  readonly class: OutboxClass;
  readonly kind: string;
  readonly group_id: string | null;
  readonly intent: string;
  readonly base: string;
  readonly base_hash: string;
  readonly pre: string | null;
  readonly expected_hash: string | null;
  readonly depends_on: string | null;
  readonly state: string;
  readonly blocked_why: string | null;
  readonly conflict: string | null;
  readonly attempt: number;
  readonly reconciled: number;
  readonly unapplied_reads: number;
  readonly sent_count: number;
  readonly decided_ms: number;
  readonly hold_until_ms: number;
  readonly not_before_ms: number;
  readonly sent_wall_ms: number | null;
  readonly deadline_ms: number | null;
  readonly rested_ms: number | null;
  readonly last_answer: string | null;
  readonly last_http: number | null;
  readonly last_code: string | null;
  readonly evidence: string | null;
  readonly is_cancel_wanted: number;
  readonly dismissed_ms: number | null;
}

const BLOCKED_WHYS: readonly BlockedWhy[] = [
  'auth',
  'account-disabled',
  'key-unavailable',
  'dependency',
  'disk-full',
  'salvaged',
];
const CONFLICT_WHYS: readonly ConflictWhy[] = [
  'decided-otherwise',
  'changed-since-review',
  'too-old',
  'gone',
  'closed',
];

/** Reads a row; null when one of its words is unknown. */
export function readOpRow(row: OpRow): OpRecord | null {
  const core = readCore(row);
  if (core === null) return null;
  return {
    seq: row.seq,
    opId: row.op_id,
    accountId: row.account_id,
    lane: row.lane,
    kind: row.kind,
    groupId: row.group_id,
    intent: row.intent,
    base: row.base,
    baseHash: row.base_hash,
    dependsOn: row.depends_on,
    decidedMs: row.decided_ms,
    holdUntilMs: row.hold_until_ms,
    pre: row.pre,
    expectedHash: row.expected_hash,
    conflict: row.conflict,
    notBeforeMs: row.not_before_ms,
    sentWallMs: row.sent_wall_ms,
    deadlineMs: row.deadline_ms,
    restedMs: row.rested_ms,
    dismissedMs: row.dismissed_ms,
    lastHttp: row.last_http,
    lastCode: row.last_code,
    evidence: row.evidence,
    core,
  };
}

function readCore(row: OpRow): OpCore | null {
  const state = findWord<OutboxState>(OUTBOX_STATES, row.state);
  const blockedWhy = findWord(BLOCKED_WHYS, row.blocked_why);
  const conflictWhy = findWord(CONFLICT_WHYS, readConflictWhy(row.conflict));
  const lastAnswer = findWord<AnswerKind>(ANSWER_KINDS, row.last_answer);
  if (state === undefined || state === null) return null;
  if (blockedWhy === undefined || conflictWhy === undefined || lastAnswer === undefined) {
    return null;
  }
  return {
    state,
    class: row.class,
    blockedWhy,
    conflictWhy,
    attempt: row.attempt,
    reconciled: row.reconciled,
    unappliedReads: row.unapplied_reads,
    sentCount: row.sent_count,
    lastAnswer,
    isCancelWanted: row.is_cancel_wanted === 1,
    isDismissed: row.dismissed_ms !== null,
  };
}

function readConflictWhy(conflict: string | null): string | null {
  if (conflict === null) return null;
  try {
    const facts: unknown = JSON.parse(conflict);
    if (typeof facts === 'object' && facts !== null && 'why' in facts) return String(facts.why);
  } catch {
    // Falls through: an unknown word makes the row unreadable.
  }
  return 'unreadable';
}

/** null stays null; a word outside the list is undefined. */
function findWord<W extends string>(
  words: readonly W[],
  word: string | null,
): W | null | undefined {
  return word === null ? null : words.find((known) => known === word);
}
