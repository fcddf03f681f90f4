// Tests that a million requests cost neither minutes nor gigabytes: start, single reads, and a list
// that streams.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import {
  callControl,
  callService,
  makeSandboxToken,
  startSandboxProcess,
  type RunningSandbox,
} from '../support/sandbox-process.ts';

const COUNT = 1_000_000;
// The records alone would take more than a gigabyte; a bare Node with Fastify takes about a tenth.
const MEMORY_LIMIT_BYTES = 400 * 1024 * 1024;
// Generous for a busy machine; making a million records ahead would take longer.
const START_LIMIT_MS = 10_000;
const READ_AHEAD_BYTES = 64 * 1024 * 1024;

/** Resident memory of another process; undefined where the system does not tell. */
async function readMemoryBytes(pid: number): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

describe('a million requests', () => {
  let sandbox: RunningSandbox;
  let startMs: number;
  before(async () => {
    const start = performance.now();
    sandbox = await startSandboxProcess(['--requests', String(COUNT), '--seed', '12']);
    startMs = performance.now() - start;
  });
  after(() => sandbox.stop());

  it('is ready within seconds', () => {
    assert.ok(startMs < START_LIMIT_MS, `${startMs} ms`);
  });

  it('streams the list in bounded memory while other requests are served', async () => {
    const token = await makeSandboxToken(sandbox);
    const abort = new AbortController();
    const answer = await fetch(`${sandbox.baseUrl}/reassignrequests`, {
      headers: { authorization: `Bearer ${token}` },
      signal: abort.signal,
    });
    let received = 0;
    let first = '';
    for await (const chunk of answer.body ?? []) {
      if (received === 0) first = Buffer.from(chunk as Uint8Array).toString();
      received += (chunk as Uint8Array).length;
      if (received > READ_AHEAD_BYTES) break;
    }
    assert.match(first, /^\[\{"id":"/);
    const id = /"id":"([0-9a-f-]+)"/.exec(first)?.[1];
    assert.equal((await callService(sandbox, 'GET', `/reassignrequests/${id}`)).status, 200);
    const memoryBytes = await readMemoryBytes(sandbox.pid ?? 0);
    abort.abort();
    assert.ok(
      memoryBytes === undefined || memoryBytes < MEMORY_LIMIT_BYTES,
      `${memoryBytes} bytes`,
    );
  });

  it('decides the oldest request, and Pending Tasks stay short', async () => {
    type Task = { id: string };
    await callControl(sandbox, 'PUT', '/assumptions', { A27: 'oldest' });
    const [oldest] = await callControl<Task[]>(sandbox, 'GET', '/pending-tasks?limit=1');
    const answer = await callService(sandbox, 'PUT', `/reassignrequests/${oldest?.id}`, {
      state: 'approved',
    });
    assert.equal(answer.status, 200);
    assert.equal((await callControl<Task[]>(sandbox, 'GET', '/pending-tasks?limit=5')).length, 5);
  });
});

describe('a whole large list', () => {
  it('holds every request once, newest first', async () => {
    const sandbox = await startSandboxProcess(['--requests', '50000', '--seed', '12']);
    try {
      const list = (await callService(sandbox, 'GET', '/reassignrequests')).json as {
        id: string;
        createdAt: string;
      }[];
      assert.equal(list.length, 50_000);
      assert.equal(new Set(list.map((one) => one.id)).size, 50_000);
      assert.ok(list.every((one, i) => i === 0 || one.createdAt <= (list[i - 1]?.createdAt ?? '')));
    } finally {
      await sandbox.stop();
    }
  });
});
