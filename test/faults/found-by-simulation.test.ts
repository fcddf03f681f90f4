// Owns: what the seeded simulation found wrong once, each as the shortest story that shows it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createDraw } from '../../src-sandbox/random.ts';
import { buildList } from '../builders/workflow-builder.ts';
import { admitOps } from '../../src-main/engine/outbox/admit-ops.ts';
import { createLanes } from '../../src-main/engine/outbox/lanes.ts';
import { createDeskWorld } from './simulation/desk-world.ts';
import { createEngineDesk } from './simulation/engine-desk.ts';
import { createRunFolders } from './simulation/profile-template.ts';
import { healAndJudge, runUntil } from './simulation/run-seed.ts';
import type { OutboxRun } from '../../src-main/engine/outbox/outbox-ports.ts';
import type { OpRecord } from '../../src-main/engine/store/outbox/op-record.ts';
import type { Draw } from '../../src-sandbox/random.ts';
import type { Assumptions } from '../../src-shared/domain/workflow/assumptions.ts';
import type { RecipientList } from '../../src-shared/domain/workflow/model.ts';
import type { Desk, DeskItem, DeskPlan } from './simulation/desk.ts';
import type { DeskWorld } from './simulation/engine-desk.ts';
import type { Judgement } from './simulation/oracle.ts';
import type { RunFolders } from './simulation/profile-template.ts';

const draw = createDraw(1, 9, 9);
const LANE = 'request-1';

interface Story {
  readonly world: DeskWorld;
  readonly desk: Desk;
  readonly trace: readonly string[];
  readonly passMs: (ms: number) => Promise<void>;
}

interface Ending {
  readonly judgement: Judgement;
  readonly items: readonly DeskItem[];
  readonly plans: readonly DeskPlan[];
}

const PACKAGE = '7001';

/** A draft with this list, shown on the screen. */
async function showList({ world, desk, passMs }: Story, list: RecipientList): Promise<void> {
  world.hub.book.put(PACKAGE, world.clock.nowMs(), { ...list, stage: 'draft' }, 'start');
  desk.pull(PACKAGE);
  await passMs(8_000);
}

/** A plan of one change: somebody is taken out, or put first. */
function planOne({ desk }: Story, change: 'delete' | 'move', index: number): void {
  // Besides the first change: none; at which row; to which place.
  const answers = [0, index, 0];
  const plain: Draw = {
    ...draw,
    below: (limit) => answers.shift() ?? draw.below(limit),
    pick: (list) => list.find((one) => one === change) ?? draw.pick(list),
  };
  desk.submitPlan(PACKAGE, plain);
}

describe('found by the simulation', () => {
  let folders: RunFolders;
  before(() => {
    folders = createRunFolders();
  });
  after(() => folders.remove());

  /** A request and a package, pulled, and an engine that runs; told, then healed and judged. */
  async function tell(
    name: string,
    story: (told: Story) => Promise<void>,
    reading: Partial<Assumptions> = {},
  ): Promise<Ending> {
    const trace: string[] = [];
    const counts = { cmCount: 1, hubCount: 1, acceptsSecond: false, holdSeconds: 10 };
    const world = createDeskWorld({ seed: 5, trace, reading, ...counts });
    const desk = createEngineDesk(world, folders.makeProfile(name));
    const passMs = (ms: number): Promise<void> => runUntil(world.clock, world.clock.nowMs() + ms);
    try {
      desk.start();
      for (const lane of [...world.cm.lanes, ...world.hub.lanes]) desk.pull(lane);
      await passMs(8_000);
      await story({ world, desk, trace, passMs });
      const judgement = await healAndJudge(world, desk);
      return { judgement, items: desk.listItems(), plans: desk.listPlans() };
    } finally {
      desk.close();
    }
  }

  it('keeps a plan in its lane when the full disk refuses its withdrawal', async () => {
    const { judgement, items } = await tell(
      'withdrawal',
      async ({ world, desk, trace, passMs }) => {
        desk.submitPlan(world.hub.lanes[0] ?? '', draw);
        desk.failCommits('SQLITE_FULL', 0, 1);
        await desk.act('cancel', draw);
        assert.ok(trace.some((line) => line.endsWith('cancel not stored')));
        await passMs(1_000);
      },
    );
    assert.deepEqual(judgement.stories, []);
    assert.ok(items.length > 0);
    for (const { told } of items) assert.equal(told, 'success');
  });

  it('reads back a write whose answer a failing disk would not take, without a restart', async () => {
    const { judgement, items } = await tell('answer', async ({ desk, trace, passMs }) => {
      desk.decide([LANE], draw);
      // The answer, and what is known without it.
      const breakDisk = (): void => desk.failCommits('SQLITE_IOERR_FSYNC', 0, 2);
      desk.meetAt({ name: 'outbox.write.after-answer', hits: 1 }, breakDisk);
      await passMs(20_000);
      assert.ok(trace.some((line) => line.endsWith('error outbox.notStored')));
    });
    assert.deepEqual(judgement.stories, []);
    assert.deepEqual(
      items.map(({ told }) => told),
      ['success'],
    );
  });

  it('lives on when an account comes back while the disk is full', async () => {
    const { judgement, items } = await tell('come-back', async ({ world, desk, passMs }) => {
      world.wire.weather.isKeyRefused = true;
      desk.decide([LANE], draw);
      await passMs(30_000);
      desk.failCommits('SQLITE_FULL', 0, 3);
      world.wire.weather.isKeyRefused = false;
      await passMs(120_000);
      assert.ok(desk.isRunning());
      assert.deepEqual(desk.listWaiting(), []);
    });
    assert.deepEqual(judgement.stories, []);
    assert.deepEqual(
      items.map(({ told }) => told),
      ['success'],
    );
  });

  it('never calls a plan sent that was taken back on its way and came out otherwise', async () => {
    const told = await tell(
      'taken-back',
      async (story) => {
        const { desk, trace, passMs } = story;
        await showList(story, buildList('SERIAL', 'ann', 'bob', 'cas'));
        planOne(story, 'delete', 1);
        desk.meetAt({ name: 'outbox.sending.after-commit', hits: 1 }, () => {
          void desk.act('cancel', draw);
        });
        await passMs(30_000);
        assert.ok(trace.some((line) => line.endsWith('cancel DECISION_SENT')));
      },
      { deleteSteps: 'kept' },
    );
    assert.deepEqual(told.judgement.stories, []);
    assert.deepEqual(
      told.plans.map((plan) => plan.told),
      ['withdrawn'],
    );
    // What was applied stays and is shown; what would have mended it never left.
    assert.deepEqual(
      told.items.map((item) => item.told),
      ['success', 'withdrawn'],
    );
  });

  it('takes a colleague’s same removal for done, however this service numbers afterwards', async () => {
    const told = await tell(
      'same-done',
      async (story) => {
        const { world, desk, passMs } = story;
        const moment = { name: 'outbox.sending.after-commit', hits: 1 };
        await showList(story, buildList('CUSTOM', 'ann:1', 'bob:1'));
        planOne(story, 'delete', 0);
        desk.meetAt(moment, () => {
          const theirs = { ...buildList('SERIAL', 'bob'), stage: 'draft' } as const;
          world.hub.book.put(PACKAGE, world.clock.nowMs(), theirs, 'colleague');
        });
        desk.killAt(moment, 'kill');
        await passMs(30_000);
        desk.start();
      },
      { customReturns: true },
    );
    assert.deepEqual(told.judgement.stories, []);
    assert.deepEqual(
      told.items.map((item) => item.told),
      ['success', 'success'],
    );
  });

  it('counts as R2 a call that puts back exactly what a colleague had just changed', async () => {
    const told = await tell('turned-back', async (story) => {
      const { world, desk, passMs } = story;
      await showList(story, buildList('CUSTOM', 'ann:1', 'bob:2', 'cas:2'));
      planOne(story, 'move', 2);
      // Ann goes last; then the call that is on its way, "third to first", hits her.
      desk.meetAt({ name: 'outbox.sending.after-commit', hits: 1 }, () => {
        const theirs = {
          ...buildList('CUSTOM', 'bob:2', 'cas:2', 'ann:1'),
          stage: 'draft',
        } as const;
        world.hub.book.put(PACKAGE, world.clock.nowMs(), theirs, 'colleague');
      });
      desk.killAt({ name: 'outbox.write.after-answer', hits: 1 }, 'kill');
      await passMs(30_000);
      desk.start();
    });
    assert.deepEqual(told.judgement.stories, []);
    assert.equal(told.judgement.racedOverwrites, 1);
    assert.deepEqual(
      told.plans.map((plan) => plan.told),
      ['success'],
    );
  });

  it('holds a call of a plan made anew for a minute at most when the clock was set back', () => {
    const lanes = createLanes();
    const clock = { wallMs: () => 1_000_000, monoMs: () => 0, schedule: () => () => {} };
    const run = { world: { clock }, lanes, feed: { note: () => {} }, poke: () => {} };
    const core = { state: 'QUEUED' };
    const record = {
      opId: 'op',
      accountId: 'a',
      lane: 'l',
      seq: 1,
      groupId: null,
      core,
      holdUntilMs: 1e12,
    };
    admitOps(run as unknown as OutboxRun, [record as unknown as OpRecord]);
    assert.equal(lanes.find('op')?.dueMonoMs, 60_000);
  });
});
