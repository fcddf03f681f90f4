// Tests that the sandbox's clock can be moved and is what its answers go by.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { LedgerEntry } from '../../src-sandbox/ledger.ts';
import { buildSandboxRequest } from '../builders/sandbox-request.ts';
import {
  callControl,
  callService,
  makeSandboxToken,
  startSandboxInProcess,
  type RunningSandbox,
} from '../support/sandbox-process.ts';

describe('clock', () => {
  let sandbox: RunningSandbox;
  before(async () => {
    sandbox = await startSandboxInProcess(['--requests', '5', '--seed', '9']);
  });
  after(() => sandbox.stop());

  it('expires dossiers when the clock moves past their end', async () => {
    const soon = new Date(Date.now() + 60_000).toISOString();
    const { id, dossierId } = await buildSandboxRequest(sandbox, { dossier: { expiresAt: soon } });
    await callControl(sandbox, 'PUT', '/clock', { advanceMs: 120_000 });
    const [entry] = await callControl<LedgerEntry[]>(
      sandbox,
      'GET',
      `/ledger?dossierId=${dossierId}&kind=state&cause=clock`,
    );
    assert.deepEqual(entry?.detail, { entity: 'dossier', from: 'pending', to: 'expired' });
    const headers = {
      authorization: `Bearer ${await makeSandboxToken(sandbox, { nowS: Math.floor(Date.now() / 1000) + 120 })}`,
    };
    const answer = await callService(
      sandbox,
      'PUT',
      `/reassignrequests/${id}`,
      { state: 'approved' },
      headers,
    );
    assert.deepEqual(answer.json, { status: 400, message: 'The dossier is expired.' });
    await callControl(sandbox, 'PUT', '/clock', { offsetMs: 0 });
  });

  it('tells its own time in the Date header of every answer, injected ones too', async () => {
    await callControl(sandbox, 'PUT', '/clock', { offsetMs: -7_200_000 });
    const readSkewMinutes = async (): Promise<number> => {
      const { headers } = await callService(sandbox, 'GET', '/reassignrequests/x');
      return Math.round((Date.parse(headers.get('date') ?? '') - Date.now()) / 60_000);
    };
    const seen = [await readSkewMinutes()];
    for (const fault of [
      { type: 'status', status: 503 },
      { type: 'retry-after', value: '9' },
      { type: 'truncated' },
    ]) {
      await callControl(sandbox, 'PUT', '/faults', [{ fault }]);
      seen.push(await readSkewMinutes());
    }
    await callControl(sandbox, 'DELETE', '/faults');
    await callControl(sandbox, 'PUT', '/clock', { offsetMs: 0 });
    assert.deepEqual(seen, [-120, -120, -120, -120]);
  });
});
