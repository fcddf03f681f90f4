import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  drawChord,
  isSingleKeyChord,
  matchChord,
  normaliseChord,
  writeKeyPress,
} from '../../../src-renderer/commands/key-chord.ts';
import type { KeyPress } from '../../../src-renderer/commands/key-chord.ts';

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

describe('writing a key press', () => {
  it('writes letters upper case, with Shift only when it is held', () => {
    assert.equal(writeKeyPress(press('j'), false), 'J');
    assert.equal(writeKeyPress(press('J', { shiftKey: true }), false), 'Shift+J');
  });
  it('leaves Shift out of a symbol, whose character already has it', () => {
    assert.equal(writeKeyPress(press('?', { shiftKey: true }), false), '?');
  });
  it('keeps Shift on named keys', () => {
    assert.equal(writeKeyPress(press('F6', { shiftKey: true }), false), 'Shift+F6');
  });
  it('takes Ctrl as Mod, and Cmd on a Mac', () => {
    assert.equal(writeKeyPress(press('k', { ctrlKey: true }), false), 'Mod+K');
    assert.equal(writeKeyPress(press('k', { metaKey: true }), true), 'Mod+K');
  });
  it("leaves chords with the other platform's modifier to the system", () => {
    assert.equal(writeKeyPress(press('k', { metaKey: true }), false), null);
    assert.equal(writeKeyPress(press('k', { ctrlKey: true }), true), null);
  });
  it('says nothing for a bare modifier', () => {
    assert.equal(writeKeyPress(press('Shift', { shiftKey: true }), false), null);
  });
});

describe('matching', () => {
  it('waits after the first step of a sequence and takes it with the second', () => {
    assert.equal(matchChord('G I', ['G']), 'partial');
    assert.equal(matchChord('G I', ['G', 'I']), 'full');
    assert.equal(matchChord('G I', ['G', 'Q']), 'none');
    assert.equal(matchChord('J', ['G', 'J']), 'none');
  });
});

describe('lone characters', () => {
  it('knows which chords a person must be able to switch off', () => {
    for (const chord of ['J', 'Shift+J', '/', '?', 'G I'])
      assert.ok(isSingleKeyChord(chord), chord);
    for (const chord of ['Mod+K', 'F6', 'Enter', 'Escape', 'Alt+A', 'Shift+F6']) {
      assert.ok(!isSingleKeyChord(chord), chord);
    }
  });
});

describe('writing chords by hand', () => {
  it('brings them into one form', () => {
    assert.equal(normaliseChord('ctrl+k'), 'Mod+K');
    assert.equal(normaliseChord('shift+alt+x'), 'Alt+Shift+X');
    assert.equal(normaliseChord('g i'), 'G I');
  });
  it('refuses what is no chord', () => {
    for (const text of ['', '   ', 'a b c', 'hyper+x'])
      assert.equal(normaliseChord(text), null, text);
  });
  it('draws the platform’s own names', () => {
    assert.deepEqual(drawChord('Mod+Shift+K', false), ['Ctrl', 'Shift', 'K']);
    assert.deepEqual(drawChord('Mod+K', true), ['⌘', 'K']);
    assert.deepEqual(drawChord('G I', false), ['G', 'I']);
  });
});
