// What the engine asks of the shell is checked again in the shell before it is done.
import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { summarizeStatus } from '../../../src-main/shell/desk-picture.ts';
import { createHostRequests } from '../../../src-main/shell/host-requests.ts';
import type { DeskStatus } from '../../../src-shared/contract/desk-status.ts';
import type { PracticeHost } from '../../../src-main/shell/practice-host.ts';

const FOLDER = resolve('/data/desk');

function createRig(isConfirmed = true) {
  const done: unknown[] = [];
  const note = async (what: unknown): Promise<{ ok: true; value: null }> => {
    done.push(what);
    return { ok: true, value: null };
  };
  const practice: PracticeHost = {
    start: async (input) => {
      done.push(input);
      return { ok: true, value: { baseUrl: 'http://127.0.0.1:1', kid: 'k', secret: 's' } };
    },
    setNetwork: (isOnline) => note({ isOnline }),
    act: (input) => note(input),
    stop: async () => void done.push('stopped'),
    pid: null,
  };
  const ask = createHostRequests({
    practice,
    dataFolder: FOLDER,
    confirmHost: async (host) => {
      done.push(`asked for ${host}`);
      return isConfirmed;
    },
    openExternal: async (url) => void done.push(`opened ${url}`),
  });
  const askCode = async (name: string, input: unknown): Promise<string> => {
    const result = await ask(name, input);
    return result.ok ? 'ok' : result.error.code;
  };
  return { done, askCode };
}

describe('what the engine may ask of the shell', () => {
  test('opens a listed address after the person saw its host', async () => {
    const { done, askCode } = createRig();
    const input = { url: 'https://sign.example.com/r', allowedHosts: ['sign.example.com'] };
    assert.equal(await askCode('host.openUrl', input), 'ok');
    assert.deepEqual(done, ['asked for sign.example.com', 'opened https://sign.example.com/r']);
  });

  test('opens nothing that is not on the list, and nothing the person did not want', async () => {
    const { done, askCode } = createRig();
    const bad = { url: 'https://evil.example/', allowedHosts: ['sign.example.com'] };
    assert.equal(await askCode('host.openUrl', bad), 'NOT_ALLOWED');
    assert.equal(await askCode('host.openUrl', null), 'NOT_ALLOWED');
    assert.deepEqual(done, []);
    const unwanted = createRig(false);
    const input = { url: 'https://sign.example.com/r', allowedHosts: ['sign.example.com'] };
    assert.equal(await unwanted.askCode('host.openUrl', input), 'ABORTED');
    assert.deepEqual(unwanted.done, ['asked for sign.example.com']);
  });

  test('starts the practice service inside the data folder only', async () => {
    const { done, askCode } = createRig();
    const good = { dataFolder: join(FOLDER, 'practice'), requests: 60, seed: 7 };
    assert.equal(await askCode('host.startPractice', good), 'ok');
    const bad = [
      { ...good, dataFolder: resolve('/data') },
      { ...good, dataFolder: `${FOLDER}-other` },
      { ...good, dataFolder: join(FOLDER, '..', 'x') },
      { ...good, dataFolder: 'practice' },
      { ...good, requests: -1 },
      { ...good, requests: 2_000_000 },
      { ...good, seed: 'x' },
      null,
    ];
    for (const input of bad) {
      assert.equal(await askCode('host.startPractice', input), 'BAD_INPUT', JSON.stringify(input));
    }
    assert.deepEqual(done, [good]);
  });

  test('refuses acts and services it does not know', async () => {
    const { done, askCode } = createRig();
    assert.equal(await askCode('host.actInPractice', { act: 'new-request', extra: 1 }), 'ok');
    assert.equal(await askCode('host.actInPractice', { act: 'delete-all' }), 'BAD_INPUT');
    assert.equal(await askCode('host.setPracticeNetwork', { online: 'yes' }), 'BAD_INPUT');
    assert.equal(await askCode('host.formatDisk', null), 'UNKNOWN_ROUTE');
    assert.equal(await askCode('constructor', null), 'UNKNOWN_ROUTE');
    assert.deepEqual(done, [{ act: 'new-request' }]);
  });
});

describe('what the shell shows of the status', () => {
  const status: DeskStatus = {
    phase: 'ready',
    profile: 'desk',
    problem: null,
    accounts: [],
    queue: {
      held: 1,
      waiting: 2,
      sending: 3,
      checking: 4,
      blocked: 5,
      needsYou: 50,
      sentToday: 90,
    },
    isQueuePaused: true,
    pendingCount: 7,
    isPracticeOnline: null,
    repairNote: null,
  };

  test('counts as unsent what still has to leave, not what waits for the person or has arrived', () => {
    assert.deepEqual(summarizeStatus(status), {
      pendingCount: 7,
      unsentCount: 15,
      isOffline: false,
      isQueuePaused: true,
    });
  });
});
