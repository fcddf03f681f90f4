// Owns: that every planted bug can still be planted, and that a few of them are caught. `npm run faults` puts all of
// them against their nets.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PROJECT_ROOT } from '../../build/paths.ts';
import { catchAll } from './planted/catch-all.ts';
import { PLANTED_BUGS } from './planted/planted-bugs.ts';

/** Those whose violation shows within a few seeds. */
const QUICK = [
  'believe-2xx',
  'normal-instead-of-full',
  'wrong-lane-order',
  'null-key-makes-a-new-one',
];

describe('planted bugs', () => {
  for (const { name, file, changes, net } of PLANTED_BUGS) {
    it(`"${name}" stands exactly once in the code as it is, and names a net that exists`, () => {
      const text = readFileSync(join(PROJECT_ROOT, file), 'utf8');
      for (const [from] of changes) assert.equal(text.split(from).length, 2, from);
      if (net.kind === 'simulation') return;
      assert.match(readFileSync(join(PROJECT_ROOT, net.file), 'utf8'), /\b(?:it|test)\(/);
    });
  }

  it('are caught, each by the net named for it', async () => {
    const caught = await catchAll(PLANTED_BUGS.filter(({ name }) => QUICK.includes(name)));
    assert.equal(caught.length, QUICK.length);
    for (const { bug, isCaught, by } of caught) assert.ok(isCaught, `${bug}: ${by}`);
  });
});
