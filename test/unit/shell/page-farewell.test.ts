import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPageFarewell } from '../../../src-main/shell/page-farewell.ts';

/** Far beyond the test's own time, so that only an answer can end the wait. */
const NEVER_MS = 600_000;

describe('saying farewell to the page', () => {
  it('waits until the page has said that all is stored', async () => {
    const steps: string[] = [];
    const farewell = createPageFarewell(() => {
      setImmediate(() => {
        steps.push('stored');
        farewell.notePageReady();
      });
    }, NEVER_MS);
    await farewell.letPageSave();
    assert.deepEqual(steps, ['stored']);
  });

  it('asks the page anew for each farewell, as a question answered with cancel leaves the desk running', async () => {
    let asked = 0;
    const farewell = createPageFarewell(() => {
      asked += 1;
      farewell.notePageReady();
    }, NEVER_MS);
    await farewell.letPageSave();
    await farewell.letPageSave();
    assert.equal(asked, 2);
  });

  it('does not wait for a page that never answers', async () => {
    await createPageFarewell(() => {}, 5).letPageSave();
  });
});
