// Owns: what becomes of an item when database, journal and backup do not say the same, or one of them is damaged.
// Pure. Must not: touch rows. The promise decides: never doubled, never lost, else a person is asked.
import {
  IN_FLIGHT_STATES,
  OUTBOX_STATES,
  RESTING_STATES,
} from '../../../../src-shared/domain/outbox-item.ts';
import type { OutboxState } from '../../../../src-shared/domain/outbox-item.ts';
import type { RestedOp, Row } from '../journal/journal-record.ts';

/** What is known about the sources as a whole. */
export interface Sources {
  /** The database failed its check: any of its rows may be older than what was committed last. */
  readonly isDamaged: boolean;
  /** What the database says the journal must hold at least; null = it could not be read. */
  readonly mark: { readonly journalId: string; readonly batch: number } | null;
  /** null = there is no journal, or not a line of it can be read. */
  readonly journal: {
    readonly journalId: string;
    readonly baseBatch: number;
    readonly batch: number;
    readonly isWhole: boolean;
  } | null;
}

/** One item as its sources have it. */
export interface Copies {
  readonly stored: Row | null;
  readonly journaled: Row | null;
  readonly rested: RestedOp | null;
  /** Consulted for what neither of the others holds. */
  readonly backedUp: Row | null;
}

/**
 * keep = the stored row stands · take = the given row stands · check = it may be on its way: read back before anything
 * else; `mayResend` only where its last state is proven · ask = nothing is sent until a person says so · rest = it came
 * to rest as the journal says · lost-end = it came to rest, nobody knows how: a person looks.
 */
export type Ruling =
  | { readonly is: 'keep' }
  | { readonly is: 'take'; readonly row: Row }
  | { readonly is: 'check'; readonly row: Row; readonly mayResend: boolean }
  | { readonly is: 'ask'; readonly row: Row }
  | { readonly is: 'rest'; readonly row: Row; readonly end: RestedOp }
  | { readonly is: 'lost-end'; readonly row: Row };

/** Whether the journal is proven to hold the last state of every unsent item. */
export function isJournalProven({ mark, journal }: Sources): boolean {
  if (mark === null || journal === null || !journal.isWhole) return false;
  return journal.journalId === mark.journalId && journal.batch >= mark.batch;
}

export function ruleOnOp(sources: Sources, copies: Copies): Ruling {
  const { stored, journaled, rested, backedUp } = copies;
  const newest = pickNewer(stored, journaled) ?? backedUp;
  if (newest === null) throw new TypeError('an item without any copy');
  if (rested !== null && rested.revision >= readRevision(newest)) {
    return stored !== null && isAtRest(stored)
      ? { is: 'keep' }
      : { is: 'rest', row: newest, end: rested };
  }
  if (isAtRest(newest)) return newest === stored ? { is: 'keep' } : { is: 'take', row: newest };
  if (journaled !== null) return ruleOnJournaled(sources, newest, newest === stored);
  return newest === stored ? ruleOnStored(sources, stored) : ruleOnBackedUp(sources, newest);
}

/** The journal carries it as unsent. */
function ruleOnJournaled(sources: Sources, newest: Row, isStored: boolean): Ruling {
  if (!sources.isDamaged && isStored) return { is: 'keep' };
  return ruleOnUnsent(newest, isJournalProven(sources));
}

/** Only the database has it. */
function ruleOnStored(sources: Sources, stored: Row): Ruling {
  const { isDamaged, journal, mark } = sources;
  if (journal === null) return isDamaged ? ruleOnUnsent(stored, false) : { is: 'keep' };
  const isSameJournal = mark !== null && mark.journalId === journal.journalId;
  if (isSameJournal && journal.isWhole && mark.batch < journal.baseBatch) {
    // An older database was put back: what the journal's base does not carry had come to rest by then.
    return { is: 'lost-end', row: stored };
  }
  if (!isDamaged && isSameJournal) return { is: 'keep' };
  return isJournalProven(sources) ? { is: 'lost-end', row: stored } : ruleOnUnsent(stored, false);
}

/** Only a backup has it: the days since then are unknown to it. */
function ruleOnBackedUp({ journal }: Sources, row: Row): Ruling {
  return journal === null ? ruleOnUnsent(row, false) : { is: 'lost-end', row };
}

function ruleOnUnsent(row: Row, isProven: boolean): Ruling {
  const state = row['state'] as OutboxState;
  // Not a word of ours: start-up puts it before a person as it is.
  if (!OUTBOX_STATES.includes(state)) return { is: 'take', row };
  if (IN_FLIGHT_STATES.includes(state)) return { is: 'check', row, mayResend: isProven };
  return isProven ? { is: 'take', row } : { is: 'ask', row };
}

function isAtRest(row: Row): boolean {
  return RESTING_STATES.includes(row['state'] as OutboxState);
}

function pickNewer(stored: Row | null, journaled: Row | null): Row | null {
  if (stored === null || journaled === null) return stored ?? journaled;
  return readRevision(journaled) > readRevision(stored) ? journaled : stored;
}

function readRevision(row: Row): number {
  return Number(row['revision'] ?? 0);
}
