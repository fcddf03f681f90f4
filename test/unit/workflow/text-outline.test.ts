import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Recipient, RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import {
  listFirstMailed,
  outlineWorkflow,
  simulateMails,
} from '../../../src-shared/domain/workflow/text-outline.ts';
import { buildList } from '../../builders/workflow-builder.ts';
import { SEED, arbitraryPair } from './arbitrary-lists.ts';

function give(
  list: RecipientList,
  over: Readonly<Record<string, Partial<Recipient>>>,
): RecipientList {
  return { ...list, recipients: list.recipients.map((one) => ({ ...one, ...over[one.key] })) };
}

function listKeys(recipients: readonly Recipient[]): readonly string[] {
  return recipients.map((one) => one.key);
}

describe('the outline', () => {
  it('goes by step, not by list, and names what is parallel', () => {
    const outline = outlineWorkflow(buildList('CUSTOM', 'ann:2', 'bob:1', 'cas:2'));
    assert.deepEqual(
      outline.map((one) => [
        one.step,
        one.isParallel,
        one.entries.map((entry) => entry.recipient.key),
      ]),
      [
        [1, false, ['bob']],
        [2, true, ['ann', 'cas']],
      ],
    );
  });
  it('opens a step of copies and the next one together, because copies hold nobody up', () => {
    const list = give(buildList('SERIAL', 'ann', 'bob', 'cas'), { ann: { role: 'CARBON_COPY' } });
    assert.deepEqual(
      outlineWorkflow(list).map((one) => one.opensWith),
      [1, 1, 3],
    );
    assert.deepEqual(listKeys(listFirstMailed(list)), ['ann', 'bob']);
  });
});

describe('the simulation', () => {
  it('says moment by moment who is mailed and who is waited for', () => {
    const list = give(buildList('CUSTOM', 'ann:1', 'bob:2', 'cas:2', 'dan:3'), {
      bob: { notifies: false },
      cas: { role: 'CARBON_COPY' },
      dan: { kind: 'placeholder', email: null },
    });
    assert.deepEqual(
      simulateMails(list).map((moment) => [
        moment.mailed.map((entry) => `${entry.recipient.key} ${entry.mail}`),
        listKeys(moment.waitsFor),
      ]),
      [
        [['ann invite'], ['ann']],
        [['cas copy'], ['bob']],
        [[], ['dan']],
      ],
    );
  });
  it('mails everybody at once where there are no steps', () => {
    for (const type of ['PARALLEL', 'INDIVIDUAL'] as const) {
      assert.deepEqual(listKeys(listFirstMailed(buildList(type, 'ann', 'bob'))), ['ann', 'bob']);
    }
  });
  it('begins with exactly those who are named as mailed first', () => {
    fc.assert(
      fc.property(arbitraryPair(8, true), ({ base }) => {
        const mailed = simulateMails(base)[0]?.mailed ?? [];
        assert.deepEqual(
          listFirstMailed(base),
          mailed.map((entry) => entry.recipient),
        );
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
  it('is empty for an empty workflow', () => {
    assert.deepEqual(simulateMails(buildList('SERIAL')), []);
  });
});
