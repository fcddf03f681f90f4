// Owns: what happens in one seeded run and when: decisions, plans, colleagues, weather, clocks, kills, disk faults.
// Must not: look at the outcome.
import { OUTBOX_FAILPOINTS } from '../../../src-main/engine/outbox/failpoints.ts';
import type { Draw } from '../../../src-sandbox/random.ts';
import type { Desk, PersonAct } from './desk.ts';
import type { CmService } from './cm-service.ts';
import type { HubService } from './hub-service.ts';
import type { SimClock } from './sim-clock.ts';
import type { Wire } from './wire.ts';

export interface Stage {
  readonly clock: SimClock;
  readonly draw: Draw;
  readonly wire: Wire;
  readonly cm: CmService;
  readonly hub: HubService;
  readonly desk: Desk;
  readonly trace: (line: string) => void;
}

interface Event {
  readonly atMs: number;
  readonly run: (stage: Stage) => void;
}

const DAY_MS = 86_400_000;
const DECADE_MS = 3_652 * DAY_MS;

/** Lays all events of a run on the clock; answers when the last of them is over. */
export function layOutSchedule(stage: Stage): number {
  const { draw, clock } = stage;
  const spanMs = draw.pick([8_000, 40_000, 200_000, 400_000]);
  stage.wire.weather.trouble = draw.pick([0, 0.15, 0.3, 0.3, 0.5, 0.7]);
  const events = [...layOutWishes(draw, spanMs), ...layOutTrouble(draw, spanMs)];
  for (const { atMs, run } of events) clock.schedule(atMs, () => run(stage));
  return Math.max(spanMs, ...events.map(({ atMs }) => atMs)) + 1;
}

function layOutWishes(draw: Draw, spanMs: number): readonly Event[] {
  const at = (share: number): number => 1_000 + draw.below(Math.ceil(spanMs * share));
  const events: Event[] = [];
  const decisions = 1 + draw.below(3);
  for (let count = 0; count < decisions; count += 1) {
    events.push({
      atMs: at(count === 0 ? 0.1 : 0.8),
      run: ({ desk, cm }) => {
        if (cm.lanes.length > 0) desk.decide(drawSome(cm.lanes, draw), draw);
      },
    });
  }
  const plans = 1 + draw.below(2);
  for (let count = 0; count < plans; count += 1) {
    events.push({
      atMs: at(count === 0 ? 0.1 : 0.8),
      run: ({ desk, hub }) => {
        if (hub.lanes.length > 0) desk.submitPlan(draw.pick(hub.lanes), draw);
      },
    });
  }
  const acts = draw.below(6);
  for (let count = 0; count < acts; count += 1) {
    const act = draw.pick<PersonAct>([
      'cancel',
      'cancel',
      'send-now',
      'send-now',
      'send-all',
      'dismiss',
      'plan-again',
      'plan-again',
      'pause',
      'resume',
      'nudge',
      'new-key',
    ]);
    events.push({ atMs: at(1), run: ({ desk }) => void desk.act(act, draw) });
  }
  const pulls = draw.below(6);
  for (let count = 0; count < pulls; count += 1) {
    events.push({
      atMs: at(1),
      run: ({ desk, cm, hub }) => desk.pull(draw.pick([...cm.lanes, ...hub.lanes])),
    });
  }
  return events;
}

function drawSome(lanes: readonly string[], draw: Draw): readonly string[] {
  const some = lanes.filter(() => draw.chance(0.5));
  return some.length > 0 ? some : lanes.slice(0, 1);
}

type Trouble = (draw: Draw, atMs: number, spanMs: number) => readonly Event[];

function layOutTrouble(draw: Draw, spanMs: number): readonly Event[] {
  const count = draw.below(11);
  return Array.from({ length: count }, () => {
    const trouble = draw.pick(TROUBLES);
    return trouble(draw, 500 + draw.below(spanMs), spanMs);
  }).flat();
}

const colleague: Trouble = (draw, atMs) => [
  { atMs, run: (stage) => actAsColleague(stage, draw, null) },
];

function actAsColleague({ cm, hub, trace }: Stage, draw: Draw, at: string | null): void {
  const any = draw.pick([...cm.lanes, ...hub.lanes]);
  const lane = at ?? any;
  const act = cm.lanes.includes(lane)
    ? cm.actAsColleague(lane, draw)
    : hub.actAsColleague(lane, draw);
  trace(`colleague ${act} ${lane}`);
}

/** In the midst of a conversation, where a plain time would seldom hit. */
const colleagueAtPoint: Trouble = (draw, atMs) => {
  const name = draw.chance(0.4) ? 'outbox.sending.after-commit' : draw.pick(OUTBOX_FAILPOINTS);
  const moment = { name, hits: 1 + draw.below(2) };
  const run = (stage: Stage): void =>
    stage.desk.meetAt(moment, (lane) => actAsColleague(stage, draw, lane));
  return [{ atMs: Math.ceil(atMs / 4), run }];
};

/** A sync's read that begins before our write and ends after it. */
const syncAtPoint: Trouble = (draw, atMs) => {
  const name = draw.pick([
    'outbox.precheck.after-read',
    'outbox.sending.before-commit',
    'outbox.sending.after-commit',
  ]);
  const moment = { name, hits: 1 + draw.below(2) };
  const run = ({ desk }: Stage): void =>
    desk.meetAt(moment, (lane) => {
      if (lane !== null) desk.pull(lane);
    });
  return [{ atMs: Math.ceil(atMs / 4), run }];
};

/** A click, or a sync's read, that comes while a conversation is under way. */
const personAtPoint: Trouble = (draw, atMs) => {
  const moment = { name: draw.pick(OUTBOX_FAILPOINTS), hits: 1 + draw.below(2) };
  const act = draw.pick<PersonAct>([
    'cancel',
    'cancel',
    'send-now',
    'send-all',
    'dismiss',
    'pause',
    'plan-again',
  ]);
  const run = (stage: Stage): void =>
    stage.desk.meetAt(moment, (lane) => {
      stage.clock.schedule(draw.below(400), () => {
        if (draw.chance(0.3) && lane !== null) stage.desk.pull(lane);
        else void stage.desk.act(act, draw);
      });
    });
  return [{ atMs: Math.ceil(atMs / 4), run }];
};

const outage: Trouble = (draw, atMs) => {
  const what = draw.pick(['isDown', 'isKeyRefused'] as const);
  const lastsMs = draw.pick([1_000, 20_000, 120_000]);
  const set =
    (isOn: boolean) =>
    ({ wire, trace }: Stage): void => {
      wire.weather[what] = isOn;
      trace(`${what} ${isOn}`);
    };
  return [
    { atMs, run: set(true) },
    { atMs: atMs + lastsMs, run: set(false) },
  ];
};

const keyGone: Trouble = (draw, atMs) => [
  { atMs, run: ({ desk }) => desk.setKeyGone(true) },
  {
    atMs: atMs + draw.pick([2_000, 60_000]),
    run: ({ desk }) => {
      desk.setKeyGone(false);
      void desk.act('new-key', draw);
    },
  },
];

const clockJump: Trouble = (draw, atMs) => {
  const byMs = draw.pick([DAY_MS, -DAY_MS, DECADE_MS, -DECADE_MS, 3_600_000, -3_600_000, 120_000]);
  return [
    {
      atMs,
      run: ({ clock, trace }) => {
        clock.jumpWallBy(byMs);
        trace(`the clock jumps by ${byMs}`);
      },
    },
  ];
};

const frozenClock: Trouble = (draw, atMs) => [
  { atMs, run: ({ clock }) => clock.setWallFrozen(true) },
  { atMs: atMs + draw.pick([5_000, 100_000]), run: ({ clock }) => clock.setWallFrozen(false) },
];

function drawDownMs(draw: Draw): number {
  return draw.pick([0, 100, 2_000, 30_000, 200_000]);
}

const killNow: Trouble = (draw, atMs) => {
  const how = draw.pick(['kill', 'kill', 'power-cut'] as const);
  return [
    { atMs, run: ({ desk }) => desk.kill(how) },
    { atMs: atMs + drawDownMs(draw), run: ({ desk }) => desk.start() },
  ];
};

/** Moments at which an item may be in many states; each of them must be met. */
const MANY_STATES = [
  'outbox.answer.after-commit',
  'outbox.answer.after-commit',
  'outbox.rest.after-commit',
  'outbox.rest.after-commit',
] as const;

/** Once or twice at the next named moments, wherever they are met. */
const killAtPoint: Trouble = (draw, atMs, spanMs) => {
  const name = draw.chance(0.2) ? '*' : draw.pick([...OUTBOX_FAILPOINTS, ...MANY_STATES]);
  const how = draw.pick(['kill', 'kill', 'power-cut'] as const);
  const hits = draw.pick([1, 1, 1, 2, 3]);
  const arm = ({ desk }: Stage): void => desk.killAt({ name, hits }, how);
  const times = draw.chance(0.3) ? 2 : 1;
  const startAgain = Array.from({ length: 3 * times }, (_, index) => ({
    atMs: atMs + (index + 1) * Math.ceil(spanMs / 4),
    run: ({ desk }: Stage) => {
      if (desk.isRunning()) return;
      desk.start();
      if (index < times - 1) arm({ desk } as Stage);
    },
  }));
  return [{ atMs: Math.ceil(atMs / 4), run: arm }, ...startAgain];
};

const restart: Trouble = (draw, atMs) => {
  const downMs = drawDownMs(draw);
  return [
    {
      atMs,
      run: ({ desk, clock }) => {
        void desk.stop().then(() => clock.schedule(downMs, () => desk.start()));
      },
    },
  ];
};

const diskFault: Trouble = (draw, atMs) => {
  const fault = draw.pick([
    'SQLITE_FULL',
    'SQLITE_FULL',
    'SQLITE_IOERR_FSYNC',
    'SQLITE_BUSY',
  ] as const);
  const good = draw.below(4);
  const bad = 1 + draw.below(4);
  return [{ atMs, run: ({ desk }) => desk.failCommits(fault, good, bad) }];
};

const TROUBLES: readonly Trouble[] = [
  colleague,
  colleague,
  colleagueAtPoint,
  colleagueAtPoint,
  personAtPoint,
  personAtPoint,
  syncAtPoint,
  syncAtPoint,
  outage,
  outage,
  keyGone,
  clockJump,
  clockJump,
  frozenClock,
  killNow,
  killNow,
  killAtPoint,
  killAtPoint,
  killAtPoint,
  restart,
  diskFault,
];
