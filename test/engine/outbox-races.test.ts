// Owns: that reads which fail, lag or are overtaken mislead nobody; and the one race that cannot be closed (R1).
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { onRead, onWrite } from '../support/fault-rules.ts';
import { startOutboxDesk } from '../support/outbox-desk.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import { callControl } from '../support/sandbox-process.ts';
import type { OutboxDesk } from '../support/outbox-desk.ts';

const APPROVE = { kind: 'approve', message: 'Please sign' } as const;

/** A moment to act at a named failpoint. */
let onFailpoint: ((name: string) => void) | null = null;
let desk: OutboxDesk;
before(async () => {
  desk = await startOutboxDesk({ onFailpoint: (name) => onFailpoint?.(name) });
});
after(() => desk.close());
afterEach(async () => {
  onFailpoint = null;
  await desk.setFaults([]);
  await callControl(desk.sandbox, 'PUT', '/assumptions', { A19: '400' });
});

describe('reads that go wrong', () => {
  it('sends nothing while the look before sending fails', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([onRead({ type: 'captive-portal' }, 3)]);
    const opId = desk.decide(id, APPROVE);
    await desk.skipUntil(opId, 5_000, 'CONFIRMED');
    assert.equal(desk.entry(opId).attempt, 1);
    assert.equal(await desk.countApplied(id), 1);
  });

  it('is not misled by stale reads after an accepted write', async () => {
    const id = await makeRequestOnReplica();
    const opId = desk.decide(id, APPROVE);
    const entry = await desk.skipUntil(opId, 500, 'CONFIRMED');
    assert.equal(entry.attempt, 1);
    assert.equal(await desk.countApplied(id), 1);
  });

  it('is not misled by stale reads after a lost answer', async () => {
    const id = await makeRequestOnReplica(onWrite({ type: 'reset-after' }));
    const entry = await desk.skipUntil(desk.decide(id, APPROVE), 500, 'CONFIRMED');
    assert.equal(entry.attempt, 1);
    assert.equal(await desk.countApplied(id), 1);
  });
});

// The sandbox's replicas lag in real time; settle, jumped over in steps of 500 ms, takes far longer than this.
const LAG_MS = 150;

/** Makes a request that lagging reads know already; from then on every read lags. */
async function makeRequestOnReplica(...faults: readonly object[]): Promise<string> {
  const id = await desk.makeRequest();
  await desk.setFaults([
    ...faults,
    {
      match: { method: 'GET', pattern: `reassignrequests/${id}$` },
      fault: { type: 'stale-read', ms: LAG_MS },
    },
  ]);
  const limit = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      await desk.pull(id);
      return id;
    } catch (error) {
      if (performance.now() > limit) throw error;
    }
  }
}

describe('a colleague in the gap (race R1)', () => {
  it('is noticed when the service refuses a second decision', async () => {
    const id = await desk.makeRequest();
    const acted = decideInGap(id);
    const entry = await desk.waitFor(desk.decide(id, APPROVE), 'CONFLICT');
    await acted;
    assert.equal(entry.conflict?.why, 'decided-otherwise');
    assert.equal(await desk.countApplied(id), 0);
  });

  it('overwrites when the service takes a second decision: the one race that cannot be closed', async () => {
    await callControl(desk.sandbox, 'PUT', '/assumptions', { A19: 'overwrite' });
    const id = await desk.makeRequest();
    let beganMs = 0;
    const acted = decideInGap(id, () => {
      beganMs = performance.now();
    });
    const opId = desk.decide(id, APPROVE);
    await desk.waitFor(opId, 'CONFIRMED');
    await acted;
    const windowMs = performance.now() - beganMs;
    console.log(`R1: look to answer within ${windowMs.toFixed(0)} ms here, colleague included`);
    const states = (await desk.ledger(id)).filter(
      (line) => line.detail['entity'] === 'reassignRequest' && line.cause !== 'invitee',
    );
    assert.deepEqual(
      states.map((line) => [line.cause, line.detail['to']]),
      [
        ['colleague', 'declined'],
        ['api', 'approved'],
      ],
    );
  });
});

/** Holds the write back at the service and lets a colleague decline after our look. */
async function decideInGap(id: string, onGap: () => void = () => {}): Promise<void> {
  await desk.setFaults([onWrite({ type: 'latency', ms: 300 })]);
  await new Promise<void>((resolve) => {
    onFailpoint = (name) => {
      if (name !== 'outbox.sending.after-commit') return;
      onFailpoint = null;
      onGap();
      resolve();
    };
  });
  await callControl(desk.sandbox, 'POST', '/colleague/decline', {
    requestId: id,
    declineReason: 'No',
  });
}
