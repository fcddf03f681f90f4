// Owns: turning the desk's status into the sentences of status bar and sync card. Pure; claims only what is known.
import { writeVisibly } from '../ui/show-invisibles.ts';
import { format, words } from '../words/words.ts';
import type { AccountStatus, DeskStatus } from '../../src-shared/contract/desk-status.ts';
import type { ReassignEntry } from '../../src-shared/domain/outbox-item.ts';

/** A clock that is off by more than this is worth saying; tokens live about a minute. */
const CLOCK_TOLERANCE_MS = 30_000;

/** The line of the status bar: "Offline since 09:12 · data from 09:10 · 4 waiting". */
export function writeStatusLine(
  status: DeskStatus,
  account: AccountStatus | null,
  nowMs: number,
): string {
  const says = words.frame.status;
  const parts: string[] = [];
  if (account !== null) {
    const state = words.frame.sync.connectivity[account.connectivity];
    const isBad = account.connectivity !== 'online' && account.connectivitySince !== null;
    parts.push(
      isBad ? says.since(state, format.moment(account.connectivitySince ?? '', nowMs)) : state,
    );
    const { completedAt } = account.sync;
    parts.push(
      completedAt === null ? says.noData : says.dataFrom(format.moment(completedAt, nowMs)),
    );
  }
  const { held, waiting, sending, checking, blocked, needsYou } = status.queue;
  // What is held waits for the person; only the rest waits to leave.
  if (held > 0) parts.push(says.held(held));
  if (waiting > 0) parts.push(says.waiting(waiting));
  if (sending > 0) parts.push(says.sending(sending));
  if (checking > 0) parts.push(says.checking(checking));
  if (blocked > 0) parts.push(says.blocked(blocked));
  if (needsYou > 0) parts.push(says.needsYou(needsYou));
  if (status.isQueuePaused) parts.push(says.paused);
  return parts.join(says.separator);
}

/** The second line of the sync card. */
export function writeSyncText(
  status: DeskStatus,
  account: AccountStatus | null,
  nowMs: number,
): string {
  const says = words.frame.sync;
  if (account === null) return says.neverRead;
  const isOnline = account.connectivity === 'online';
  const waiting = status.queue.held + status.queue.waiting;
  if (account.connectivity === 'offline') {
    if (waiting > 0 && status.isQueuePaused) return says.waitingPaused(waiting);
    return waiting > 0 ? says.waiting(waiting) : says.offlineNothing;
  }
  if (!isOnline && account.connectivityError !== null) {
    const error = account.connectivityError;
    const sentence = words.errors[error.code](error.detail ?? {});
    return `${sentence.what} ${sentence.next}`;
  }
  if (status.isQueuePaused) return says.paused;
  const moving = status.queue.sending + status.queue.checking;
  if (moving > 0) return says.sending(moving);
  const { completedAt } = account.sync;
  if (completedAt === null) return says.neverRead;
  return says.lastRead(format.moment(completedAt, nowMs));
}

/** What the undo takes back: the latest of what is held, by name, and that there are others. */
export function writeUndoText(latest: ReassignEntry, heldCount: number): string {
  const says = words.frame.undo;
  const name = writeVisibly(latest.subject.toName);
  const one = latest.subject.decision === 'approve' ? says.approved(name) : says.declined(name);
  return heldCount > 1 ? says.latestOf(one, heldCount) : one;
}

/** Whole minutes this computer's clock is off, or null when it is near enough or not known. */
export function measureClockError(account: AccountStatus | null): number | null {
  const skewMs = Math.abs(account?.clockSkewMs ?? 0);
  return skewMs > CLOCK_TOLERANCE_MS ? Math.max(1, Math.round(skewMs / 60_000)) : null;
}
