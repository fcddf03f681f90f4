// Owns: the real outbox as a desk that a schedule can use, kill and start again; what happened is read from its own
// store and screens. Must not: judge.
import { join } from 'node:path';
import { findRequest } from '../../../src-main/engine/store/mirror/request-queries.ts';
import { findPackage } from '../../../src-main/engine/store/mirror/package-queries.ts';
import { pickList } from '../../../src-shared/domain/workflow/model.ts';
import { createPackageKey } from '../../../src-shared/domain/workflow/package-key.ts';
import { createRequestKey } from '../../../src-shared/domain/reassign-request.ts';
import { CM_ID, HUB_ID, Killed, startEngineProcess } from './engine-process.ts';
import { createSimCmClient, createSimHubClient } from './clients.ts';
import { createFairDisk } from './faulty-store.ts';
import { drawDecision, drawWanted } from './intents.ts';
import {
  isShownOpen,
  listDeskItems,
  listDeskPlans,
  listWaitingLanes,
  readLane,
  readState,
  readTag,
  wasDoneBefore,
} from './read-desk.ts';
import { describeRefusal, isDiskFault, isIoError, performAct } from './person-acts.ts';
import type { Settings } from '../../../src-shared/contract/settings.ts';
import type { Draw } from '../../../src-sandbox/random.ts';
import type { CmService } from './cm-service.ts';
import type { Desk, NamedMoment } from './desk.ts';
import type { EngineProcess } from './engine-process.ts';
import type { HubService } from './hub-service.ts';
import type { SimClock } from './sim-clock.ts';
import type { Caller, Wire } from './wire.ts';

export interface DeskWorld {
  readonly clock: SimClock;
  readonly draw: Draw;
  readonly wire: Wire;
  readonly cm: CmService;
  readonly hub: HubService;
  readonly settings: Settings;
  readonly trace: (line: string) => void;
}

/** What outlives a process. */
export interface DeskMemory {
  /** Birth of each process, by the epoch its journal lines carry. */
  readonly births: Map<number, number>;
  /** Items and plans that the person withdrew or put away. */
  readonly withdrawn: Set<string>;
  readonly accepted: { readonly tag: string; readonly lane: string }[];
}

interface Appointment {
  readonly moment: NamedMoment;
  /** null = nothing ends, `run` happens. */
  readonly end: 'kill' | 'power-cut' | null;
  readonly run: (lane: string | null) => void;
  hits: number;
}

// A disk that refuses at start is tried again by whoever watches the engine.
const RESTART_PAUSE_MS = 5_000;

/** `folder` holds a fresh profile in `life-0`, and every later life's files beside it. */
export function createEngineDesk(world: DeskWorld, folder: string): Desk {
  const { clock, draw, trace } = world;
  const disk = createFairDisk();
  const memory: DeskMemory = { births: new Map(), withdrawn: new Set(), accepted: [] };
  const kills: string[] = [];
  let life = 0;
  let isKeyGone = false;
  let shownOpen = 0;
  let appointments: Appointment[] = [];
  let current: EngineProcess | null = null;

  const kill = (how: 'kill' | 'power-cut'): void => {
    const dead = current;
    if (dead === null) return;
    current = null;
    life += 1;
    dead.kill(join(folder, `life-${life}`), how);
    trace(how);
  };
  const onFailpoint = (name: string, opId: string | undefined): void => {
    trace(`at ${name} ${opId ?? ''}`);
    const met = appointments.filter((one) => one.moment.name === name || one.moment.name === '*');
    for (const one of met) {
      one.hits += 1;
      if (one.hits < one.moment.hits || current === null) continue;
      appointments = appointments.filter((other) => other !== one);
      if (one.end === null) one.run(opId === undefined ? null : readLane(current, opId));
      else {
        kills.push(`${readState(current, opId)}×${name}`);
        kill(one.end);
        throw new Killed();
      }
    }
  };
  /** As in production: the engine ends, and whoever watches it starts the next one. */
  const onUncaught = (error: unknown): void => {
    if (error instanceof Killed) return;
    if (!isIoError(error)) throw error;
    trace('died of the disk');
    kill('kill');
    clock.schedule(RESTART_PAUSE_MS, start);
  };
  process.on('unhandledRejection', onUncaught);
  const findTag = (lane: string): string => (current === null ? 'nobody' : readTag(current, lane));
  const createClients = (caller: Caller) => {
    const parts = { wire: world.wire, caller, findTag, isOutbox: true };
    return { cm: createSimCmClient(world.cm, parts), hub: createSimHubClient(world.hub, parts) };
  };
  const start = (): void => {
    if (current !== null) return;
    try {
      current = startEngineProcess({
        clock,
        draw,
        disk,
        settings: world.settings,
        folder: join(folder, `life-${life}`),
        onFailpoint,
        onUncaught,
        onError: (event) => trace(`error ${event}`),
        isKeyGone: () => isKeyGone,
        createClients,
      });
      memory.births.set(current.store.epoch, current.bornMs);
      trace(`started ${current.store.epoch}`);
    } catch (error) {
      if (!isDiskFault(error)) throw error;
      trace('not started');
      clock.schedule(RESTART_PAUSE_MS, start);
    }
  };
  /** A person's act in a process that may be killed meanwhile. */
  const perform = (what: string, work: (running: EngineProcess) => void): void => {
    if (current === null) return;
    try {
      work(current);
      trace(`${what} done`);
    } catch (error) {
      trace(`${what} ${describeRefusal(error)}`);
    }
  };

  return {
    decide: (lanes, lanesDraw) =>
      perform('decide', (running) => {
        const inputs = lanes.map((lane) => {
          const key = createRequestKey(CM_ID, lane);
          const seenHash = findRequest(running.store, key)?.seenHash ?? '';
          return { key, seenHash, decision: drawDecision(lanesDraw) };
        });
        for (const [index, { result }] of running.outbox.decide(inputs).entries()) {
          if (result.ok) memory.accepted.push({ tag: result.value.opId, lane: lanes[index] ?? '' });
        }
      }),
    submitPlan: (lane, planDraw) =>
      perform('plan', (running) => {
        const key = createPackageKey(HUB_ID, lane);
        const seen = findPackage(running.store, key)?.arrangement;
        if (seen === undefined || seen === null) return;
        const wanted = drawWanted(pickList(seen.workflow), planDraw);
        const planId = running.outbox.submitPlan({ key, baseHash: seen.baseHash, wanted });
        memory.accepted.push({ tag: planId, lane });
      }),
    act: (act, actDraw) => performAct({ act, draw: actDraw, running: current, memory, trace }),
    pull: (lane) => {
      const running = current;
      if (running === null) return;
      const beganMs = clock.nowMs();
      const look = async (): Promise<void> => {
        await pull(world, running, lane);
        if (!running.isAlive() || !isShownOpen(running, lane)) return;
        if (!wasDoneBefore(running, memory, lane, beganMs)) return;
        trace(`${lane} is shown as open again`);
        shownOpen += 1;
      };
      void look();
    },
    setKeyGone: (isGone) => {
      isKeyGone = isGone;
    },
    failCommits: (fault, goodCommits, badCommits) =>
      Object.assign(disk, { fault, goodCommits, badCommits }),
    killAt: (moment, end) => {
      appointments.push({ moment, end, run: () => {}, hits: 0 });
    },
    meetAt: (moment, run) => {
      appointments.push({ moment, end: null, run, hits: 0 });
    },
    kill,
    stop: async () => {
      const old = current;
      if (old === null) return;
      await old.stop();
      if (current !== old) return;
      current = null;
      trace('stopped');
    },
    start,
    isRunning: () => current !== null,
    heal: () => {
      appointments = [];
      isKeyGone = false;
      disk.fault = null;
      start();
      perform('heal', ({ outbox }) => {
        outbox.setPaused(false);
        outbox.unblockKey(CM_ID);
        outbox.unblockKey(HUB_ID);
        outbox.nudge();
      });
    },
    listWaiting: () => (current === null ? [] : listWaitingLanes(current)),
    listItems: () => (current === null ? [] : listDeskItems(current, memory)),
    listPlans: () => (current === null ? [] : listDeskPlans(current, memory)),
    listAccepted: () => memory.accepted,
    listKills: () => kills,
    countShownOpen: () => shownOpen,
    close: () => {
      process.off('unhandledRejection', onUncaught);
      current?.drop();
      current = null;
    },
  };
}

/** As a sync does: one read, into the mirror. */
async function pull(world: DeskWorld, running: EngineProcess, lane: string): Promise<void> {
  const parts = { wire: world.wire, caller: running, findTag: () => 'sync', isOutbox: false };
  try {
    if (world.cm.lanes.includes(lane)) {
      const read = await createSimCmClient(world.cm, parts).getReassignRequest(lane);
      if (read.kind === 'read') running.mirror.applyRequest(CM_ID, read.value, read.beganMonoMs);
      else if (read.status === 404) running.mirror.markGone(CM_ID, lane, read.beganMonoMs);
      return;
    }
    const read = await createSimHubClient(world.hub, parts).getWorkflow(lane);
    if (read.kind === 'read') running.packages.applyPackage(HUB_ID, read.value, read);
  } catch (error) {
    world.trace(`pull ${describeRefusal(error)}`);
  }
}
