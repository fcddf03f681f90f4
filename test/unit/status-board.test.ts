import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStatusBoard } from '../../src-main/engine/status-board.ts';
import type { DeskStatus } from '../../src-shared/contract/desk-status.ts';

test('a status that cannot be read is told of, pushes nothing, and the next touch reads again', () => {
  const due: (() => void)[] = [];
  const pushed: unknown[] = [];
  const told: unknown[] = [];
  const damage = new Error('malformed');
  let isDamaged = true;
  const board = createStatusBoard({
    read: () => {
      if (isDamaged) throw damage;
      return { phase: 'ready' } as DeskStatus;
    },
    publish: (name, payload) => pushed.push([name, payload]),
    clock: {
      wallMs: () => 0,
      monoMs: () => 0,
      schedule: (_delayMs, run) => {
        due.push(run);
        return () => {};
      },
    },
    onUnreadable: (error) => told.push(error),
  });
  board.touch();
  due.shift()?.();
  assert.deepEqual([told, pushed], [[damage], []]);
  isDamaged = false;
  board.touch();
  due.shift()?.();
  assert.deepEqual(pushed, [['status.changed', { phase: 'ready' }]]);
});
