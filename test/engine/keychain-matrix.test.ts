// Owns: every state a person's keychain may be in beside an existing desk, with a real gnome-keyring: no key is written,
// no file changes, the screen has words and a next step, and healing the cause goes on with every decision.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { MASTER_KEY_ITEM } from '../../src-main/engine/store/key.ts';
import { errorWords } from '../../src-renderer/words/english/error-words.ts';
import { startEngineProcess } from '../support/engine-desk.ts';
import { startKeyringBus } from '../support/keyring-bus.ts';
import {
  KEYRING_SERVICE,
  readFiles,
  startDisplay,
  startKeychainRig,
} from '../support/keychain-rig.ts';
import { KEYCHAIN_ROWS } from '../support/keychain-rows.ts';
import { callControl } from '../support/sandbox-process.ts';
import type { TestContext } from 'node:test';
import type { ErrorCode } from '../../src-shared/contract/errors.ts';
import type { EngineProcess } from '../support/engine-desk.ts';
import type { KeychainRow, KeychainStage } from '../support/keychain-rows.ts';
import type { KeychainCopy, KeychainRig } from '../support/keychain-rig.ts';
import type { LedgerLine } from '../support/outbox-desk.ts';

// Rows wait more than they work; four at once keep both cores busy without starving an engine's start.
describe('an existing desk beside a keychain that is', { concurrency: 4 }, () => {
  let rig: KeychainRig;
  let display: Awaited<ReturnType<typeof startDisplay>>;
  before(async () => {
    [rig, display] = await Promise.all([startKeychainRig(KEYCHAIN_ROWS.length), startDisplay()]);
  });
  after(async () => {
    await display.stop();
    await rig.close();
  });

  for (const [index, row] of KEYCHAIN_ROWS.entries()) {
    test(row.name, async (t) => {
      const stage = await setStage(t, rig, row, display.name);
      const env = await row.spoil(stage);
      const files = readEverything(stage.copy);
      const desk = await startDesk(t, stage, env ?? {});
      for (const { code, next, hasJustPrompted } of row.shows) {
        await desk.untilStatus(
          ({ phase, problem }) => phase === 'locked' && problem?.code === code,
        );
        assertWords(row, code);
        if (hasJustPrompted !== true) await assertShut(desk, code);
        await next?.(stage, desk);
      }
      assert.deepEqual(readEverything(stage.copy), files);
      await row.heal(stage);
      await assertGoesOn(await goOn(t, row, stage, desk), rig, index);
      assert.equal(await stage.bus.readItem(KEYRING_SERVICE, MASTER_KEY_ITEM), rig.masterKey);
    });
  }
});

async function setStage(
  t: TestContext,
  rig: KeychainRig,
  row: KeychainRow,
  display: string,
): Promise<KeychainStage> {
  const copy = rig.copy();
  t.after(() => copy.remove());
  const startBus: KeychainStage['startBus'] = async (...args) => {
    const bus = await startKeyringBus(...args);
    t.after(() => bus.stop());
    return bus;
  };
  const { isBare = false, hasDisplay = false } = row.bus ?? {};
  const shown = hasDisplay ? { display } : {};
  const bus = await startBus(copy.keyringFolder, { isBare, ...shown });
  return { copy, bus, masterKey: rig.masterKey, startBus };
}

async function startDesk(
  t: TestContext,
  { copy, bus }: KeychainStage,
  env: NodeJS.ProcessEnv,
): Promise<EngineProcess> {
  const { dataFolder } = copy;
  const desk = await startEngineProcess({ dataFolder, env: { ...bus.env, ...env } });
  t.after(() => desk.close());
  return desk;
}

/** The desk's files, and every keyring the row knows. */
function readEverything(copy: KeychainCopy): Readonly<Record<string, string>> {
  const folders = [copy.dataFolder, join(copy.keyringFolder, 'data')];
  return Object.assign({}, ...folders.map(readFiles)) as Record<string, string>;
}

/** What happened, what it means and what to do, and that the last is how the row goes on. */
function assertWords({ goesOn }: KeychainRow, code: ErrorCode): void {
  const { what, means, next } = errorWords[code]({});
  assert.ok(what !== '' && means !== '');
  const promise = {
    'by itself': /by itself/,
    'by looking again': code === 'KEYCHAIN_SLOW' ? /answer it in its own window/ : /look again/,
    'at the next start': /start it again|open the one that held the key/,
  }[goesOn];
  assert.match(next, promise);
}

/** Nothing that would store or decide something gets through. */
async function assertShut(desk: EngineProcess, code: ErrorCode): Promise<void> {
  const account = {
    label: 'Another',
    baseUrl: 'https://api.example.test/sign/v1',
    keyId: 'kid',
    secret: 'secret',
  };
  const calls = [
    desk.call('settings.set', { theme: 'dark' }),
    desk.call('account.addCmSign', account),
    desk.call('queue.setPaused', { isPaused: false }),
  ];
  for (const result of await Promise.all(calls)) {
    assert.ok(!result.ok && result.error.code === code, JSON.stringify(result));
  }
}

async function goOn(
  t: TestContext,
  { goesOn }: KeychainRow,
  stage: KeychainStage,
  desk: EngineProcess,
): Promise<EngineProcess> {
  if (goesOn === 'by itself') return desk;
  if (goesOn === 'by looking again') {
    await desk.ask('desk.unlock', null);
    return desk;
  }
  await desk.stop();
  return await startDesk(t, stage, {});
}

/** Every decision is still there; the row's own goes out, and takes effect once. */
async function assertGoesOn(desk: EngineProcess, rig: KeychainRig, index: number): Promise<void> {
  await desk.untilStatus(({ phase }) => phase === 'ready');
  const opIds = rig.decided.map(({ opId }) => opId);
  const entries = await desk.ask('queue.entries', { opIds });
  assert.deepEqual(new Set(entries.map(({ opId }) => opId)), new Set(opIds));
  assert.ok(entries.every(({ state }) => state === 'QUEUED'));
  const own = rig.decided[index];
  assert.ok(own !== undefined);
  for (const opId of opIds) if (opId !== own.opId) await desk.ask('queue.cancel', { opId });
  await desk.ask('queue.setPaused', { isPaused: false });
  await desk.untilStatus(({ queue }) => queue.sentToday === 1);
  const ledger = await callControl<readonly LedgerLine[]>(
    rig.service,
    'GET',
    `/ledger?requestId=${own.requestId}`,
  );
  const effects = ledger.filter(
    ({ cause, detail }) => cause === 'api' && detail['entity'] === 'reassignRequest',
  );
  assert.equal(effects.length, 1);
}
