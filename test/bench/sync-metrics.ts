// Owns: P3 (first sync) and P4 (unchanged re-sync) against the bare least that could do the same reading.
// Must not: read dossiers; they are single reads on both sides and would only dilute the figure.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { Pool } from 'undici';
import { createPullRig } from '../support/pull-rig.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { interleave } from './statistics.ts';
import type { Metric } from './metric.ts';

const KEY = { kid: 'bench', secret: 'a secret of at least thirty-two bytes' };

interface ListService {
  readonly baseUrl: string;
  readonly stop: () => void;
}

async function startListService(count: number): Promise<ListService> {
  const program = fileURLToPath(new URL('list-service.ts', import.meta.url));
  const child = fork(program, [String(count)], { stdio: 'inherit' });
  const [ready] = (await once(child, 'message')) as [{ port: number }];
  return { baseUrl: `http://127.0.0.1:${ready.port}`, stop: () => child.disconnect() };
}

/** First sync: stream, parse, check, upsert, index, encrypt / read, JSON.parse, INSERT into a plain file. */
export async function measureFirstSync(count: number, rounds: number): Promise<Metric> {
  const service = await startListService(count);
  try {
    const engine = (): Promise<number> => timeFirstSync(service.baseUrl, count);
    const bare = (): Promise<number> => timeBareInsert(service.baseUrl, count);
    // One of each first: compiling the code is not what is asked.
    await engine();
    await bare();
    const ratios = await interleave(rounds, engine, bare);
    return {
      name: 'P3',
      what: `first sync of ${count} (list, index, encryption) / bare read + parse + INSERT`,
      ratios,
      pass: 3,
      stretch: 2,
    };
  } finally {
    service.stop();
  }
}

/** Unchanged re-sync / read and JSON.parse. */
export async function measureResync(count: number, rounds: number): Promise<Metric> {
  const service = await startListService(count);
  const rig = createPullRig({ ...KEY, baseUrl: service.baseUrl });
  try {
    await rig.pullList();
    const engine = async (): Promise<number> => {
      const { tookMs, changedCount } = await rig.pullList();
      if (changedCount !== 0)
        throw new Error(`${changedCount} rows changed in an unchanged re-sync`);
      return tookMs;
    };
    const bare = (): Promise<number> => timeBareRead(service.baseUrl, count);
    await engine();
    await bare();
    const ratios = await interleave(rounds, engine, bare);
    return {
      name: 'P4',
      what: `unchanged re-sync of ${count} / bare read + parse`,
      ratios,
      pass: 2.5,
      stretch: 1.6,
    };
  } finally {
    await rig.close();
    service.stop();
  }
}

async function timeFirstSync(baseUrl: string, count: number): Promise<number> {
  const rig = createPullRig({ ...KEY, baseUrl });
  try {
    const { tookMs } = await rig.pullList();
    if (rig.count() !== count) throw new Error(`${rig.count()} rows of ${count} arrived`);
    return tookMs;
  } finally {
    await rig.close();
  }
}

async function readBare(baseUrl: string): Promise<readonly Record<string, unknown>[]> {
  const pool = new Pool(baseUrl, { connections: 1 });
  try {
    const { body } = await pool.request({ path: '/reassignrequests', method: 'GET' });
    return (await body.json()) as Record<string, unknown>[];
  } finally {
    await pool.close();
  }
}

async function timeBareRead(baseUrl: string, count: number): Promise<number> {
  const beganMs = performance.now();
  const list = await readBare(baseUrl);
  if (list.length !== count) throw new Error('the bare side read something else');
  return performance.now() - beganMs;
}

async function timeBareInsert(baseUrl: string, count: number): Promise<number> {
  const [folder, removeFolder] = createTempFolder();
  const database = new Database(`${folder}/plain.db`);
  try {
    database.pragma('journal_mode=WAL');
    database.exec(
      'CREATE TABLE request (id TEXT PRIMARY KEY, state TEXT, created_at TEXT, body TEXT)',
    );
    const insert = database.prepare('INSERT INTO request VALUES (?, ?, ?, ?)');
    const beganMs = performance.now();
    const list = await readBare(baseUrl);
    database.transaction(() => {
      for (const one of list)
        insert.run(one['id'], one['state'], one['createdAt'], JSON.stringify(one));
    })();
    const tookMs = performance.now() - beganMs;
    if (list.length !== count) throw new Error('the bare side read something else');
    return tookMs;
  } finally {
    database.close();
    removeFolder();
  }
}
