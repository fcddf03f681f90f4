// Owns: proving that a request survives being stored as columns, and that a list cannot make two rows of one request.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { readInboxPage } from '../../src-main/engine/store/mirror/inbox-page.ts';
import { searchInbox } from '../../src-main/engine/store/mirror/inbox-search.ts';
import { findRequest, findRelated } from '../../src-main/engine/store/mirror/request-queries.ts';
import { EVERY_ROW, findSearchHits } from '../../src-main/engine/store/search.ts';
import { createRequestKey } from '../../src-shared/domain/reassign-request.ts';
import { makeBenchRequest, createBenchRandom } from '../bench/bench-requests.ts';
import {
  buildInvitee,
  buildNewInvitee,
  buildRequest,
} from '../builders/reassign-request-builder.ts';
import { createPullRig, RIG_ACCOUNT } from '../support/pull-rig.ts';
import type { AddressInfo } from 'node:net';
import type { PullRig } from '../support/pull-rig.ts';
import type { ReassignRequest } from '../../src-shared/domain/reassign-request.ts';

const KEY = { kid: 'test', secret: 'a secret of at least thirty-two bytes' };

/** Answers every request with the list that `body` holds at that moment. */
function startList(service: { body: string }) {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(service.body);
  });
  return new Promise<{ baseUrl: string; stop: () => void }>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({ baseUrl: `http://127.0.0.1:${port}`, stop: () => server.close() });
    });
  });
}

describe('requests as rows', () => {
  const service = { body: '[]' };
  let rig: PullRig;
  let baseUrl: string;
  let stop: () => void;

  before(async () => {
    const started = await startList(service);
    ({ baseUrl, stop } = started);
    rig = createPullRig({ ...KEY, baseUrl });
  });
  after(async () => {
    await rig.close();
    stop();
  });

  const keyOf = (id: string) => createRequestKey(RIG_ACCOUNT, id);
  const apply = (request: ReassignRequest): string =>
    rig.mirror.applyRequest(RIG_ACCOUNT, { request, reviewUrl: null }, 0).effect;
  const assertIndexIsWhole = (): void =>
    rig.store.exec(
      `INSERT INTO reassign_search(reassign_search, rank) VALUES ('integrity-check', 1)`,
    );
  const countRows = (id: string): number => rig.count(`request_id = '${id}'`);

  it('reads back exactly what was stored, whatever a request holds', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 });
    const maybe = fc.option(text, { nil: null });
    const texts = fc.array(text, { maxLength: 3 });
    // Objects as the parser makes them.
    const PLAIN = { noNullPrototype: true } as const;
    const anyRequest = fc.record(
      {
        state: fc.constantFrom('pending', 'approved', 'declined', 'unreadable'),
        dossier: fc.record({ id: fc.uuid(), name: text, owner: text }, PLAIN),
        originalInvitee: fc.record(
          {
            id: fc.uuid(),
            name: text,
            email: maybe,
            phoneNumber: maybe,
            authenticationMethods: texts,
            identificationMethods: texts,
            readOnly: fc.boolean(),
            state: maybe,
            position: fc.option(fc.integer(), { nil: null }),
            locale: maybe,
            reference: maybe,
            stateChangedAt: maybe,
          },
          PLAIN,
        ),
        newInvitee: fc.record(
          { name: text, email: maybe, phoneNumber: maybe, message: maybe },
          PLAIN,
        ),
        reason: text,
        declineReason: maybe,
        createdAt: fc
          .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
          .map((date) => date.toISOString()),
      },
      PLAIN,
    );
    let count = 0;
    fc.assert(
      fc.property(anyRequest, (fields) => {
        count += 1;
        const request = { id: `any-${count}`, ...fields } as ReassignRequest;
        assert.equal(apply(request), 'new');
        assert.deepEqual(findRequest(rig.store, keyOf(request.id))?.request, request);
        assert.equal(apply(request), 'same');
        assert.equal(apply({ ...request, reason: `${request.reason}.` }), 'changed');
      }),
      { numRuns: 150 },
    );
    assertIndexIsWhole();
  });

  it('keeps one row of a request that the first list names twice, and finds its last words', async () => {
    const random = createBenchRandom(3);
    const ordinary = Array.from({ length: 40 }, (_, index) =>
      makeBenchRequest(9_000 + index, random),
    );
    const [twin] = ordinary;
    if (twin === undefined) throw new Error('no request');
    const later = { ...twin, reason: 'aardwolf', createdAt: '2026-03-01T00:00:00+00:00' };
    service.body = JSON.stringify([...ordinary, later, twin, later]);
    const fresh = createPullRig({ ...KEY, baseUrl });
    try {
      await fresh.pullList();
      assert.equal(fresh.count(), 40);
      assert.equal(fresh.count(`request_id = '${twin.id}' AND reason = 'aardwolf'`), 1);
      assert.equal(findSearchHits(fresh.store, 'aardwolf', EVERY_ROW)?.rowIds.length, 1);
      fresh.store.exec(
        `INSERT INTO reassign_search(reassign_search, rank) VALUES ('integrity-check', 1)`,
      );
    } finally {
      await fresh.close();
    }
  });

  it('does not store anew what a single read brought in while the first list was under way', () => {
    const request = buildRequest({ id: 'opened', createdAt: '2026-01-01T00:00:00.000Z' });
    assert.equal(apply(request), 'new');
    const listed = {
      read: { request: { ...request, createdAt: '2026-01-01T00:00:09.000Z' }, reviewUrl: null },
      sourceHash: new Uint8Array([1]),
    };
    const [applied] = rig.mirror.applyListed(RIG_ACCOUNT, [listed], 0, true);
    assert.equal(applied?.effect, 'changed');
    assert.equal(countRows('opened'), 1);
    assertIndexIsWhole();
  });

  it('searches among the pending that have waited a day exactly as their view shows them', () => {
    const DAY_MS = 24 * 3_600_000;
    const nowMs = Date.UTC(2026, 5, 1);
    for (const seconds of [-3_600, -1, 0, 1, 3_600, 900_000]) {
      const createdAt = new Date(nowMs - DAY_MS - seconds * 1000).toISOString();
      apply(buildRequest({ id: `waits-${seconds}`, createdAt, reason: 'thylacine' }));
    }
    const context = { nowMs, ownersMine: [], ownersTeam: [] };
    const query = { view: 'over24h', after: null, limit: 100, context } as const;
    const found = searchInbox(rig.store, { ...query, text: 'thylacine' })?.rows ?? [];
    const shown = readInboxPage(rig.store, { ...query, sort: 'newest' }).rows;
    const idsOf = (rows: typeof shown) => rows.map((row) => row.request_id);
    assert.deepEqual(idsOf(found), ['waits-1', 'waits-3600', 'waits-900000']);
    assert.deepEqual(idsOf(found), idsOf(shown.filter((row) => row.reason === 'thylacine')));
  });

  it('finds the neighbours of a request by dossier and by address, newest first, and no others', () => {
    const dossier = { id: 'd-near', name: 'Near', owner: 'Ann' };
    const put = (id: string, second: number, fields: Partial<ReassignRequest>): string =>
      apply(
        buildRequest({
          id,
          createdAt: new Date(1_700_000_000_000 + second * 1000).toISOString(),
          dossier: { id: `d-${id}`, name: 'Far', owner: 'Bob' },
          originalInvitee: buildInvitee({ id: `i-${id}` }),
          newInvitee: buildNewInvitee({ email: `${id}@example.com` }),
          ...fields,
        }),
      );
    put('self', 10, { dossier, newInvitee: buildNewInvitee({ email: 'New.Person@example.com' }) });
    put('same-dossier', 20, { dossier });
    put('same-person', 30, { newInvitee: buildNewInvitee({ email: 'New.Person@example.com' }) });
    put('other-case', 40, { newInvitee: buildNewInvitee({ email: 'new.person@example.com' }) });
    put('stranger', 50, {});
    const near = findRelated(rig.store, keyOf('self'), 0).map(({ row }) => row.request_id);
    assert.deepEqual(near, ['same-person', 'same-dossier']);
  });
});
