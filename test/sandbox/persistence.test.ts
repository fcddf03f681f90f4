// Tests that a data folder brings the same state back, also after a hard kill.
import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, afterEach, describe, it } from 'node:test';
import type { LedgerEntry } from '../../src-sandbox/ledger.ts';
import { buildSandboxRequest } from '../builders/sandbox-request.ts';
import {
  callControl,
  callService,
  startSandboxInProcess,
  startSandboxProcess,
  type RunningSandbox,
} from '../support/sandbox-process.ts';

type Request = { id: string; state: string };

describe('data folder', () => {
  let root: string;
  let folder: string;
  let count = 0;
  let running: RunningSandbox | undefined;
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'sandbox-data-'));
  });
  after(() => rm(root, { recursive: true }));
  beforeEach(() => {
    count += 1;
    folder = join(root, String(count));
  });
  afterEach(async () => {
    await running?.stop();
    running = undefined;
  });

  const flags = (...more: string[]): string[] => [
    '--requests',
    '30',
    '--seed',
    '6',
    '--data',
    folder,
    ...more,
  ];
  async function start(start = startSandboxInProcess): Promise<RunningSandbox> {
    await running?.stop();
    running = await start(flags());
    return running;
  }
  const readAll = async (sandbox: RunningSandbox): Promise<unknown> => {
    const list = (await callService(sandbox, 'GET', '/reassignrequests')).json as (Request & {
      dossier: { id: string };
    })[];
    const dossiers = [];
    for (const { dossier } of list)
      dossiers.push((await callService(sandbox, 'GET', `/dossiers/${dossier.id}`)).json);
    return [list, dossiers, (await callService(sandbox, 'GET', '/clients')).json];
  };

  /** One of everything that changes state. */
  async function change(sandbox: RunningSandbox): Promise<void> {
    const list = (await callService(sandbox, 'GET', '/reassignrequests')).json as Request[];
    const [one, two] = list.filter((request) => request.state === 'pending');
    await callService(sandbox, 'PUT', `/reassignrequests/${one?.id}`, {
      state: 'approved',
      newInvitee: { message: 'Ja' },
    });
    await callControl(sandbox, 'POST', '/colleague/decline', {
      requestId: two?.id,
      declineReason: 'Nein',
    });
    await callService(sandbox, 'POST', '/clients', { name: 'Second key' });
    await callService(sandbox, 'POST', `/clients/${sandbox.kid}/webhooks`, {
      url: 'https://127.0.0.1:9/',
      disabled: true,
    });
    const made = await buildSandboxRequest(sandbox);
    await callService(sandbox, 'PUT', `/dossiers/${made.dossierId}/invitees/${made.inviteeId}`, {
      name: 'Otto Renamed',
    });
    const gone = await buildSandboxRequest(sandbox);
    await callControl(sandbox, 'POST', `/dossiers/${gone.dossierId}/close`, { how: 'deleted' });
    await callControl(sandbox, 'PUT', '/assumptions', { A19: '409' });
    await callService(sandbox, 'PUT', `/reassignrequests/${made.id}`, { state: 'approved' });
  }

  it('brings everything back after a stop: records, keys, switches, effects and further ids', async () => {
    const first = await start();
    await change(first);
    const before = await readAll(first);
    const strip = (entries: LedgerEntry[]) => entries.map(({ wall: _wall, ...entry }) => entry);
    const ledger = strip(await callControl<LedgerEntry[]>(first, 'GET', '/ledger'));
    const second = await start();
    assert.deepEqual(await readAll(second), before);
    assert.deepEqual(strip(await callControl<LedgerEntry[]>(second, 'GET', '/ledger')), ledger);
    const made = await buildSandboxRequest(second);
    assert.ok(
      !JSON.stringify(before).includes(made.id) && !JSON.stringify(before).includes(made.dossierId),
    );
    await callService(second, 'PUT', `/reassignrequests/${made.id}`, { state: 'approved' });
    assert.equal(
      (await callService(second, 'PUT', `/reassignrequests/${made.id}`, { state: 'approved' }))
        .status,
      409,
    );
    const after = await readAll(second);
    assert.deepEqual(await readAll(await start()), after);
  });

  it('replays under the switches of the command line', async () => {
    running = await startSandboxInProcess(
      flags('--assume', 'A19=overwrite', '--assume', 'A9=unchanged'),
    );
    const { id } = await buildSandboxRequest(running);
    await callService(running, 'PUT', `/reassignrequests/${id}`, { state: 'approved' });
    await callService(running, 'PUT', `/reassignrequests/${id}`, {
      state: 'declined',
      declineReason: 'No',
    });
    const before = await readAll(running);
    const after = (await readAll(await start())) as [Request[]];
    assert.deepEqual(after, before);
    assert.equal(after[0].find((one) => one.id === id)?.state, 'declined');
  });

  it('keeps every answered decision when the process is killed', async () => {
    const first = await start(startSandboxProcess);
    await change(first);
    const before = await readAll(first);
    process.kill(first.pid ?? 0, 'SIGKILL');
    assert.deepEqual(await readAll(await start(startSandboxProcess)), before);
  });

  it('drops a last line that was cut off, and goes on', async () => {
    const first = await start();
    await change(first);
    const before = await readAll(first);
    await first.stop();
    running = undefined;
    await appendFile(join(folder, 'commands.jsonl'), '{"type":"request.decide","requ');
    const second = await start();
    assert.deepEqual(await readAll(second), before);
    await buildSandboxRequest(second);
    const after = await readAll(second);
    assert.deepEqual(await readAll(await start()), after);
  });

  it('refuses a folder of another world, or one it cannot read, and leaves it alone', async () => {
    await (await start()).stop();
    running = undefined;
    await assert.rejects(
      startSandboxInProcess(['--requests', '31', '--seed', '6', '--data', folder]),
      /made with --seed 6 --requests 30/,
    );
    const path = join(folder, 'commands.jsonl');
    const header = await readFile(path, 'utf8');
    await writeFile(path, `${header}nonsense\n{}\n`);
    await assert.rejects(start(), /line 2 is not JSON/);
    assert.equal(await readFile(path, 'utf8'), `${header}nonsense\n{}\n`);
    await writeFile(path, '{"kind":"something else"}\n');
    await assert.rejects(start(), /not written by this version/);
  });
});
