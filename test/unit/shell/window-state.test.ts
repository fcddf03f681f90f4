import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  DEFAULT_STATE,
  parseWindowState,
  readWindowState,
  repairBounds,
  writeWindowState,
} from '../../../src-main/shell/window-state.ts';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1040 };
const SECOND = { x: 1920, y: 0, width: 1280, height: 1024 };

describe('the window state', () => {
  test('comes back as it was written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'signing-desk-window-'));
    const path = join(folder, 'deep', 'window-state.json');
    const state = {
      bounds: { x: 10, y: 20, width: 1300, height: 800 },
      isMaximized: true,
      zoomFactor: 1.25,
      theme: 'dark',
    } as const;
    writeWindowState(path, state);
    assert.deepEqual(readWindowState(path), state);
    assert.deepEqual(readdirSync(join(folder, 'deep')), ['window-state.json']);
    writeFileSync(path, '{"bounds":');
    assert.deepEqual(readWindowState(path), DEFAULT_STATE);
    rmSync(folder, { recursive: true });
  });

  test('never fails on a damaged file, and keeps zoom and theme within their limits', () => {
    const anything = fc.oneof(fc.string(), fc.json());
    fc.assert(
      fc.property(anything, (text) => {
        const state = parseWindowState(text);
        assert.ok(state.zoomFactor >= 0.5 && state.zoomFactor <= 2);
        assert.ok(['system', 'light', 'dark'].includes(state.theme));
      }),
    );
    assert.equal(parseWindowState('{"zoomFactor":50}').zoomFactor, 2);
    assert.equal(parseWindowState('{"theme":"pink"}').theme, 'system');
  });

  test('keeps a window where it is while its title can be reached', () => {
    const bounds = { x: 2000, y: 50, width: 1200, height: 700 };
    assert.deepEqual(repairBounds(bounds, [SCREEN, SECOND]), bounds);
  });

  test('lets the system place a window whose screen is gone', () => {
    const bounds = { x: 2000, y: 50, width: 1200, height: 700 };
    assert.equal(repairBounds(bounds, [SCREEN]), null);
    assert.equal(repairBounds({ ...bounds, x: 0, y: -500 }, [SCREEN]), null);
  });

  test('makes a window no larger than its screen and no smaller than it can work', () => {
    const huge = repairBounds({ x: 0, y: 0, width: 9000, height: 9000 }, [SCREEN]);
    assert.deepEqual(huge, SCREEN);
    const tiny = repairBounds({ x: 0, y: 0, width: 200, height: 100 }, [SCREEN]);
    assert.deepEqual(tiny, { x: 0, y: 0, width: 1024, height: 640 });
  });
});
