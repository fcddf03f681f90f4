// Owns: that only one engine works on a folder, with real processes: the lock keeps the second out, an older one that
// lost its folder can neither write nor send, one that hangs is replaced, one without a shell ends.
import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { createNodeChildAdapter } from '../../src-main/shell/child-process.ts';
import { createEngineHost } from '../../src-main/shell/engine-host.ts';
import { until } from '../support/engine-desk.ts';
import { KILLABLE_PROGRAM, describeEnvironment, readMoments } from '../support/killable-engine.ts';
import { callControl } from '../support/sandbox-process.ts';
import { isAtRest, untilSettled } from './processes/end-item.ts';
import { judgeItem, listEntries } from './processes/judge-outcome.ts';
import { startStage } from './processes/process-stage.ts';
import type { EngineProcess } from '../support/engine-desk.ts';
import type { LedgerLine } from '../support/outbox-desk.ts';
import type { ProcessStage } from './processes/process-stage.ts';
import type { StageItem } from './processes/prepare-items.ts';

let stage: ProcessStage;
before(async () => {
  stage = await startStage({ name: 'one-engine', items: { goal: 10 } });
});
after(() => stage.close());

/** It ends with the test, also with one that fails. */
async function start(t: TestContext, folder: string): Promise<EngineProcess> {
  const engine = await stage.startEngine(folder);
  t.after(async () => {
    await engine.kill();
    await engine.close();
  });
  return engine;
}

async function startReady(t: TestContext, folder: string): Promise<EngineProcess> {
  const engine = await start(t, folder);
  await engine.untilStatus(({ phase }) => phase === 'ready');
  return engine;
}

async function countWrites({ targetId }: StageItem): Promise<number> {
  const path = `/ledger?requestId=${targetId}&cause=api`;
  const lines = await callControl<readonly LedgerLine[]>(stage.sandbox, 'GET', path);
  return lines.filter(({ detail }) => detail['entity'] === 'reassignRequest').length;
}

async function assertSentOnce(engine: EngineProcess, item: StageItem): Promise<void> {
  await untilSettled(engine, item);
  assert.deepEqual(await judgeItem(stage.sandbox, item, await listEntries(engine)), []);
  assert.equal(await countWrites(item), 1);
}

/** Puts copies in the place of the desk's files, as a restored backup or a synchronised folder does. */
function replaceFiles(folder: string): void {
  const desk = join(folder, 'data', 'desk');
  for (const name of readdirSync(desk)) {
    if (!/\.db(-wal)?$/.test(name)) continue;
    copyFileSync(join(desk, name), join(desk, `${name}.copy`));
    renameSync(join(desk, `${name}.copy`), join(desk, name));
  }
  // The copies' own index is made anew by whoever opens them.
  for (const name of readdirSync(desk)) if (name.endsWith('-shm')) rmSync(join(desk, name));
}

describe('two engines on one folder', { timeout: 90_000 }, () => {
  it('keeps the second out while the first lives, and lets it in afterwards', async (t) => {
    const folder = stage.copyFolder();
    const item = stage.take('goal');
    const first = await startReady(t, folder);
    const second = await start(t, folder);
    const { phase, problem } = await second.untilStatus((status) => status.phase !== 'starting');
    assert.deepEqual([phase, problem?.code], ['failed', 'DATABASE_IN_USE']);
    const refused = await second.call('queue.page', { section: 'done', after: null, limit: 1 });
    assert.ok(!refused.ok && refused.error.code === 'DATABASE_IN_USE');
    await item.submit(first);
    await assertSentOnce(first, item);
    await first.kill();
    assert.equal((await second.ask('desk.unlock', null)).phase, 'ready');
    assert.ok(await isAtRest(second, item));
  });

  it('lets an older engine whose folder was taken over neither store nor send', async (t) => {
    const folder = stage.copyFolder();
    const [waiting, another] = [stage.take('goal'), stage.take('goal')];
    const older = await startReady(t, folder);
    await older.ask('queue.setPaused', { isPaused: true });
    await waiting.submit(older);
    replaceFiles(folder);
    const newer = await startReady(t, folder);
    await assert.rejects(another.submit(older), /DATABASE_IN_USE/);
    const passed = readMoments(folder).length;
    await older.ask('queue.setPaused', { isPaused: false });
    // The look before sending is a read; the commit that must come before the first byte is refused.
    await until('the look', () => readMoments(folder).length > passed || null);
    await older.ask('queue.sendNow', { opId: null }).catch(() => {});
    assert.equal(await countWrites(waiting), 0);
    await newer.ask('queue.setPaused', { isPaused: false });
    await assertSentOnce(newer, waiting);
    const moments = readMoments(folder);
    assert.equal(moments.filter((name) => name === 'outbox.sending.after-commit').length, 1);
  });
});

describe('an engine that does not answer', { timeout: 90_000 }, () => {
  it('is seen, ended and replaced when its event loop stands still, and sends once', async (t) => {
    const folder = stage.copyFolder();
    const item = stage.take('goal');
    const env = describeEnvironment({ folder, stallAt: 'outbox.sending.after-commit' });
    const logged: string[] = [];
    const pids = new Set<number>();
    const host = createEngineHost({
      adapter: createNodeChildAdapter({ nodePath: process.execPath, env }),
      entryPath: KILLABLE_PROGRAM,
      start: {
        dataFolder: join(folder, 'data'),
        logFolder: join(folder, 'logs'),
        appVersion: '0.0.0',
        keychainService: 'signing-desk-test',
      },
      onEvent: () => {},
      onHostAsk: async () => ({ ok: true, value: null }),
      log: ({ event }) => void logged.push(event),
      // The real ones are five and twenty seconds.
      limits: { pingEveryMs: 200, stalledAfterMs: 3_000 },
    });
    t.after(() => host.stop());
    host.start();
    const ask = async (route: string, input: unknown): Promise<unknown> => {
      pids.add(host.pid ?? 0);
      const answer = await host.call(route, input);
      return answer.ok ? answer.value : null;
    };
    const readPhase = async (): Promise<unknown> =>
      ((await ask('desk.status', null)) as { phase?: string } | null)?.phase;
    await until('the desk', async () => (await readPhase()) === 'ready' || null);
    await item.submit({
      call: (route: string, input: unknown) => host.call(route, input),
    } as EngineProcess);
    await until('the stall', () => logged.includes('engine.stalled') || null, 30_000);
    await until('the write', async () => (await countWrites(item)) === 1 || null, 30_000);
    await until('rest', async () => {
      const page = (await ask('queue.page', { section: 'done', after: null, limit: 5 })) as {
        entries: readonly { state: string }[];
      } | null;
      return page?.entries[0]?.state === 'CONFIRMED' || null;
    });
    assert.equal(await countWrites(item), 1);
    assert.ok(pids.size >= 2, 'it was never replaced');
  });

  it('ends by itself when its shell is gone in the middle of a write, and the next one finds out', async (t) => {
    const folder = stage.copyFolder();
    const item = stage.take('goal');
    await stage.addFault(item, 'write', { type: 'hang', isApplied: true });
    const orphan = await startReady(t, folder);
    await item.submit(orphan);
    await until('the write', async () => (await countWrites(item)) === 1 || null);
    orphan.disconnect();
    const { code, signal } = await orphan.exited;
    assert.deepEqual([code, signal], [0, null]);
    const next = await startReady(t, folder);
    await assertSentOnce(next, item);
  });
});
