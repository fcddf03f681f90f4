// Owns: the control: a plain queue (remove, send, put back on error) on the same services, weather and schedule as ours.
// Must not: be any cleverer than that.
import { classifyCall } from '../../../src-main/engine/outbox/kinds/workflow-call.ts';
import { identifyRecipient, pickList } from '../../../src-shared/domain/workflow/model.ts';
import { listReadings } from '../../../src-shared/domain/workflow/assumptions.ts';
import { makePlan } from '../../../src-shared/domain/workflow/plan.ts';
import { createProcessClock } from '../simulation/sim-clock.ts';
import { createSimCmClient, createSimHubClient } from '../simulation/clients.ts';
import { drawDecision, drawWanted } from '../simulation/intents.ts';
import type { WriteOutcome } from '../../../src-main/engine/ports.ts';
import type { ReassignRequest } from '../../../src-shared/domain/reassign-request.ts';
import type { Draw } from '../../../src-sandbox/random.ts';
import type { Desk, DeskItem, Told } from '../simulation/desk.ts';
import type { DeskWorld } from '../simulation/engine-desk.ts';
import type { HubPackage } from '../simulation/hub-service.ts';
import type { Caller } from '../simulation/wire.ts';

const DEADLINE_MS = 15_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

interface Task extends Omit<DeskItem, 'told' | 'toldAtMs'> {
  told: Told;
  toldAtMs: number;
}

/** `disk` survives a kill, what was taken out of it does not. */
interface Plain {
  readonly disk: Task[];
  readonly all: Task[];
  isPaused: boolean;
  tries: number;
}

interface Life extends Caller {
  end(): void;
}

export function createNaiveDesk(world: DeskWorld): Desk {
  const plain: Plain = { disk: [], all: [], isPaused: false, tries: 0 };
  const seen = new Map<string, ReassignRequest | HubPackage>();
  let life: Life | null = null;
  let isBusy = false;
  let nextTryMs = 0;

  const pump = (): void => {
    const current = life;
    if (current === null || isBusy || plain.isPaused || world.clock.nowMs() < nextTryMs) return;
    const task = plain.disk.shift();
    if (task === undefined) return;
    isBusy = true;
    void work(current, task);
  };
  const work = async (current: Life, task: Task): Promise<void> => {
    const outcome = await sendTask(world, current, task);
    isBusy = false;
    if (concludeTask(world, task, outcome)) plain.tries = 0;
    else {
      plain.disk.unshift(task);
      plain.tries += 1;
      const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** plain.tries);
      nextTryMs = world.clock.nowMs() + pauseMs;
      current.clock.schedule(pauseMs, pump);
    }
    pump();
  };
  const accept = (tasks: readonly Task[]): void => {
    plain.all.push(...tasks);
    plain.disk.push(...tasks);
    pump();
  };
  const end = (): void => {
    life?.end();
    life = null;
    isBusy = false;
  };

  return {
    decide: (lanes, draw) => {
      const open = lanes.flatMap((lane) => {
        const reviewed = seen.get(lane);
        const isOpen =
          reviewed !== undefined && 'state' in reviewed && reviewed.state === 'pending';
        return isOpen && life !== null ? [createDecision(world, plain, lane, reviewed, draw)] : [];
      });
      accept(open);
    },
    submitPlan: (lane, draw) => {
      const base = seen.get(lane);
      if (life === null || base === undefined || !('recipients' in base)) return;
      accept(createCalls(world, plain, lane, base, draw));
    },
    act: async (act, draw) => {
      if (act === 'pause') plain.isPaused = true;
      else if (act === 'cancel' && plain.disk.length > 0) withdraw(world, plain, draw);
      else if (act !== 'dismiss' && act !== 'plan-again') {
        plain.isPaused = act === 'resume' ? false : plain.isPaused;
        nextTryMs = 0;
        pump();
      }
      await Promise.resolve();
    },
    pull: (lane) => {
      const current = life;
      if (current !== null) void pull(world, current, lane, seen);
    },
    setKeyGone: () => {},
    failCommits: () => {},
    killAt: (moment) => {
      // It has no named moments of its own: an end in the middle of a write is the one that matters.
      world.clock.schedule(1_000 * moment.hits, () => {
        if (isBusy) end();
      });
    },
    meetAt: (_moment, run) => {
      if (life !== null) run(null);
    },
    kill: end,
    stop: async () => {
      end();
      await Promise.resolve();
    },
    start: () => {
      life ??= startLife(world);
      pump();
    },
    isRunning: () => life !== null,
    heal: () => {
      life ??= startLife(world);
      plain.isPaused = false;
      nextTryMs = 0;
      pump();
    },
    listWaiting: () => {
      const waitMs = Math.max(0, nextTryMs - world.clock.nowMs());
      const announcedWallMs = isBusy ? null : world.clock.wallMs() + waitMs;
      const lanes = new Set(plain.disk.map(({ lane }) => lane));
      if (isBusy) lanes.add('in flight');
      return [...lanes].map((lane) => ({ lane, announcedWallMs }));
    },
    listItems: () => plain.all.map((task) => ({ ...task, told: tellOf(plain, task) })),
    listPlans: () => [],
    listAccepted: () => plain.all.map(({ tag, lane }) => ({ tag, lane })),
    listKills: () => [],
    countShownOpen: () => 0,
    close: end,
  };
}

function startLife(world: DeskWorld): Life {
  let isAlive = true;
  const isNowAlive = (): boolean => isAlive;
  const clock = createProcessClock(world.clock, world.clock.nowMs(), isNowAlive, (error) => {
    throw error;
  });
  return {
    clock,
    isAlive: isNowAlive,
    end: () => {
      isAlive = false;
    },
  };
}

function createDecision(
  world: DeskWorld,
  plain: Plain,
  lane: string,
  reviewed: ReassignRequest,
  draw: Draw,
): Task {
  return {
    tag: `naive-${plain.all.length + 1}-${lane}`,
    lane,
    opClass: 'goal',
    what: drawDecision(draw),
    wasWithdrawn: false,
    planId: null,
    reviewed,
    meant: null,
    told: 'waiting',
    toldAtMs: world.clock.nowMs(),
  };
}

/** Plans once, as the documentation reads, and sends the calls one after the other. */
function createCalls(
  world: DeskWorld,
  plain: Plain,
  lane: string,
  base: HubPackage,
  draw: Draw,
): readonly Task[] {
  const plan = makePlan(pickList(base), drawWanted(pickList(base), draw), listReadings());
  return (plan?.steps ?? []).map((step, index) => ({
    tag: `naive-${plain.all.length + 1 + index}-${lane}`,
    lane,
    opClass: classifyCall(step.call),
    what: step.call,
    wasWithdrawn: false,
    planId: null,
    reviewed: null,
    meant: {
      target: step.target === null ? null : identifyRecipient(step.target),
      before: step.before,
      after: step.after,
    },
    told: 'waiting',
    toldAtMs: world.clock.nowMs(),
  }));
}

async function sendTask(world: DeskWorld, caller: Caller, task: Task): Promise<WriteOutcome> {
  const parts = { wire: world.wire, caller, findTag: () => task.tag, isOutbox: false };
  const options = { deadlineMs: DEADLINE_MS };
  const { what, lane } = task;
  if (what.kind === 'approve' || what.kind === 'decline') {
    return await createSimCmClient(world.cm, parts).decideReassignRequest(lane, what, options);
  }
  return await createSimHubClient(world.hub, parts).applyWorkflowCall(lane, what, options);
}

/** A yes is a yes, a 4xx is a no, anything else goes back into the queue; true = the task is done with. */
function concludeTask(world: DeskWorld, task: Task, outcome: WriteOutcome): boolean {
  if (outcome.kind !== 'answered') return false;
  const { status } = outcome;
  if (status >= 500 || status === 429 || status === 408 || status === 401) return false;
  task.told = status < 300 ? 'success' : 'failure';
  task.toldAtMs = world.clock.nowMs();
  return true;
}

function withdraw(world: DeskWorld, { disk }: Plain, draw: Draw): void {
  const [task] = disk.splice(draw.below(disk.length), 1);
  if (task === undefined) return;
  task.told = 'withdrawn';
  task.toldAtMs = world.clock.nowMs();
  Object.assign(task, { wasWithdrawn: true });
}

async function pull(
  world: DeskWorld,
  caller: Caller,
  lane: string,
  seen: Map<string, ReassignRequest | HubPackage>,
): Promise<void> {
  const order = { lane, isOutbox: false, signal: undefined };
  const read = world.cm.lanes.includes(lane)
    ? await world.wire.read(caller, { ...order, book: world.cm.book })
    : await world.wire.read(caller, { ...order, book: world.hub.book });
  if (read.kind === 'read') seen.set(lane, read.value);
}

/** Taken out to be sent, and the process ended: nobody will ever hear of it again. */
function tellOf({ disk }: Plain, task: Task): Told {
  return task.told === 'waiting' && !disk.includes(task) ? 'vanished' : task.told;
}
