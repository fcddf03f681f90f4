import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EMPTY_TEXTS, keepUnsentTexts } from '../../../src-renderer/features/inbox/bulk-model.ts';
import { createDeskError } from '../../../src-shared/contract/errors.ts';
import type { BulkTexts } from '../../../src-renderer/features/inbox/bulk-model.ts';
import type { RowResult } from '../../../src-shared/contract/routes.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';

const key = (n: number) => `account/${n}` as RequestKey;
const queued = (n: number): RowResult => ({
  key: key(n),
  result: { ok: true, value: { opId: `op-${n}`, heldUntil: '2024-06-12T12:00:10.000Z' } },
});
const failed = (n: number): RowResult => ({
  key: key(n),
  result: { ok: false, error: createDeskError('REQUEST_NOT_PENDING', 'A colleague was quicker') },
});
const each = (...numbers: readonly number[]) => new Map(numbers.map((n) => [key(n), `text ${n}`]));

describe('texts of a bulk decision after sending', () => {
  it('are gone when all of it was queued', () => {
    const one: BulkTexts = { mode: 'one', shared: 'for all', each: each(1) };
    assert.deepEqual(keepUnsentTexts(one, [queued(1), queued(2)]), EMPTY_TEXTS);
    const own: BulkTexts = { mode: 'each', shared: '', each: each(1, 2) };
    assert.deepEqual(keepUnsentTexts(own, [queued(1), queued(2)]), EMPTY_TEXTS);
  });
  it('stay with the rows that failed, which are still selected', () => {
    const own: BulkTexts = { mode: 'each', shared: '', each: each(1, 2) };
    assert.deepEqual(keepUnsentTexts(own, [queued(1), failed(2)]), { ...own, each: each(2) });
    const one: BulkTexts = { mode: 'one', shared: 'for all', each: new Map() };
    assert.deepEqual(keepUnsentTexts(one, [queued(1), failed(2)]), one);
  });
  it('stay with rows that were not part of what was sent', () => {
    const own: BulkTexts = { mode: 'each', shared: '', each: each(1, 3) };
    assert.deepEqual(keepUnsentTexts(own, [queued(1)]), { ...own, each: each(3) });
  });
});
