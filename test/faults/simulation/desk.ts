// Owns: what a schedule may do to a desk and what the oracle asks of it afterwards; ours and the naive queue both are
// one. Types only.
import type { OutboxClass } from '../../../src-shared/domain/outbox-item.ts';
import type { ReassignRequest } from '../../../src-shared/domain/reassign-request.ts';
import type { Decision } from '../../../src-shared/domain/decision.ts';
import type { WorkflowCall } from '../../../src-shared/domain/workflow/call.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import type { Draw } from '../../../src-sandbox/random.ts';
import type { CommitFault } from './faulty-store.ts';

/**
 * What the person has been told of an item: waiting = it is being seen to · success = sent, or so already · failure =
 * refused, or somebody decided otherwise · person = needs you · withdrawn · replaced by a newer call of its plan ·
 * stopped = a call that was not sent because its plan stopped · vanished = there is no such item any more.
 */
export type Told =
  'waiting' | 'success' | 'failure' | 'person' | 'withdrawn' | 'replaced' | 'stopped' | 'vanished';

/** An item as it stands in the end. */
export interface DeskItem {
  readonly tag: string;
  readonly lane: string;
  readonly opClass: OutboxClass;
  readonly what: Decision | WorkflowCall;
  readonly told: Told;
  /** Simulated time of the news. */
  readonly toldAtMs: number;
  readonly wasWithdrawn: boolean;
  /** The plan it is a call of. */
  readonly planId: string | null;
  /** What the person looked at when deciding; null for a call. */
  readonly reviewed: ReassignRequest | null;
  /** Whom a call is meant for, and the lists it leads from and to; null for a decision. */
  readonly meant: MeantCall | null;
}

export interface MeantCall {
  /** null where it hits nobody in particular. */
  readonly target: string | null;
  readonly before: RecipientList;
  readonly after: RecipientList;
}

/** What was wanted of a package as a whole. */
export interface DeskPlan {
  readonly planId: string;
  readonly lane: string;
  readonly wanted: RecipientList;
  readonly told: Told;
  readonly toldAtMs: number;
}

export interface WaitingLane {
  readonly lane: string;
  /** The screen names a time for it (pause, settle time), on the wall clock. */
  readonly announcedWallMs: number | null;
}

export type PersonAct =
  | 'cancel'
  | 'send-now'
  | 'send-all'
  | 'dismiss'
  | 'plan-again'
  | 'pause'
  | 'resume'
  | 'nudge'
  | 'new-key';

/** A named moment of the engine (`*` = any), and how often it must be met first. */
export interface NamedMoment {
  readonly name: string;
  readonly hits: number;
}

export interface Desk {
  /** Looks at the request as it is now on the screen, and decides. */
  decide(lanes: readonly string[], draw: Draw): void;
  submitPlan(lane: string, draw: Draw): void;
  act(act: PersonAct, draw: Draw): Promise<void>;
  pull(lane: string): void;
  setKeyGone(isGone: boolean): void;
  failCommits(fault: CommitFault, goodCommits: number, badCommits: number): void;
  killAt(moment: NamedMoment, how: 'kill' | 'power-cut'): void;
  /** Has something happen in the world at that very moment; `lane` = whose turn it is, where that is known. */
  meetAt(moment: NamedMoment, run: (lane: string | null) => void): void;
  kill(how: 'kill' | 'power-cut'): void;
  stop(): Promise<void>;
  /** Starts the next process, if none runs. */
  start(): void;
  isRunning(): boolean;
  /** Disk, keys, pause: all as they should be, and the person is back. */
  heal(): void;
  listWaiting(): readonly WaitingLane[];
  listItems(): readonly DeskItem[];
  listPlans(): readonly DeskPlan[];
  /** Items the person was told were taken in. */
  listAccepted(): readonly { readonly tag: string; readonly lane: string }[];
  /** `STATE×failpoint` pairs at which the process was killed. */
  listKills(): readonly string[];
  /** Requests the screen shows as open although we were told they are done. */
  countShownOpen(): number;
  close(): void;
}
