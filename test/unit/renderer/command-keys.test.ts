import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  findKeyConflict,
  findPressedCommand,
  readCommandKeys,
} from '../../../src-renderer/commands/command-keys.ts';
import {
  COMMAND_IDS,
  isCommandId,
  readCommand,
} from '../../../src-renderer/commands/command-list.ts';
import { normaliseChord } from '../../../src-renderer/commands/key-chord.ts';
import type { KeySettings } from '../../../src-renderer/commands/command-keys.ts';

const PLAIN: KeySettings = { letterKeys: true, keyBindings: {} };
const LIST = { isInList: true, isInText: false };
const PAGE = { isInList: false, isInText: false };
const TEXT = { isInList: false, isInText: true };

describe('which command a press means', () => {
  it('runs a letter only in the list', () => {
    assert.deepEqual(findPressedCommand(['A'], LIST, PLAIN), {
      kind: 'run',
      id: 'decision.approve',
    });
    assert.deepEqual(findPressedCommand(['A'], PAGE, PLAIN), { kind: 'none' });
    assert.deepEqual(findPressedCommand(['A'], TEXT, PLAIN), { kind: 'none' });
  });
  it('keeps a letter in the list even where a person bound it to a command of the whole page', () => {
    const settings: KeySettings = { letterKeys: true, keyBindings: { 'palette.open': 'P' } };
    assert.deepEqual(findPressedCommand(['P'], PAGE, settings), { kind: 'none' });
    assert.deepEqual(findPressedCommand(['P'], LIST, settings), {
      kind: 'run',
      id: 'palette.open',
    });
    assert.deepEqual(findPressedCommand(['Mod+K'], LIST, settings), { kind: 'none' });
  });
  it('switches every lone character off, and nothing else', () => {
    const settings: KeySettings = { letterKeys: false, keyBindings: {} };
    for (const key of ['A', 'J', '/', '?', 'X']) {
      assert.deepEqual(findPressedCommand([key], LIST, settings), { kind: 'none' }, key);
    }
    assert.deepEqual(findPressedCommand(['F1'], LIST, settings), { kind: 'run', id: 'help.keys' });
    assert.deepEqual(findPressedCommand(['Enter'], LIST, settings), {
      kind: 'run',
      id: 'list.open',
    });
  });
  it('leaves Ctrl+Z to the text field and undoes elsewhere', () => {
    assert.deepEqual(findPressedCommand(['Mod+Z'], TEXT, PLAIN), { kind: 'none' });
    assert.deepEqual(findPressedCommand(['Mod+Z'], PAGE, PLAIN), {
      kind: 'run',
      id: 'decision.undo',
    });
  });
  it('waits for the second key of a sequence', () => {
    assert.deepEqual(findPressedCommand(['G'], LIST, PLAIN), { kind: 'wait' });
    assert.deepEqual(findPressedCommand(['G', 'Q'], LIST, PLAIN), { kind: 'run', id: 'go.queue' });
  });
  it('takes a key away with an empty binding', () => {
    const settings: KeySettings = { letterKeys: true, keyBindings: { 'decision.approve': '' } };
    assert.deepEqual(readCommandKeys('decision.approve', settings), []);
    assert.deepEqual(findPressedCommand(['A'], LIST, settings), { kind: 'none' });
  });
});

describe('the list of commands', () => {
  it('gives no two commands the same key, nor a key that begins another’s sequence', () => {
    for (const id of COMMAND_IDS) {
      for (const chord of readCommand(id).keys) {
        assert.equal(findKeyConflict(id, chord, PLAIN), null, `${id} ${chord}`);
      }
    }
  });
  it('writes every key in the one form', () => {
    for (const id of COMMAND_IDS) {
      for (const chord of readCommand(id).keys) assert.equal(normaliseChord(chord), chord);
    }
  });
  it('finds the command that has a key already', () => {
    assert.equal(findKeyConflict('decision.approve', 'D', PLAIN), 'decision.decline');
    assert.equal(findKeyConflict('decision.approve', 'G', PLAIN), 'go.inbox');
  });
  it('knows foreign words are no commands', () => {
    assert.ok(isCommandId('go.inbox'));
    assert.ok(!isCommandId('toString'));
  });
});
