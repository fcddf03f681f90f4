// The engine's life in the shell, with a real child process at the other end of the pipe.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, describe, test } from 'node:test';
import { cleanEnvironment } from '../../../src-main/shell/clean-environment.ts';
import { createNodeChildAdapter } from '../../../src-main/shell/child-process.ts';
import { createEngineHost } from '../../../src-main/shell/engine-host.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import type { EngineHost, EngineLimits } from '../../../src-main/shell/engine-host.ts';
import type { Result } from '../../../src-shared/contract/errors.ts';

const CHILD = join(import.meta.dirname, '../../support/obedient-child.ts');

interface Seen {
  readonly name: string;
  readonly payload: unknown;
}
interface Rig {
  readonly host: EngineHost;
  readonly events: Seen[];
  readonly asked: Seen[];
  readonly waitFor: (name: string, count?: number) => Promise<unknown>;
}

const open: EngineHost[] = [];
afterEach(async () => {
  for (const host of open.splice(0)) await host.stop();
});

function createRig(service = 'test', limits: Partial<EngineLimits> = {}): Rig {
  const events: Seen[] = [];
  const asked: Seen[] = [];
  const waiters = new Set<() => void>();
  const env = cleanEnvironment({ ...process.env, NODE_OPTIONS: '--no-warnings' });
  const host = createEngineHost({
    adapter: createNodeChildAdapter({ nodePath: process.execPath, env }),
    entryPath: CHILD,
    start: { dataFolder: '/d', logFolder: '/l', appVersion: '0', keychainService: service },
    onEvent: (name, payload) => {
      events.push({ name, payload });
      for (const waiter of waiters) waiter();
    },
    onHostAsk: async (name, input) => {
      asked.push({ name, payload: input });
      if (name === 'host.breaks') throw new Error('broken');
      return { ok: true, value: 'done' };
    },
    log: () => {},
    limits: { restartDelayMs: 10, ...limits },
  });
  open.push(host);
  const find = (name: string, count: number): Seen | undefined =>
    events.filter((event) => event.name === name).at(count - 1);
  const waitFor = (name: string, count = 1): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${name}`)), PATIENCE_MS);
      const look = (): void => {
        const found = find(name, count);
        if (found === undefined) return;
        clearTimeout(timer);
        waiters.delete(look);
        resolve(found.payload);
      };
      waiters.add(look);
      look();
    });
  return { host, events, asked, waitFor };
}

function readCode(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code;
}

describe('the engine host', { timeout: 60_000 }, () => {
  test('holds calls until the hello and then answers each with its own answer', async () => {
    const { host } = createRig();
    host.start();
    const answers = await Promise.all([1, 2, 3].map((n) => host.call('echo', { n })));
    assert.deepEqual(
      answers,
      [1, 2, 3].map((n) => ({ ok: true, value: { n } })),
    );
    assert.equal(host.state, 'running');
  });

  test('gives the child no variable that loads code', async () => {
    const { host } = createRig();
    host.start();
    const answer = await host.call('environment', null);
    assert.ok(answer.ok);
    const env = answer.value as Record<string, string>;
    assert.equal(env['NODE_OPTIONS'], undefined);
    assert.notEqual(env['PATH'], undefined);
  });

  test('fails every open call at once when the engine dies, tells the page, and starts it again', async () => {
    const { host, waitFor } = createRig();
    host.start();
    await host.call('echo', null);
    const before = host.pid;
    const answers = await Promise.all([
      host.call('never', null),
      host.call('never', null),
      host.call('crash', null),
    ]);
    assert.deepEqual(answers.map(readCode), ['ENGINE_GONE', 'ENGINE_GONE', 'ENGINE_GONE']);
    assert.deepEqual(await waitFor('engine.gone'), { willRestart: true });
    assert.deepEqual(await waitFor('engine.back'), { restarts: 1 });
    assert.notEqual(host.pid, before);
    assert.deepEqual(await host.call('echo', 5), { ok: true, value: 5 });
  });

  test('survives SIGKILL of the engine from outside', async () => {
    const { host, waitFor } = createRig();
    host.start();
    await host.call('echo', null);
    assert.ok(host.pid !== null);
    process.kill(host.pid, 'SIGKILL');
    await waitFor('engine.back');
    assert.deepEqual(await host.call('echo', 6), { ok: true, value: 6 });
  });

  test('stops restarting an engine that keeps dying, and says so', async () => {
    const { host, events, waitFor } = createRig('crash at start');
    host.start();
    await waitFor('engine.gone', 6);
    const gone = events.filter((event) => event.name === 'engine.gone').map((e) => e.payload);
    assert.deepEqual(gone.at(-1), { willRestart: false });
    assert.equal(host.state, 'failing');
    assert.equal(readCode(await host.call('echo', null)), 'ENGINE_FAILING');
  });

  test('refuses an engine of another protocol and does not start it again', async () => {
    const { host, waitFor } = createRig('other protocol');
    host.start();
    const answer = await host.call('echo', null);
    assert.equal(readCode(answer), 'PROTOCOL_MISMATCH');
    assert.deepEqual(await waitFor('engine.gone'), { willRestart: false });
    assert.equal(readCode(await host.call('echo', null)), 'PROTOCOL_MISMATCH');
  });

  test('kills an engine that never says hello', async () => {
    const { host, waitFor } = createRig('never says hello', { helloTimeoutMs: 300 });
    host.start();
    const call = host.call('echo', null);
    await waitFor('engine.gone');
    assert.equal(readCode(await call), 'ENGINE_GONE');
  });

  test('kills and restarts an engine that hangs', async () => {
    const { host, waitFor } = createRig('test', { pingEveryMs: 50, stalledAfterMs: 300 });
    host.start();
    const hung = host.call('hang', null);
    assert.equal(readCode(await hung), 'ENGINE_GONE');
    await waitFor('engine.back');
    assert.deepEqual(await host.call('echo', 7), { ok: true, value: 7 });
  });

  test('stops politely, and by force when the engine does not listen', async () => {
    const polite = createRig();
    polite.host.start();
    await polite.host.call('echo', null);
    await polite.host.stop();
    assert.equal(polite.host.pid, null);
    assert.equal(
      polite.events.some((event) => event.name === 'engine.gone'),
      false,
    );
    assert.equal(readCode(await polite.host.call('echo', null)), 'ENGINE_GONE');

    const deaf = createRig('test', { stopTimeoutMs: 200 });
    deaf.host.start();
    await deaf.host.call('echo', null);
    const hung = deaf.host.call('hang', null);
    await deaf.host.stop();
    assert.equal(readCode(await hung), 'ENGINE_GONE');
    assert.equal(deaf.host.pid, null);
  });

  test('answers what the engine asks of the shell, and a failure as INTERNAL', async () => {
    const { host, asked, waitFor } = createRig();
    host.start();
    await host.call('ask', { name: 'host.works', input: { a: 1 } });
    assert.deepEqual(await waitFor('host.answered'), { ok: true, value: 'done' });
    assert.deepEqual(asked, [{ name: 'host.works', payload: { a: 1 } }]);
    await host.call('ask', { name: 'host.breaks', input: null });
    const failed = (await waitFor('host.answered', 2)) as Result<unknown>;
    assert.equal(readCode(failed), 'INTERNAL');
  });

  test('refuses more open calls than a sane page makes', async () => {
    const { host } = createRig('test', { maxOpenCalls: 2 });
    host.start();
    const held = [host.call('never', null), host.call('never', null)];
    assert.equal(readCode(await host.call('echo', null)), 'TOO_MANY_CALLS');
    await host.stop();
    assert.deepEqual((await Promise.all(held)).map(readCode), ['ENGINE_GONE', 'ENGINE_GONE']);
  });
});
