// When the search index of requests merges its segments: apart from the commits that store rows.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createMirrorWriter } from '../../src-main/engine/store/mirror/mirror-writer.ts';
import { EVERY_ROW, findSearchHits, mergeIndex } from '../../src-main/engine/store/search.ts';
import { SEARCH_CAP } from '../../src-shared/contract/inbox-view.ts';
import { buildNewInvitee, buildRequest } from '../builders/reassign-request-builder.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { openTestStore } from '../support/test-store.ts';
import type { MirrorStore } from '../../src-main/engine/store/mirror/mirror-writer.ts';
import type { Store } from '../../src-main/engine/store/open.ts';

const clock = { wallMs: () => 1_780_000_000_000, monoMs: () => 0, schedule: () => () => {} };
// Enough words that FTS5, left to itself, merges every few batches.
const ROWS = 150;

describe('merging the search index', () => {
  let store: Store;
  let writer: MirrorStore;
  let removeFolder: () => void;
  let rowCount: number;

  beforeEach(() => {
    const [folder, remove] = createTempFolder();
    removeFolder = remove;
    store = openTestStore(folder);
    const readGuard = { mayApplyRead: () => true };
    writer = createMirrorWriter({ connection: store, clock, readGuard });
    rowCount = 0;
  });
  afterEach(() => {
    store.close();
    removeFolder();
  });

  /** One commit of a list, every row with words of its own. */
  function storeBatch(): void {
    const listed = Array.from({ length: ROWS }, () => {
      rowCount += 1;
      const id = `00000000-0000-4000-8000-${String(rowCount).padStart(12, '0')}`;
      const word = (rowCount * 7_919).toString(36);
      const request = buildRequest({
        id,
        createdAt: new Date(1_700_000_000_000 + rowCount * 1_000).toISOString(),
        newInvitee: buildNewInvitee({
          name: `Quagga n${word}`,
          email: `e${word}@x${word}.example`,
        }),
        reason: `r${word} s${word} t${word}`,
      });
      return { read: { request, reviewUrl: null }, sourceHash: new Uint8Array([1]) };
    });
    writer.applyListed('one', listed, 0);
  }

  function countSegments(): number {
    const sql = 'SELECT count(DISTINCT segid) AS count FROM reassign_search_idx';
    return store.prepare<[], { count: number }>(sql).get()?.count ?? 0;
  }

  function assertFindsAll(): void {
    const found = findSearchHits(store, 'quagga', EVERY_ROW);
    assert.equal(found?.rowIds.length, Math.min(rowCount, SEARCH_CAP));
  }

  function assertIsWhole(): void {
    assertFindsAll();
    store.exec(`INSERT INTO reassign_search(reassign_search, rank) VALUES ('integrity-check', 1)`);
  }

  it('waits for sixteen segments, and then goes piece by piece with the search whole in between', () => {
    for (let batch = 1; batch < 16; batch += 1) {
      storeBatch();
      assert.equal(mergeIndex(store, 8), false, `after ${batch} commits`);
    }
    assert.equal(countSegments(), 15);
    storeBatch();
    let pieces = 0;
    while (mergeIndex(store, 8)) {
      pieces += 1;
      assertFindsAll();
    }
    assert.ok(pieces > 3, `${pieces} pieces`);
    assert.equal(countSegments(), 1);
    assertIsWhole();
  });

  it('leaves a commit its own words to write, as long as it is asked for after each', () => {
    for (let batch = 0; batch < 70; batch += 1) {
      const before = countSegments();
      storeBatch();
      assert.equal(countSegments(), before + 1, `commit ${batch}`);
      while (mergeIndex(store, 64));
    }
    assertIsWhole();
  });

  it('comes by itself where nobody asks for it, before there are many', () => {
    let most = 0;
    for (let batch = 0; batch < 70; batch += 1) {
      storeBatch();
      most = Math.max(most, countSegments());
    }
    // At 64 of one level FTS5 would merge all of them in one commit.
    assert.ok(most < 60, `${most} segments`);
    assertIsWhole();
  });
});
