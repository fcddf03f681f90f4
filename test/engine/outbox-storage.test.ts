// Owns: that a full disk loses nothing: what cannot be stored is not queued, what cannot be marked is not sent, and
// an answer that cannot be stored is stored as soon as there is room.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { until } from '../support/engine-desk.ts';
import { startOutboxDesk } from '../support/outbox-desk.ts';
import type { OutboxDesk } from '../support/outbox-desk.ts';

const APPROVE = { kind: 'approve', message: null } as const;
// Longer than a page, so that storing it, or the picture it is part of, needs a new one.
const LONG_REASON = 'She holds the mandate. '.repeat(300);

let onFailpoint: (name: string) => void = () => {};
let desk: OutboxDesk;
before(async () => {
  desk = await startOutboxDesk({ onFailpoint: (name) => onFailpoint(name) });
});
after(() => desk.close());

/** SQLite then answers as it does on a full disk; free pages inside the file are used up first. */
function fillDisk(): void {
  desk.store.exec('CREATE TABLE IF NOT EXISTS outbox.ballast (body BLOB)');
  const pages = desk.store.readPragma('outbox.page_count');
  desk.store.readPragma(`outbox.max_page_count=${Number(pages)}`);
  const insert = desk.store.prepare<[Uint8Array]>('INSERT INTO outbox.ballast VALUES (?)');
  for (const sizeBytes of [2000, 500, 100, 10]) {
    try {
      for (;;) insert.run(new Uint8Array(sizeBytes));
    } catch (error) {
      assert.equal((error as { code?: string }).code, 'SQLITE_FULL');
    }
  }
}

function freeDisk(): void {
  desk.store.readPragma('outbox.max_page_count=1000000');
}

afterEach(() => {
  onFailpoint = () => {};
  freeDisk();
});

describe('a full disk', () => {
  it('queues nothing and says so, and takes the decision once there is room', async () => {
    const id = await desk.makeRequest({ reason: LONG_REASON });
    fillDisk();
    assert.throws(() => desk.decide(id, APPROVE), { name: 'CodedError' });
    assert.equal(desk.outbox.page('waiting', null, 10).total, 0);
    freeDisk();
    await desk.waitFor(desk.decide(id, APPROVE), 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 1);
  });

  it('sends nothing that it cannot mark first', async () => {
    desk.allowErrors('outbox.workFailed');
    const id = await desk.makeRequest({ reason: LONG_REASON });
    let isFull = false;
    onFailpoint = (name) => {
      if (name !== 'outbox.sending.before-commit' || isFull) return;
      isFull = true;
      fillDisk();
    };
    const opId = desk.decide(id, APPROVE);
    await until('the full disk', () => isFull || null);
    await desk.skip(20_000);
    assert.equal(desk.entry(opId).state, 'QUEUED');
    assert.equal(await desk.countApplied(id), 0);
    freeDisk();
    await desk.skipUntil(opId, 5_000, 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 1);
  });

  it('never forgets an answer, nor sends again, when it cannot store it at first', async () => {
    const id = await desk.makeRequest();
    let isAnswered = false;
    onFailpoint = (name) => {
      if (name !== 'outbox.write.after-answer' || isAnswered) return;
      isAnswered = true;
      desk.store.readPragma('query_only=1');
    };
    const opId = desk.decide(id, APPROVE);
    await until('the answer', () => isAnswered || null);
    await desk.skip(12_000);
    assert.equal(desk.entry(opId).state, 'SENDING');
    desk.store.readPragma('query_only=0');
    await desk.skipUntil(opId, 2_000, 'CONFIRMED');
    assert.equal(desk.entry(opId).attempt, 1);
    assert.equal(await desk.countApplied(id), 1);
    assert.deepEqual(desk.causes(opId), ['decided', 'sending', 'answer-accepted', 'verified']);
  });
});
