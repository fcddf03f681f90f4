// Tests the sample world: repeatable, lazily findable, believable in its proportions, and invented.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { needsPhone } from '../../src-sandbox/cm-sign/apply-ask.ts';
import { formatDossier, formatRequest } from '../../src-sandbox/cm-sign/answers.ts';
import { createAssumptions } from '../../src-sandbox/cm-sign/assumptions.ts';
import { createSignState, type FoundRequest } from '../../src-sandbox/cm-sign/state.ts';
import {
  ID_KINDS,
  makeId,
  makeToken,
  readId,
  readToken,
  type IdKind,
} from '../../src-sandbox/ids.ts';
import { mix32, unmix32 } from '../../src-sandbox/random.ts';
import {
  makeSampleDossier,
  sampleCreatedAt,
  type SampleWorld,
} from '../../src-sandbox/sample-data.ts';

const NOW = Date.parse('2024-06-03T09:00:00Z');
const DAY_MS = 86_400_000;
const word = fc.integer({ min: 0, max: 0xffff_ffff });
const kind = fc.constantFrom(...(Object.keys(ID_KINDS) as IdKind[]));

function listAll(world: SampleWorld): FoundRequest[] {
  return [...createSignState({ world, assumptions: createAssumptions() }).listRequests('newest')];
}

describe('identifiers', () => {
  it('mixes 32 bits without loss', () => {
    fc.assert(
      fc.property(
        word,
        (value) => unmix32(mix32(value)) === value && mix32(unmix32(value)) === value,
      ),
    );
  });

  it('reads the number back from any id and knows no other', () => {
    fc.assert(
      fc.property(word, kind, word, (seed, one, number) => {
        const id = makeId(seed, one, number);
        assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        assert.equal(readId(seed, one, id), number);
        assert.equal(
          readId(
            seed,
            one,
            id
              .toUpperCase()
              .toLowerCase()
              .replace(/.$/, (c) => (c === '0' ? '1' : '0')),
          ),
          undefined,
        );
      }),
    );
  });

  it('reads the number back from any token', () => {
    fc.assert(
      fc.property(word, word, (seed, number) => {
        const token = makeToken(seed, number, 100);
        assert.match(token, /^[A-Za-z0-9]{100}$/);
        assert.equal(readToken(seed, token), number);
        assert.equal(readToken(seed, `${token.slice(0, 99)}-`), undefined);
      }),
    );
  });
});

describe('sample world', () => {
  const world: SampleWorld = { seed: 7, count: 4000, now: NOW };
  const all = listAll(world);
  const share = (isMet: (found: FoundRequest) => boolean): number =>
    all.filter(isMet).length / all.length;
  const hash = (found: readonly FoundRequest[]): string => {
    const assumptions = createAssumptions();
    const sum = createHash('sha256');
    for (const one of found) {
      sum.update(
        JSON.stringify([formatRequest(one, assumptions), formatDossier(one.dossier, assumptions)]),
      );
    }
    return sum.digest('hex');
  };

  it('is the same bytes for the same seed and another for another', () => {
    assert.equal(
      hash(listAll({ seed: 7, count: 300, now: NOW })),
      hash(listAll({ seed: 7, count: 300, now: NOW })),
    );
    assert.notEqual(
      hash(listAll({ seed: 8, count: 300, now: NOW })),
      hash(listAll({ seed: 7, count: 300, now: NOW })),
    );
  });

  it('has as many requests as asked for, each found by its id and its token', () => {
    for (const count of [0, 1, 2, 15, 16, 17, 100]) {
      const state = createSignState({
        world: { ...world, count },
        assumptions: createAssumptions(),
      });
      const found = [...state.listRequests('newest')];
      assert.equal(found.length, count);
      assert.equal(new Set(found.map((one) => one.request.id)).size, count);
      for (const { request, dossier } of found) {
        assert.deepEqual(state.findRequest(request.id)?.request, request);
        assert.deepEqual(state.findByToken(request.token)?.request, request);
        assert.deepEqual(state.findDossier(dossier.id), dossier);
      }
    }
  });

  it('does not find a number beyond its end or the hidden half of a pair', () => {
    const state = createSignState({ world, assumptions: createAssumptions() });
    assert.equal(state.findRequest(makeId(7, 'request', 4000)), undefined);
    assert.equal(state.findDossier(makeId(7, 'dossier', 4001)), undefined);
    assert.equal(state.findDossier(makeId(7, 'dossier', 15)), undefined);
    assert.equal(state.findRequest(makeId(8, 'request', 3)), undefined);
  });

  it('runs from minutes to about two weeks, newest first', () => {
    const ages = all.map((one) => NOW - one.request.createdAt);
    assert.deepEqual(
      ages,
      ages.toSorted((a, b) => a - b),
    );
    assert.ok((ages[0] ?? 0) >= 60_000 && (ages.at(-1) ?? 0) <= 17 * DAY_MS);
    const median = ages[2000] ?? 0;
    assert.ok(median > DAY_MS && median < 4 * DAY_MS, `median ${median / DAY_MS} days`);
    for (let i = 1; i < 4000; i += 1)
      assert.ok(sampleCreatedAt(world, i) <= sampleCreatedAt(world, i - 1));
  });

  it('has decided about a quarter, and mixes what a desk worker must notice', () => {
    const within = (value: number, low: number, high: number, what: string): void =>
      assert.ok(value >= low && value <= high, `${what}: ${value}`);
    within(
      share((one) => one.request.state !== 'pending'),
      0.2,
      0.35,
      'decided',
    );
    within(
      share((one) => one.request.state === 'declined'),
      0.05,
      0.13,
      'declined',
    );
    within(
      share((one) => one.dossier.team !== null),
      0.5,
      0.7,
      'team',
    );
    within(
      share((one) => one.request.newInvitee.message === null),
      0.3,
      0.6,
      'without message',
    );
    within(
      share((one) => one.dossier.expiresAt - NOW < DAY_MS),
      0.04,
      0.11,
      'expiring',
    );
    within(
      share((one) => one.dossier.state === 'expired'),
      0.001,
      0.03,
      'closed',
    );
    within(
      share((one) => one.dossier.requests.length > 1),
      0.1,
      0.15,
      'repeated',
    );
    within(
      share((one) => !one.request.newInvitee.email?.includes('@')),
      0.001,
      0.03,
      'malformed address',
    );
    const byPhone = all.filter(({ dossier, request }) => {
      const original = dossier.invitees.find((one) => one.id === request.inviteeId);
      return original !== undefined && needsPhone(original);
    });
    within(byPhone.length / all.length, 0.25, 0.45, 'by phone');
    within(
      byPhone.filter((one) => one.request.newInvitee.phoneNumber === null).length / byPhone.length,
      0.08,
      0.2,
      'phone missing',
    );
    const domain = (address: string | null | undefined): string => address?.split('@')[1] ?? '';
    const otherDomain = share(({ dossier, request }) => {
      const original = dossier.invitees.find((one) => one.id === request.inviteeId);
      return domain(original?.email) !== domain(request.newInvitee.email);
    });
    within(otherDomain, 0.05, 0.2, 'other domain');
  });

  it('keeps every dossier consistent with its requests', () => {
    for (const { dossier, request } of all) {
      const original = dossier.invitees.find((one) => one.id === request.inviteeId);
      assert.ok(original, dossier.id);
      assert.equal(request.declineReason !== null, request.state === 'declined');
      assert.equal(request.newInviteeId !== null, request.state === 'approved');
      if (request.state === 'declined') assert.equal(original.state, null);
      else assert.deepEqual([original.state, original.readOnly], ['reassigned', true]);
      if (request.newInviteeId !== null)
        assert.ok(dossier.invitees.some((one) => one.id === request.newInviteeId));
      assert.ok(dossier.createdAt < request.createdAt);
      assert.equal(new Set(dossier.invitees.map((one) => one.id)).size, dossier.invitees.length);
      assert.ok(
        request.reason !== '' &&
          !/[{}]/.test(request.reason + dossier.name + String(request.newInvitee.message)),
      );
    }
  });

  it('uses reserved domains and telephone numbers of fiction only', () => {
    const addresses = all.flatMap(({ dossier, request }) => [
      ...dossier.invitees.map((one) => one.email),
      ...dossier.owners.map((one) => one.email),
      request.newInvitee.email,
    ]);
    for (const address of addresses)
      assert.match(address ?? '', /\.(example|test)$|[@.]example\.com$/);
    const numbers = all.flatMap(({ dossier, request }) => [
      ...dossier.invitees.map((one) => one.phoneNumber),
      request.newInvitee.phoneNumber,
    ]);
    for (const number of numbers)
      assert.match(
        number ?? '+15550100',
        /^\+(1\d{3}55501\d\d|447700900\d{3}|33639980\d{3}|15550100)$/,
      );
  });

  it('makes a record alone as it makes it among others', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3999 }), (i) => {
        const found = all[i];
        assert.deepEqual(makeSampleDossier(world, i % 16 === 15 ? i - 1 : i), found?.dossier);
      }),
    );
  });
});
