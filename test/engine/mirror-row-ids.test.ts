// Owns: proving that requests whose row ids would meet are all kept, newest first. Uses the real store.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hashId } from '../../src-main/engine/store/id-hash.ts';
import { createMirrorWriter } from '../../src-main/engine/store/mirror/mirror-writer.ts';
import { createSystemClock } from '../../src-main/engine/world.ts';
import { buildRequest } from '../builders/reassign-request-builder.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { openTestStore } from '../support/test-store.ts';

it('keeps two requests of one second whose hashes are the same, and lists the newer second first', () => {
  const [folder, removeFolder] = createTempFolder();
  const store = openTestStore(folder);
  try {
    const writer = createMirrorWriter({
      connection: store,
      clock: createSystemClock(),
      readGuard: { mayApplyRead: () => true },
    });
    const put = (id: string, createdAt: string): string =>
      writer.applyRequest('one', { request: buildRequest({ id, createdAt }), reviewUrl: null }, 0)
        .effect;
    const [first, second] = findMeeting();
    assert.equal(put(first, '2026-01-01T00:00:00.000Z'), 'new');
    assert.equal(put(second, '2026-01-01T00:00:00.000Z'), 'new');
    assert.equal(put('newer', '2026-01-01T00:00:01.000Z'), 'new');
    assert.equal(put(second, '2026-01-01T00:00:00.000Z'), 'same');
    const rows = store
      .prepare<[], { request_id: string }>(
        'SELECT request_id FROM reassign_request ORDER BY row_id',
      )
      .all();
    assert.deepEqual(
      rows.map((row) => row.request_id),
      ['newer', first, second],
    );
  } finally {
    store.close();
    removeFolder();
  }
});

/** Two ids whose hashes begin with the same 20 bits; a few thousand tries find a pair. */
function findMeeting(): readonly [string, string] {
  const seen = new Map<number, string>();
  for (let n = 0; n < 100_000; n += 1) {
    const id = `request-${n}`;
    const beginning = hashId(`one${id}`) % 2 ** 20;
    const earlier = seen.get(beginning);
    if (earlier !== undefined) return [earlier, id];
    seen.set(beginning, id);
  }
  throw new Error('no two hashes met');
}
