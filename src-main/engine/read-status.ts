// Owns: the desk's status as the page sees it, put together from the parts. Must not: push it (status-board.ts).
import { countPending } from './store/mirror/inbox-counts.ts';
import { createViewContext } from './handlers/inbox-handlers.ts';
import type {
  AccountStatus,
  DeskPhase,
  DeskStatus,
  QueueCounts,
} from '../../src-shared/contract/desk-status.ts';
import type { SessionState } from './desk-session.ts';
import type { Desk } from './open-desk.ts';
import type { AccountRecord } from './ports.ts';

const EMPTY_QUEUE: QueueCounts = {
  held: 0,
  waiting: 0,
  sending: 0,
  checking: 0,
  blocked: 0,
  needsYou: 0,
  sentToday: 0,
};

export function readDeskStatus(state: SessionState, nowMs: number): DeskStatus {
  const { desk, profile, problem, isPracticeOnline } = state;
  const accounts = desk === null ? [] : desk.accounts.list();
  return {
    phase: findPhase(state, accounts.length),
    profile,
    problem,
    accounts: desk === null ? [] : accounts.map((account) => readAccount(desk, account)),
    queue: desk?.outbox.countQueue() ?? EMPTY_QUEUE,
    isQueuePaused: desk?.outbox.isPaused() ?? false,
    pendingCount: desk === null ? 0 : countPending(desk.store, createViewContext(desk, nowMs)),
    isPracticeOnline: profile === 'practice' ? (isPracticeOnline ?? true) : null,
    repairNote: desk?.repairNotes.find() ?? null,
  };
}

/** An open desk without an account has still to be set up. */
function findPhase(state: SessionState, accountCount: number): DeskPhase {
  return state.phase === 'ready' && accountCount === 0 ? 'onboarding' : state.phase;
}

function readAccount(desk: Desk, account: AccountRecord): AccountStatus {
  const { id, kind, label, baseUrl } = account;
  const view = desk.connectivity.readView(id);
  return {
    id,
    kind,
    label,
    baseUrl,
    connectivity: view.state,
    connectivitySince: view.since,
    connectivityError: desk.accounts.findProblem(id) ?? view.error,
    clockSkewMs: desk.accounts.findClient(id)?.skew.readSkewMs() ?? null,
    sync: desk.sync.readStatus(id),
  };
}
