// Owns: that each way an answer to a write can go wrong ends with the decision taking effect once, by the sandbox's
// ledger.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { onWrite } from '../support/fault-rules.ts';
import { startOutboxDesk } from '../support/outbox-desk.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import type { OutboxDesk } from '../support/outbox-desk.ts';
import type { OutboxState } from '../../src-shared/domain/outbox-item.ts';

const APPROVE = { kind: 'approve', message: 'Please sign' } as const;

let desk: OutboxDesk;
before(async () => {
  desk = await startOutboxDesk();
});
after(() => desk.close());
afterEach(() => desk.setFaults([]));

interface Case {
  readonly name: string;
  readonly fault: Readonly<Record<string, unknown>>;
  /** The state the answer leads to, before anything is read back. */
  readonly first: OutboxState;
  readonly end: OutboxState;
  readonly applied: number;
  readonly attempts: number;
}

// A status answered after applying proves nothing; one before applying proves nothing either.
const CASES: readonly Case[] = [
  {
    name: 'the answer is lost after the service applied it',
    fault: { type: 'reset-after' },
    first: 'UNKNOWN',
    end: 'CONFIRMED',
    applied: 1,
    attempts: 1,
  },
  {
    name: 'the connection is reset before the service applied it',
    fault: { type: 'reset-before' },
    first: 'UNKNOWN',
    end: 'CONFIRMED',
    applied: 1,
    attempts: 2,
  },
  {
    name: 'the service says 500 although it applied it',
    fault: { type: 'status', status: 500, when: 'after' },
    first: 'UNKNOWN',
    end: 'CONFIRMED',
    applied: 1,
    attempts: 1,
  },
  {
    name: 'the service says 500 and did nothing',
    fault: { type: 'status', status: 500 },
    first: 'UNKNOWN',
    end: 'CONFIRMED',
    applied: 1,
    attempts: 2,
  },
  {
    name: 'a gateway says 502 although it was applied',
    fault: { type: 'status', status: 502, when: 'after' },
    first: 'UNKNOWN',
    end: 'CONFIRMED',
    applied: 1,
    attempts: 1,
  },
  {
    name: 'a gateway says 503 without Retry-After and passed the request on late',
    fault: { type: 'late-apply', afterMs: 30, answer: 503 },
    first: 'UNKNOWN',
    end: 'CONFIRMED',
    applied: 1,
    attempts: 1,
  },
  {
    name: 'the connection breaks and the request arrives late',
    fault: { type: 'late-apply', afterMs: 30, answer: 'reset' },
    first: 'UNKNOWN',
    end: 'CONFIRMED',
    applied: 1,
    attempts: 1,
  },
  {
    name: 'the service says 503 with Retry-After',
    fault: { type: 'retry-after', value: '7', status: 503 },
    first: 'WAITING',
    end: 'CONFIRMED',
    applied: 1,
    attempts: 2,
  },
  {
    name: 'the service says 429 with Retry-After',
    fault: { type: 'retry-after', value: '7' },
    first: 'WAITING',
    end: 'CONFIRMED',
    applied: 1,
    attempts: 2,
  },
  {
    name: 'a captive portal answers the write with a web page',
    fault: { type: 'captive-portal' },
    first: 'UNKNOWN',
    end: 'CONFIRMED',
    applied: 1,
    attempts: 2,
  },
  {
    name: 'the answer is cut in the middle of its body',
    fault: { type: 'cut', atByte: 40 },
    first: 'UNKNOWN',
    end: 'CONFIRMED',
    applied: 1,
    attempts: 1,
  },
  {
    name: 'the answer is half a JSON text',
    fault: { type: 'truncated' },
    first: 'UNKNOWN',
    end: 'CONFIRMED',
    applied: 1,
    attempts: 1,
  },
  {
    name: 'the answer is no JSON',
    fault: { type: 'malformed' },
    first: 'UNKNOWN',
    end: 'CONFIRMED',
    applied: 1,
    attempts: 1,
  },
];

/** The late request arrives within settle (A1); settle itself is jumped over. */
async function waitUntilApplied(id: string): Promise<void> {
  const limit = performance.now() + PATIENCE_MS;
  while ((await desk.countApplied(id)) === 0) assert.ok(performance.now() < limit);
}

describe('one bad answer to the write', () => {
  for (const one of CASES) {
    it(`takes effect once when ${one.name}`, async () => {
      const id = await desk.makeRequest();
      await desk.setFaults([onWrite(one.fault)]);
      const opId = desk.decide(id, APPROVE);
      await desk.waitFor(opId, one.first);
      if (one.fault['type'] === 'late-apply') await waitUntilApplied(id);
      const entry = await desk.skipUntil(opId, 5_000, one.end);
      assert.equal(entry.attempt, one.attempts, desk.causes(opId).join(' > '));
      assert.equal(await desk.countApplied(id), one.applied);
      const mails = (await desk.ledger(id)).filter(
        (line) => line.kind === 'mail' && line.cause === 'api',
      );
      assert.equal(mails.length, one.applied);
    });
  }
});
