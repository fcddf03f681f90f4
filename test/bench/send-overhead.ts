// Owns: P7, what safe sending costs beside the bare least: three requests and four durable commits.
// Must not: time making the requests that are decided.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startOutboxDesk } from '../support/outbox-desk.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { createBareClient } from './bare-client.ts';
import { interleave } from './statistics.ts';
import type { OutboxDesk } from '../support/outbox-desk.ts';
import type { Metric } from './metric.ts';

/** One decision takes a few milliseconds; ten of them even out the timer and the disk's moods. */
const DECISIONS_A_ROUND = 10;
/** About what a stored item and its journal line take: intent, reviewed picture, picture before sending. */
const ROW_BYTES = 2_000;

/** Approve on loopback (look, commits, PUT, verify) / three bare requests and four bare FULL commits of the size. */
export async function measureSendOverhead(rounds: number): Promise<Metric> {
  const rest = createRestSignal();
  const desk = await startOutboxDesk({ hasOwnProcess: true, onFailpoint: rest.onFailpoint });
  const bare = createBareSide(desk);
  try {
    const ids = await makeRequests(desk, 2 * (rounds + 1) * DECISIONS_A_ROUND);
    const safely = (): Promise<number> =>
      timeEach(ids.splice(0, DECISIONS_A_ROUND), async (id) => {
        const resting = rest.next();
        desk.decide(id, { kind: 'approve', message: 'Please sign' });
        await resting;
      });
    const barely = (): Promise<number> =>
      timeEach(ids.splice(0, DECISIONS_A_ROUND), (id) => bare.send(id));
    // One of each first: compiling the code is not what is asked.
    await safely();
    await barely();
    const ratios = await interleave(rounds, safely, barely);
    const { requests } = countRequests(desk);
    return {
      name: 'P7',
      what: 'approve, verified / three bare requests + four bare FULL commits',
      ratios,
      pass: 1.5,
      stretch: 1.2,
      note: `${requests} HTTP requests a confirmed decision (P8)`,
    };
  } finally {
    await bare.close();
    await desk.close();
  }
}

/** Tells when an item has come to rest, without the page's gathering of changes in between. */
function createRestSignal(): {
  readonly onFailpoint: (name: string) => void;
  next(): Promise<void>;
} {
  let resolve: () => void = () => {};
  return {
    onFailpoint: (name) => {
      if (name === 'outbox.rest.after-commit') resolve();
    },
    next: () =>
      new Promise((done) => {
        resolve = done;
      }),
  };
}

async function makeRequests(desk: OutboxDesk, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await desk.makeRequest());
  return ids;
}

async function timeEach(
  ids: readonly string[],
  work: (id: string) => Promise<void>,
): Promise<number> {
  const began = performance.now();
  for (const id of ids) await work(id);
  return performance.now() - began;
}

/** Journal lines of a confirmed item tell how many exchanges it took: one look, one write, one verify. */
function countRequests(desk: OutboxDesk): { readonly requests: number } {
  const row = desk.store
    .prepare<[], { writes: number; reads: number; items: number }>(
      `SELECT count(*) FILTER (WHERE cause IN ('sending', 'token-refreshed')) AS writes,
         count(*) FILTER (WHERE cause IN ('sending', 'verified', 'read-back-applied',
           'read-back-not-applied')) AS reads,
         count(DISTINCT op_id) AS items
       FROM outbox.op_event`,
    )
    .get();
  return { requests: row === undefined ? 0 : (row.writes + row.reads) / row.items };
}

interface BareSide {
  send(id: string): Promise<void>;
  close(): Promise<void>;
}

function createBareSide(desk: OutboxDesk): BareSide {
  const client = createBareClient(desk.sandbox);
  const [folder, removeFolder] = createTempFolder('bench-send');
  const database = new Database(join(folder, 'bare.db'));
  database.pragma('journal_mode=WAL');
  database.pragma('synchronous=FULL');
  database.exec('CREATE TABLE op (id INTEGER PRIMARY KEY, body TEXT NOT NULL)');
  const insert = database.prepare('INSERT INTO op (body) VALUES (?)');
  const body = 'x'.repeat(ROW_BYTES);
  return {
    send: async (id) => {
      insert.run(body);
      await client.ask('GET', id);
      insert.run(body);
      await client.ask('PUT', id);
      insert.run(body);
      await client.ask('GET', id);
      insert.run(body);
    },
    close: async () => {
      await client.close();
      database.close();
      removeFolder();
    },
  };
}
