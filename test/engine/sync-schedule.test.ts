import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { createDirectoryRepo } from '../../src-main/engine/store/mirror/directory-repo.ts';
import { createPackageWriter } from '../../src-main/engine/store/mirror/package-writer.ts';
import { createMirrorWriter } from '../../src-main/engine/store/mirror/mirror-writer.ts';
import { createConnectivity } from '../../src-main/engine/sync/connectivity.ts';
import { createSyncSchedule } from '../../src-main/engine/sync/schedule.ts';
import { DEFAULT_SETTINGS } from '../../src-shared/contract/default-settings.ts';
import { quietLog } from '../support/pull-rig.ts';
import { createSteppedClock } from '../support/stepped-clock.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { openTestStore } from '../support/test-store.ts';
import type {
  AccountRecord,
  CmSignClient,
  ReadOutcome,
  RemoteFailure,
  World,
} from '../../src-main/engine/ports.ts';

const ACCOUNT: AccountRecord = {
  id: 'a',
  kind: 'cm-sign',
  label: 'A',
  baseUrl: 'https://service.example',
  createdAt: '',
};
const facts = { beganMonoMs: 0, tookMs: 1, status: 200, serverDateMs: null };
const undos: (() => void)[] = [];

/** A schedule over a real store and a service that answers an empty list, or fails as told. */
function createRig() {
  const [folder, removeFolder] = createTempFolder();
  const store = openTestStore(folder);
  const clock = createSteppedClock();
  const runs: number[] = [];
  const service: {
    failure: Partial<RemoteFailure> | null;
    hold: Promise<void> | null;
    hasKey: boolean;
  } = { failure: null, hold: null, hasKey: true };
  const answer = (): ReadOutcome<{ count: number }> => {
    const { failure } = service;
    if (failure === null) return { kind: 'read', value: { count: 0 }, ...facts };
    const whole: RemoteFailure = {
      code: 'SERVER_ERROR',
      status: 503,
      retryAfterMs: null,
      serverMessage: null,
      ...failure,
    };
    return { kind: 'failed', failure: whole, ...facts, status: whole.status };
  };
  const client = {
    async listReassignRequests({ signal }: { signal: AbortSignal }) {
      runs.push(clock.monoMs());
      await service.hold;
      return signal.aborted
        ? {
            kind: 'failed',
            failure: { code: 'ABORTED', status: null, retryAfterMs: null, serverMessage: null },
            ...facts,
          }
        : answer();
    },
  } as unknown as CmSignClient;
  const random = { fraction: () => 0.5, uuidV4: () => '', uuidV7: () => '' };
  const world = { clock, random, log: quietLog, publish: () => {} } as unknown as World;
  const accounts = {
    list: () => [ACCOUNT],
    findCmSignClient: () => (service.hasKey ? client : null),
    findSigningHubClient: () => null,
  };
  const connectivity = createConnectivity({
    clock,
    random,
    probe: () => Promise.resolve(answer()),
  });
  const mirror = createMirrorWriter({
    connection: store,
    clock,
    readGuard: { mayApplyRead: () => true },
  });
  const schedule = createSyncSchedule({
    world,
    accounts,
    connection: store,
    mirror,
    packages: createPackageWriter({
      connection: store,
      clock,
      readGuard: { mayApplyRead: () => true },
    }),
    directory: createDirectoryRepo(store),
    connectivity,
    readSettings: () => DEFAULT_SETTINGS,
    onStatusChanged: () => {},
  });
  undos.push(() => {
    store.close();
    removeFolder();
  });
  return { clock, runs, service, connectivity, schedule };
}

describe('the schedule of looks at a service', () => {
  afterEach(() => {
    for (const undo of undos.splice(0)) undo();
  });

  it('looks at once, then often, then as seldom as the setting says', async () => {
    const { clock, runs, schedule } = createRig();
    schedule.start();
    await clock.advance(60_000);
    assert.ok(runs.length >= 4, `${runs.length} looks in the first minute`);
    assert.equal(schedule.readStatus('a').state, 'idle');
    assert.notEqual(schedule.readStatus('a').completedAt, null);
    await clock.advance(60 * 60_000);
    const late = runs.slice(-2);
    assert.ok((late[1] ?? 0) - (late[0] ?? 0) > 50_000);
    await schedule.stop();
  });

  it('runs once at a time, and says so', async () => {
    const { clock, runs, service, schedule } = createRig();
    const gate = Promise.withResolvers<void>();
    service.hold = gate.promise;
    schedule.start();
    schedule.syncNow('a');
    schedule.syncNow(null);
    await clock.advance(10);
    assert.deepEqual([runs.length, schedule.readStatus('a').state], [1, 'running']);
    gate.resolve();
    await clock.advance(10);
    assert.equal(schedule.readStatus('a').state, 'idle');
    await schedule.stop();
  });

  it('backs off while it fails, keeps the error, and forgets it on success', async () => {
    const { clock, runs, service, schedule } = createRig();
    service.failure = { code: 'ANSWER_TOO_LARGE', status: 200 };
    schedule.start();
    await clock.advance(10 * 60_000);
    assert.equal(schedule.readStatus('a').error?.code, 'ANSWER_TOO_LARGE');
    assert.ok(runs.length < 15, `${runs.length} looks in ten minutes of failure`);
    service.failure = null;
    schedule.syncNow('a');
    await clock.advance(10);
    assert.equal(schedule.readStatus('a').error, null);
    await schedule.stop();
  });

  it('keeps the pause the service asks for, unless a person asks', async () => {
    const { clock, runs, service, schedule } = createRig();
    service.failure = { code: 'RATE_LIMITED', status: 429, retryAfterMs: 120_000 };
    schedule.start();
    await clock.advance(119_000);
    schedule.nudge(null);
    await clock.advance(10);
    assert.equal(runs.length, 1);
    schedule.syncNow('a');
    await clock.advance(10);
    assert.equal(runs.length, 2);
    await schedule.stop();
  });

  it('does not believe in a pause of years', async () => {
    const { clock, runs, service, schedule } = createRig();
    service.failure = { code: 'RATE_LIMITED', status: 429, retryAfterMs: 1e12 };
    schedule.start();
    await clock.advance(61 * 60_000);
    assert.equal(runs.length, 2);
    await schedule.stop();
  });

  it('looks at once when the service is back', async () => {
    const { clock, runs, service, connectivity, schedule } = createRig();
    service.failure = { code: 'CONNECTION_REFUSED', status: null };
    schedule.start();
    await clock.advance(30_000);
    assert.equal(connectivity.readView('a').state, 'offline');
    service.failure = null;
    const before = runs.length;
    await clock.advance(3_100);
    assert.equal(connectivity.readView('a').state, 'online');
    assert.ok(runs.length > before);
    assert.equal(schedule.readStatus('a').error, null);
    await schedule.stop();
  });

  it('ends a run when cancelled without calling it a failure, and goes on later', async () => {
    const { clock, service, schedule } = createRig();
    const gate = Promise.withResolvers<void>();
    service.hold = gate.promise;
    schedule.start();
    await clock.advance(10);
    schedule.cancel(null);
    gate.resolve();
    await clock.advance(10);
    const status = schedule.readStatus('a');
    assert.deepEqual([status.state, status.error], ['idle', null]);
    assert.notEqual(status.nextAt, null);
    await schedule.stop();
  });

  it('says that the key is missing, and starts when it is there', async () => {
    const { clock, runs, service, schedule } = createRig();
    service.hasKey = false;
    schedule.start();
    await clock.advance(10);
    assert.equal(schedule.readStatus('a').error?.code, 'KEY_UNAVAILABLE');
    service.hasKey = true;
    schedule.nudge('a');
    await clock.advance(10);
    assert.deepEqual([runs.length, schedule.readStatus('a').error], [1, null]);
    await schedule.stop();
  });

  it('does nothing more once stopped', async () => {
    const { clock, runs, schedule } = createRig();
    schedule.start();
    await clock.advance(10);
    await schedule.stop();
    schedule.syncNow(null);
    await clock.advance(10 * 60_000);
    assert.equal(runs.length, 1);
  });
});
