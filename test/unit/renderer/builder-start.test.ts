// What the builder starts with: a kept arrangement over the list as it is, and whether others changed that list.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  adoptKeys,
  findStale,
  listChanges,
  startArrangement,
} from '../../../src-renderer/features/builder/start-arrangement.ts';
import { createPackageKey } from '../../../src-shared/domain/workflow/package-key.ts';
import {
  buildList,
  buildRecipient,
  buildWorkflow,
  readAsServer,
} from '../../builders/workflow-builder.ts';
import type { PackageDetail } from '../../../src-shared/contract/package-view.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';

function buildDetail(list: RecipientList, over: Partial<PackageDetail> = {}): PackageDetail {
  return {
    key: createPackageKey('hub', '7001'),
    workflow: buildWorkflow(list),
    base: readAsServer(list),
    baseHash: 'a'.repeat(64),
    draft: null,
    entry: null,
    fetchedAt: '2026-11-20T09:00:00.000Z',
    isGone: false,
    knowledge: null,
    ...over,
  };
}

const SERVER = buildList('SERIAL', 'ann', 'bob', 'cas');

describe('starting an arrangement', () => {
  it('shows the list as it is when nothing was kept', () => {
    const start = startArrangement(buildDetail(SERVER));
    assert.deepEqual(start.present.recipients, SERVER.recipients);
    assert.deepEqual(listChanges(start), []);
    assert.equal(start.stale, null);
  });
  it('shows a kept arrangement with its changes', () => {
    const wanted = buildList('CUSTOM', 'ann:1', 'bob:1', 'cas:2');
    const draft = { base: readAsServer(SERVER), wanted, savedAt: null };
    const start = startArrangement(buildDetail(SERVER, { draft }));
    assert.equal(start.present.type, 'CUSTOM');
    assert.equal(start.stale, null);
    assert.deepEqual(
      listChanges(start).map(({ code }) => code),
      ['TYPE_CHANGED', 'STEP_CHANGED', 'STEP_CHANGED'],
    );
  });
  it('offers the way to the list at the service beside a seal, even to one begun on it', () => {
    const wanted = buildList('CUSTOM', 'ann:1', 'bob:1', 'cas:2');
    const draft = { base: readAsServer(SERVER), wanted, savedAt: null };
    const workflow = buildWorkflow(SERVER, { hasSeal: true });
    assert.deepEqual(startArrangement(buildDetail(SERVER, { workflow, draft })).stale, []);
    assert.equal(startArrangement(buildDetail(SERVER, { workflow })).stale, null);
  });
  it('says what others changed since the arrangement was begun', () => {
    const began = buildList('SERIAL', 'ann', 'bob');
    const draft = { base: readAsServer(began), wanted: began, savedAt: null };
    const { stale } = startArrangement(buildDetail(SERVER, { draft }));
    assert.deepEqual(
      stale?.map((one) => [one.code, one.code === 'ADDED' ? one.recipient.name : '']),
      [['ADDED', 'cas']],
    );
  });
});

describe('keys over a list that was read anew', () => {
  it('keeps somebody who stands in both one and the same', () => {
    const base = {
      type: 'SERIAL' as const,
      recipients: [buildRecipient({ key: 'person:ann@example.test#1', email: 'ann@example.test' })],
    };
    const wanted = {
      type: 'SERIAL' as const,
      recipients: [
        buildRecipient({ key: 'new:1', email: 'Ann@Example.test' }),
        buildRecipient({ key: 'new:2', email: 'bob@example.test', order: 2, signingOrder: 2 }),
      ],
    };
    assert.deepEqual(
      adoptKeys(wanted, base).recipients.map((one) => one.key),
      ['person:ann@example.test#1', 'new:2'],
    );
  });
  it('gives no key twice where the same person stands twice', () => {
    const twin = { email: 'ann@example.test' };
    const base = {
      type: 'PARALLEL' as const,
      recipients: [buildRecipient({ key: 'a', ...twin })],
    };
    const wanted = {
      type: 'PARALLEL' as const,
      recipients: [
        buildRecipient({ key: 'x', ...twin }),
        buildRecipient({ key: 'y', ...twin, order: 2 }),
      ],
    };
    assert.deepEqual(
      adoptKeys(wanted, base).recipients.map((one) => one.key),
      ['a', 'y'],
    );
  });
  it('finds nothing changed where only the progress of recipients did', () => {
    const acted = {
      ...SERVER,
      recipients: SERVER.recipients.map((one) => ({ ...one, status: 'SIGNED' as const })),
    };
    assert.equal(findStale(readAsServer(SERVER), readAsServer(acted)), null);
  });
});
