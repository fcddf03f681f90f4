import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { EVERY_ROW, findSearchHits } from '../../src-main/engine/store/search.ts';
import { createMirrorWriter } from '../../src-main/engine/store/mirror/mirror-writer.ts';
import {
  buildInvitee,
  buildNewInvitee,
  buildRequest,
} from '../builders/reassign-request-builder.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { openTestStore } from '../support/test-store.ts';
import type { Store } from '../../src-main/engine/store/open.ts';
import type { MirrorStore } from '../../src-main/engine/store/mirror/mirror-writer.ts';
import type { ReassignRequest } from '../../src-shared/domain/reassign-request.ts';

const SECRET_URL = 'https://sign.example/review/capabilityzebra';
const clock = { wallMs: () => 1_780_000_000_000, monoMs: () => 0, schedule: () => () => {} };

function writeId(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

describe('the search over requests', () => {
  let store: Store;
  let writer: MirrorStore;
  const [folder, removeFolder] = createTempFolder();

  before(() => {
    store = openTestStore(folder);
    writer = createMirrorWriter({
      connection: store,
      clock,
      readGuard: { mayApplyRead: () => true },
    });
  });
  after(() => {
    store.close();
    removeFolder();
  });

  function put(index: number, over: Partial<ReassignRequest>): void {
    const request = buildRequest({
      id: writeId(index),
      createdAt: new Date(1_700_000_000_000 + index * 60_000).toISOString(),
      ...over,
    });
    writer.applyRequest('one', { request, reviewUrl: SECRET_URL }, 0);
  }

  function findIds(text: string, scope: Parameters<typeof findSearchHits>[2] = EVERY_ROW): unknown {
    const hits = findSearchHits(store, text, scope);
    return hits?.rowIds.map(
      (rowId) =>
        store
          .prepare<[number], { request_id: string }>(
            'SELECT request_id FROM reassign_request WHERE row_id = ?',
          )
          .get(rowId)?.request_id,
    );
  }

  it('finds people, mails, dossiers, owners and reasons by any beginning, without accents or case', () => {
    put(1, {
      originalInvitee: buildInvitee({ name: 'Zoë Verhaegen', email: 'zoe@qvarnstrom.example' }),
      newInvitee: buildNewInvitee({ name: 'Ünal Yıldız', email: 'unal@mail.example' }),
      dossier: { id: 'd1', name: 'Huurcontract 4711', owner: 'Team Xylofoon' },
      reason: 'Wegens zwangerschapsverlof',
    });
    const typed = [
      'zoe',
      'ZOË',
      'v',
      'verhaeg',
      'qvarn',
      'unal',
      'huur',
      '4711',
      'xyl',
      'zwangersch',
    ];
    for (const text of typed) assert.deepEqual(findIds(text), [writeId(1)], text);
    assert.deepEqual(findIds('zoe huur xyl'), [writeId(1)]);
    assert.deepEqual(findIds('zoe unknownword'), []);
  });

  it('never finds the review url', () => {
    assert.deepEqual(findIds('capabilityzebra'), []);
    assert.deepEqual(findIds('capability'), []);
  });

  it('puts people before texts, newest first in each', () => {
    put(10, { reason: 'because of Quispel' });
    put(11, { newInvitee: buildNewInvitee({ name: 'Bo Quispel' }) });
    put(12, { newInvitee: buildNewInvitee({ name: 'Di Quispel' }) });
    put(13, { reason: 'Quispel said so' });
    assert.deepEqual(findIds('quispel'), [writeId(12), writeId(11), writeId(13), writeId(10)]);
  });

  it('forgets the old text when a request changes, and keeps to the asked states', () => {
    put(20, { reason: 'formerly Brontosaurus' });
    put(20, { reason: 'now Stegosaurus', state: 'approved' });
    assert.deepEqual(findIds('brontosaurus'), []);
    assert.deepEqual(findIds('stegosaurus'), [writeId(20)]);
    assert.deepEqual(findIds('stego', { ...EVERY_ROW, states: ['pending'] }), []);
    assert.deepEqual(findIds('stego', { ...EVERY_ROW, states: ['approved', 'declined'] }), [
      writeId(20),
    ]);
    assert.deepEqual(findIds('stego', { ...EVERY_ROW, states: [] }), []);
  });

  it('looks at rows only for what the caller asks of them', () => {
    put(30, { dossier: { id: 'd3', name: 'Pangolin', owner: 'Ann' } });
    put(31, { dossier: { id: 'd3', name: 'Pangolin', owner: 'Bea' } });
    const scope = {
      ...EVERY_ROW,
      states: ['pending'] as const,
      where: 'r.owner = ?',
      params: ['Bea'],
    };
    assert.deepEqual(findIds('pangolin', scope), [writeId(31)]);
  });

  it('drops a removed row from the index', () => {
    put(40, { reason: 'Okapi' });
    store.prepare<[string]>('DELETE FROM reassign_request WHERE request_id = ?').run(writeId(40));
    assert.deepEqual(findIds('okapi'), []);
    store.exec(`INSERT INTO reassign_search(reassign_search, rank) VALUES ('integrity-check', 1)`);
  });

  it('answers null when there is nothing to search for', () => {
    for (const text of ['', '   ', '"', '***', '()', '\u0000']) {
      assert.equal(findSearchHits(store, text, EVERY_ROW), null, JSON.stringify(text));
    }
  });

  it('never throws and never widens a query, whatever is typed', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ maxLength: 60 }),
      fc.constantFrom(
        'NEAR(',
        'a AND',
        'OR',
        '^x',
        'state:pending',
        '{owner}:x',
        'a" OR "b',
        '-x',
        'x*y*',
        "'; --",
      ),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const hits = findSearchHits(store, text, { ...EVERY_ROW, states: ['declined'] });
        assert.ok(hits === null || hits.rowIds.length === 0);
      }),
      { numRuns: 500 },
    );
  });

  it('finds every row by every beginning of each of its words', () => {
    const letter = fc.constantFrom(...Array.from('abcdeéèöñßøğ0123'));
    const word = fc.string({ unit: letter, minLength: 1, maxLength: 9 });
    let index = 1000;
    fc.assert(
      fc.property(word, fc.nat(), (name, cut) => {
        index += 1;
        put(index, { reason: name });
        const letters = Array.from(name);
        const beginning = letters.slice(0, 1 + (cut % letters.length)).join('');
        assert.ok(
          (findIds(beginning) as string[]).includes(writeId(index)),
          `${name} by ${beginning}`,
        );
      }),
      { numRuns: 150 },
    );
  });

  it('finds rows in the moment they are stored, however many come at once and in whatever order', () => {
    const plain = buildRequest();
    const listed = Array.from({ length: 250 }, (_, index) => ({
      read: {
        request: {
          ...plain,
          id: writeId(5000 + index),
          reason: 'Wombat',
          createdAt: new Date(1_700_000_000_000 + ((index * 7) % 250) * 1_000).toISOString(),
        },
        reviewUrl: null,
      },
      sourceHash: new Uint8Array([1]),
    }));
    writer.applyListed('one', listed.slice(0, 100), 0);
    assert.equal((findIds('wombat') as string[]).length, 100);
    writer.applyListed('one', listed, 0);
    assert.equal((findIds('wombat') as string[]).length, 250);
  });

  it('leaves out what the caller names, and what the service no longer knows where states are asked for', () => {
    for (const index of [60, 61, 62]) put(index, { reason: 'Numbat' });
    const [newest] = findSearchHits(store, 'numbat', EVERY_ROW)?.rowIds ?? [];
    const without = new Set([newest ?? 0]);
    assert.deepEqual(findIds('numbat', { ...EVERY_ROW, without }), [writeId(61), writeId(60)]);
    writer.markGone('one', writeId(61), 0);
    assert.deepEqual(findIds('numbat'), [writeId(62), writeId(61), writeId(60)]);
    const pending = { ...EVERY_ROW, states: ['pending'] as const };
    assert.deepEqual(findIds('numbat', pending), [writeId(62), writeId(60)]);
    const states = ['pending', 'approved', 'declined', 'unreadable'] as const;
    assert.deepEqual(findIds('numbat', { ...EVERY_ROW, states }), [writeId(62), writeId(60)]);
    put(61, { reason: 'Numbat' });
    assert.deepEqual(findIds('numbat', pending), [writeId(62), writeId(61), writeId(60)]);
  });

  it('finds words of scripts whose letters JavaScript and the index cut differently', () => {
    const names = ['किरण शर्मा', 'Ελένη Παππά', 'กมลชนก', '𞤀𞤣𞤢𞤥x', 'עִבְרִית', '한국어', 'ὈΔΥΣΣΕΎΣ'];
    for (const [index, name] of names.entries()) {
      put(200 + index, { newInvitee: buildNewInvitee({ name }) });
      const hits = findIds(name) as string[];
      assert.ok(hits.includes(writeId(200 + index)), name);
    }
  });
});
