// Tests that each switch changes what is served in the way its question says.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ASSUMPTIONS } from '../../src-sandbox/cm-sign/assumptions.ts';
import { buildSandboxRequest } from '../builders/sandbox-request.ts';
import { callControl, callService } from '../support/sandbox-process.ts';
import { useSwitchSandbox } from './switch-tools.ts';
import type { SwitchedInvitee, SwitchedRequest } from './switch-tools.ts';

describe('assumption switches', () => {
  const { readSandbox, set, get, put, read, list } = useSwitchSandbox();

  it('refuses switches and values that do not exist', async () => {
    await assert.rejects(set({ A99: 'x' }), /there is no assumption A99/);
    await assert.rejects(set({ A19: '418' }), /A19 takes 400, 403, 404, 409, 422, overwrite/);
    await assert.rejects(set({ A2: '-1' }), /A2 takes 0 to 86400/);
  });

  it('describes every switch with its question, value and default', async () => {
    const shown = await callControl<{ id: string; value: unknown; question: string }[]>(
      readSandbox(),
      'GET',
      '/assumptions',
    );
    assert.deepEqual(
      shown.map((one) => one.id),
      Object.keys(ASSUMPTIONS),
    );
    assert.ok(shown.every((one) => one.question !== '' && one.value !== undefined));
  });

  it('A4 serves GET /dossiers in pages', async () => {
    assert.equal((await get('/dossiers')).status, 404);
    await set({ A4: 'on' });
    const page = (await get('/dossiers?page=2&perPage=7')).json as {
      data: unknown[];
      total: number;
    };
    assert.deepEqual(Object.keys(page), [
      'currentPage',
      'data',
      'from',
      'lastPage',
      'perPage',
      'to',
      'total',
    ]);
    assert.partialDeepStrictEqual(page, { currentPage: 2, from: 8, to: 14, perPage: 7 });
    assert.equal(page.data.length, 7);
  });

  it('A8 leaves team and reassignable out of a dossier', async () => {
    const { dossierId } = await buildSandboxRequest(readSandbox());
    assert.partialDeepStrictEqual((await get(`/dossiers/${dossierId}`)).json, {
      reassignable: true,
      team: null,
    });
    await set({ A8: 'omit' });
    const keys = Object.keys((await get(`/dossiers/${dossierId}`)).json as object);
    assert.ok(!keys.includes('team') && !keys.includes('reassignable'));
  });

  it('A9 decides how the original invitee looks while pending', async () => {
    const seen: Record<string, unknown> = {};
    for (const A9 of ['reassigned-read-only', 'reassigned', 'unchanged']) {
      await set({ A9 });
      const { id } = await buildSandboxRequest(readSandbox());
      const pending = (await read(id)).originalInvitee;
      await put(id, { state: 'approved' });
      const approved = (await read(id)).originalInvitee;
      seen[A9] = [pending.state, pending.readOnly, approved.state];
    }
    assert.deepEqual(seen, {
      'reassigned-read-only': ['reassigned', true, 'reassigned'],
      reassigned: ['reassigned', false, 'reassigned'],
      unchanged: [null, false, 'reassigned'],
    });
  });

  it('A14 sets order and content of the list', async () => {
    const ages = (requests: SwitchedRequest[]): number[] =>
      requests.map((one) => Date.parse(one.createdAt));
    const newest = await list();
    assert.deepEqual(
      ages(newest),
      ages(newest).toSorted((a, b) => b - a),
    );
    await set({ A14: 'oldest' });
    const oldest = await list();
    assert.deepEqual(
      ages(oldest),
      ages(oldest).toSorted((a, b) => a - b),
    );
    await set({ A14: 'shuffled' });
    const shuffled = await list();
    assert.notDeepEqual(shuffled, newest);
    const sortIds = (requests: SwitchedRequest[]): string[] =>
      requests.map((one) => one.id).toSorted();
    assert.deepEqual(sortIds(shuffled), sortIds(newest));
    assert.deepEqual(sortIds(oldest), sortIds(newest));
    await set({ A14: 'newest-pending' });
    assert.deepEqual(
      await list(),
      newest.filter((one) => one.state === 'pending'),
    );
    assert.ok(newest.some((one) => one.state !== 'pending'));
  });

  it('A15 sets the answer to a decision', async () => {
    for (const [A15, status] of [
      ['200-empty', 200],
      ['204', 204],
    ] as const) {
      await set({ A15 });
      const { id } = await buildSandboxRequest(readSandbox());
      const answer = await put(id, { state: 'approved' });
      assert.deepEqual([answer.status, answer.text], [status, '']);
      assert.equal((await read(id)).state, 'approved');
    }
  });

  it('A16 lets the old invite and a second request through', async () => {
    const { dossierId, inviteeId } = await buildSandboxRequest(readSandbox());
    const again = {
      dossierId,
      inviteeId,
      reason: 'Again.',
      newInvitee: { name: 'Una', email: 'una@example.com' },
    };
    await assert.rejects(
      callControl(readSandbox(), 'POST', '/invitee/ask', again),
      /already pending/,
    );
    await assert.rejects(
      callControl(readSandbox(), 'POST', '/invitee/view', { dossierId, inviteeId }),
      /reassigned/,
    );
    await set({ A16: 'open' });
    const other = await buildSandboxRequest(readSandbox());
    const where = { dossierId: other.dossierId, inviteeId: other.inviteeId };
    await callControl(readSandbox(), 'POST', '/invitee/view', where);
    const second = await callControl<{ id: string }>(readSandbox(), 'POST', '/invitee/ask', {
      ...again,
      ...where,
    });
    assert.equal((await read(second.id)).state, 'pending');
    await put(second.id, { state: 'declined', declineReason: 'No' });
    assert.equal((await read(second.id)).originalInvitee.state, null);
  });

  it('A17 places the new invitee', async () => {
    const seen: unknown[] = [];
    for (const A17 of ['copied', 'last', 'null']) {
      await set({ A17 });
      const { id, dossierId } = await buildSandboxRequest(readSandbox(), {
        otherInvitees: [{ position: 2 }, { position: 3 }],
      });
      await put(id, { state: 'approved' });
      const { invitees } = (await get(`/dossiers/${dossierId}`)).json as {
        invitees: (SwitchedInvitee & { name: string })[];
      };
      seen.push(invitees.find((one) => one.name === 'Nina New')?.position);
    }
    assert.deepEqual(seen, [1, 4, null]);
  });

  it('A18 hides or refuses what is foreign or not permitted', async () => {
    type Key = { kid: string; secret: string };
    const foreign = {
      ...readSandbox(),
      ...(await callControl<Key>(readSandbox(), 'POST', '/keys', { account: 'other' })),
    };
    const limited = {
      ...readSandbox(),
      ...(await callControl<Key>(readSandbox(), 'POST', '/keys', { mayDecide: false })),
    };
    const { id } = await buildSandboxRequest(readSandbox());
    const path = `/reassignrequests/${id}`;
    const seen: Record<string, unknown> = {};
    for (const A18 of ['404/403', '404/404', '403/403']) {
      await set({ A18 });
      seen[A18] = [
        (await callService(foreign, 'GET', path)).status,
        (await callService(foreign, 'PUT', path, { state: 'approved' })).status,
        (await callService(limited, 'GET', path)).status,
        (await callService(limited, 'PUT', path, { state: 'approved' })).status,
      ];
    }
    assert.deepEqual(seen, {
      '404/403': [404, 404, 200, 403],
      '404/404': [404, 404, 200, 404],
      '403/403': [403, 403, 200, 403],
    });
    assert.deepEqual((await callService(foreign, 'GET', '/reassignrequests')).json, []);
    assert.equal((await read(id)).state, 'pending');
  });
});
