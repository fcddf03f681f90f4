// Tests when the app starts without a GPU process.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hasGraphicsDevice } from '../../../src-main/shell/graphics.ts';

describe('the graphics device', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'signing-desk-dri-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is there on Linux when a card or a render node is', () => {
    for (const name of ['card0', 'renderD128']) {
      const devices = join(folder, name);
      mkdirSync(devices);
      writeFileSync(join(devices, name), '');
      assert.equal(hasGraphicsDevice('linux', devices), true, name);
    }
  });

  it('is missing on Linux without the folder, or with nothing in it that draws', () => {
    const devices = join(folder, 'by-path-only');
    mkdirSync(join(devices, 'by-path'), { recursive: true });
    assert.equal(hasGraphicsDevice('linux', devices), false);
    assert.equal(hasGraphicsDevice('linux', join(folder, 'nowhere')), false);
  });

  it('is never asked for on macOS and Windows', () => {
    assert.equal(hasGraphicsDevice('darwin', join(folder, 'nowhere')), true);
    assert.equal(hasGraphicsDevice('win32', join(folder, 'nowhere')), true);
  });
});
