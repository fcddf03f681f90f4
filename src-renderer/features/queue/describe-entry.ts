// Owns: what a queue entry says on screen: the chip, its tone and the sentence with the exact facts. Pure.
// Must not: decide what a state means; the phrase comes from the engine.
import { countSecondsUntil } from '../../words/format.ts';
import { format, words } from '../../words/words.ts';
import type { ChipTone } from '../../ui/chip-tone.ts';
import type { ErrorCode } from '../../../src-shared/contract/errors.ts';
import type { QueueEntry } from '../../../src-shared/domain/outbox-item.ts';

/** What the words depend on besides the entry. */
export interface EntrySurroundings {
  readonly nowMs: number;
  readonly isPaused: boolean;
  /** Since when the account's service has not answered; null = not known or it answers. */
  readonly offlineSince: string | null;
  /** The person has put it away: it needs nobody any more. */
  readonly isPutAway: boolean;
}

export interface EntryWords {
  readonly chip: string;
  readonly tone: ChipTone;
  readonly sentence: string;
}

/** A countdown is shown in seconds up to here; beyond, a clock time says more. */
const COUNTDOWN_LIMIT_S = 90;

const { chips } = words.queue;

function pickSentences({ subject }: QueueEntry) {
  return words.queue.about[subject.type].sentences;
}

/** Puts an entry into words. Total over all phrases. */
export function describeEntry(entry: QueueEntry, around: EntrySurroundings): EntryWords {
  switch (entry.phrase) {
    case 'held':
    case 'waiting-network':
    case 'waiting-turn':
    case 'waiting-retry':
      return describeUnsent(entry, around);
    case 'sending':
      return {
        chip: chips.sending,
        tone: 'accent',
        sentence: pickSentences(entry).sending(entry.attempt),
      };
    case 'checking':
      return { chip: chips.checking, tone: 'accent', sentence: describeChecking(entry, around) };
    case 'sent':
    case 'already-so':
    case 'withdrawn':
    case 'replaced':
      return describeDone(entry, around);
    case 'already-decided':
    case 'changed':
    case 'too-old':
    case 'refused':
    case 'needs-you':
      return describeAttention(entry, around);
    case 'blocked-auth':
    case 'blocked-account':
    case 'blocked-key':
    case 'blocked-dependency':
    case 'blocked-disk':
    case 'blocked-salvaged':
      return describeBlocked(entry.phrase);
  }
}

/** Tells whether the words move by the second, so that the row must too. */
export function hasCountdown(entry: QueueEntry): boolean {
  return entry.heldUntil !== null || entry.nextTryAt !== null;
}

function describeUnsent(entry: QueueEntry, around: EntrySurroundings): EntryWords {
  const { nowMs, isPaused, offlineSince } = around;
  const says = pickSentences(entry);
  if (entry.phrase === 'held') return describeHeld(entry, around);
  if (isPaused) return { chip: chips.paused, tone: 'warn', sentence: says.paused };
  if (entry.phrase === 'waiting-network') {
    const since = offlineSince === null ? null : format.moment(offlineSince, nowMs);
    return {
      chip: chips.waitingNetwork,
      tone: 'warn',
      sentence: says.waitingNetwork(since),
    };
  }
  if (entry.phrase === 'waiting-retry' && entry.nextTryAt !== null) {
    const seconds = countSecondsUntil(entry.nextTryAt, nowMs);
    const time = format.moment(entry.nextTryAt, nowMs);
    return {
      chip: seconds > COUNTDOWN_LIMIT_S ? chips.retryAt(time) : chips.retryIn(seconds),
      tone: 'warn',
      sentence: says.retry(entry.attempt, nameTrouble(entry), time),
    };
  }
  return { chip: chips.waitingTurn, tone: 'plain', sentence: says.waitingTurn };
}

function describeHeld(entry: QueueEntry, { nowMs, isPaused }: EntrySurroundings): EntryWords {
  const says = pickSentences(entry);
  const seconds = entry.heldUntil === null ? 0 : countSecondsUntil(entry.heldUntil, nowMs);
  if (seconds > 0) {
    return { chip: chips.held(seconds), tone: 'accent', sentence: says.held(seconds) };
  }
  return isPaused
    ? { chip: chips.paused, tone: 'warn', sentence: says.paused }
    : { chip: chips.leaving, tone: 'accent', sentence: says.leaving };
}

/** The reason of the last failed try: the status if the service answered, else the error's own words. */
function nameTrouble(entry: QueueEntry): string | null {
  if (entry.lastHttpStatus !== null) return pickSentences(entry).statusFrom(entry.lastHttpStatus);
  const code = entry.lastErrorCode;
  if (code === null || !Object.hasOwn(words.errors, code)) return null;
  return words.errors[code as ErrorCode]({}).what;
}

function describeChecking(entry: QueueEntry, { nowMs }: EntrySurroundings): string {
  const says = pickSentences(entry);
  if (entry.state === 'ACKED') return says.acked;
  const isAhead = entry.nextTryAt !== null && Date.parse(entry.nextTryAt) > nowMs;
  const next = isAhead && entry.nextTryAt !== null ? format.moment(entry.nextTryAt, nowMs) : null;
  const status = entry.lastHttpStatus;
  if (status === null) return says.lost(next);
  return isRefusal(status) ? says.refusedToBeSure(status, next) : says.unclear(status, next);
}

/** A word of the service itself; 408, 425 and 429 only ask for another time. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && ![408, 425, 429].includes(status);
}

function writeRestedTime(entry: QueueEntry, nowMs: number): string {
  return format.moment(entry.restedAt ?? entry.decidedAt, nowMs);
}

function describeDone(entry: QueueEntry, { nowMs }: EntrySurroundings): EntryWords {
  const says = pickSentences(entry);
  const time = writeRestedTime(entry, nowMs);
  if (entry.phrase === 'sent') {
    return { chip: chips.sent, tone: 'ok', sentence: says.sent(time) };
  }
  if (entry.phrase === 'already-so') {
    // After a request of ours went out, "nothing was sent" would be untrue.
    const say = entry.sentCount === 0 ? says.alreadySo : says.alreadySoAfterSending;
    return { chip: chips.alreadySo, tone: 'ok', sentence: say(time) };
  }
  return entry.phrase === 'withdrawn'
    ? { chip: chips.withdrawn, tone: 'plain', sentence: describeWithdrawn(entry, time) }
    : { chip: chips.replaced, tone: 'plain', sentence: says.replaced(time) };
}

/** What had left before a person took it back stays said. */
function describeWithdrawn(entry: QueueEntry, time: string): string {
  const says = pickSentences(entry);
  const { subject } = entry;
  if (subject.type === 'workflow' && subject.done > 0) {
    return says.withdrawnMidway(time, subject.done, subject.total);
  }
  return entry.attempt === 0 ? says.withdrawn(time) : says.withdrawnAfterTrying(time);
}

function describeAttention(entry: QueueEntry, around: EntrySurroundings): EntryWords {
  const { nowMs, isPutAway } = around;
  const says = pickSentences(entry);
  const time = writeRestedTime(entry, nowMs);
  if (entry.phrase === 'refused') {
    const { lastHttpStatus, lastErrorCode } = entry;
    const refusal = says.refused(lastHttpStatus, lastErrorCode, time);
    const sentence = isPutAway ? `${refusal} ${says.putAway}` : refusal;
    return { chip: chips.refused, tone: 'bad', sentence };
  }
  const seen = entry.conflict === null ? time : format.moment(entry.conflict.seenAt, nowMs);
  // Until then both sides stand below, with their times.
  const sentence = isPutAway ? `${says.seen(seen)} ${says.putAway}` : '';
  if (entry.phrase === 'changed') return { chip: chips.changed, tone: 'warn', sentence };
  if (entry.phrase === 'too-old') return { chip: chips.tooOld, tone: 'warn', sentence };
  return entry.phrase === 'already-decided'
    ? { chip: chips.alreadyDecided, tone: 'bad', sentence }
    : { chip: chips.needsYou, tone: 'bad', sentence };
}

type BlockedPhrase = Extract<QueueEntry['phrase'], `blocked-${string}`>;

const BLOCKED_CHIPS: Readonly<Record<BlockedPhrase, string>> = {
  'blocked-auth': chips.blockedAuth,
  'blocked-account': chips.blockedAccount,
  'blocked-key': chips.blockedKey,
  'blocked-dependency': chips.blockedDependency,
  'blocked-disk': chips.blockedDisk,
  'blocked-salvaged': chips.blockedSalvaged,
};

function describeBlocked(phrase: BlockedPhrase): EntryWords {
  return {
    chip: BLOCKED_CHIPS[phrase],
    tone: 'warn',
    sentence: words.outbox.phrases[phrase].long,
  };
}
