// Owns: P5: search as you type over many rows, asked of a real engine process through its real messages.
// Must not: sync; the engine's service is a closed port.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PRACTICE_ACCOUNT_ID } from '../../src-main/engine/open-desk.ts';
import { writeLastProfile } from '../../src-main/engine/profile-file.ts';
import { parseListElement } from '../../src-main/engine/remote/cm-sign/answers.ts';
import { hashId } from '../../src-main/engine/store/id-hash.ts';
import { createPracticeKeys } from '../../src-main/engine/store/key.ts';
import { prepareMirrorStatements } from '../../src-main/engine/store/mirror/mirror-statements.ts';
import { chooseRowId } from '../../src-main/engine/store/mirror/row-id.ts';
import { computeSeenHash } from '../../src-main/engine/store/mirror/seen-hash.ts';
import { writeRefs, writeRest } from '../../src-main/engine/store/mirror/stored-request.ts';
import { openStore } from '../../src-main/engine/store/open.ts';
import { createDeskError } from '../../src-shared/contract/errors.ts';
import { PROTOCOL_VERSION } from '../../src-shared/contract/protocol.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { createBenchRandom, makeBenchRequest } from './bench-requests.ts';
import { readQuantile } from './statistics.ts';
import type { ChildProcess } from 'node:child_process';
import type { EngineToShell } from '../../src-shared/contract/protocol.ts';
import type { InboxPage, InboxView } from '../../src-shared/contract/inbox-view.ts';
import type { Result } from '../../src-shared/contract/errors.ts';
import type { DeskStatus } from '../../src-shared/contract/desk-status.ts';
import type { RowValues } from '../../src-main/engine/store/mirror/mirror-statements.ts';
import type { Metric } from './metric.ts';

const FRAME_MS = 16.7;
const QUERIES_A_ROUND = 60;
const ROWS_AT_ONCE = 20_000;
const SOURCE_HASH = new Uint8Array(32);
// Everything a person sits in: the broad views and a narrow one.
const VIEWS: readonly InboxView[] = ['pending', 'pending', 'all', 'approved', 'over24h'];

/** p95 of a key press's search, message to message, in frames. */
export async function measureSearch(count: number, rounds: number): Promise<Metric> {
  const [folder, removeFolder] = createTempFolder();
  try {
    const fillMs = fillStore(join(folder, 'practice'), count);
    writeLastProfile(folder, { profile: 'practice', isPracticeOnline: true });
    const engine = await startEngine(folder);
    try {
      await waitUntilReady(engine);
      const random = createBenchRandom(11);
      // Fills the page cache as the first minutes of a working day do.
      await timeRound(engine, random);
      const ratios: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const times = await timeRound(engine, random);
        ratios.push(
          readQuantile(
            times.toSorted((a, b) => a - b),
            0.95,
          ) / FRAME_MS,
        );
      }
      const note = `${QUERIES_A_ROUND} key presses a round; rows laid down in ${Math.round(fillMs / 1000)} s`;
      return {
        name: 'P5',
        what: `search p95 over ${count} rows incl. messages / frame of 16.7 ms`,
        ratios,
        pass: 1,
        stretch: 0.5,
        note,
      };
    } finally {
      await engine.stop();
    }
  } finally {
    removeFolder();
  }
}

/** Lays the rows down as fast as SQLite takes them: plain table first, its indexes and the search index after. */
function fillStore(folder: string, count: number): number {
  const beganMs = performance.now();
  const store = openStore({ folder, keys: createPracticeKeys(), wallMs: Date.now() });
  const random = createBenchRandom(5);
  const { insert } = prepareMirrorStatements(store);
  const extras = store
    .prepare<[], { type: string; name: string; sql: string }>(
      `SELECT type, name, sql FROM sqlite_master
       WHERE tbl_name = 'reassign_request' AND type IN ('index', 'trigger') AND sql IS NOT NULL`,
    )
    .all();
  for (const { type, name } of extras) store.exec(`DROP ${type} ${name}`);
  for (let from = 0; from < count; from += ROWS_AT_ONCE) {
    store.inTransaction(() => {
      for (let index = from; index < Math.min(count, from + ROWS_AT_ONCE); index += 1) {
        // Request 0 is the newest, and has the lowest row id.
        const request = makeBenchRequest(index, random);
        const { id, row } = makeRow(request);
        insert.run(
          chooseRowId(PRACTICE_ACCOUNT_ID, request),
          PRACTICE_ACCOUNT_ID,
          id,
          hashId(id),
          1,
          ...row,
        );
      }
    });
  }
  for (const { sql } of extras) store.exec(sql);
  store.exec(`INSERT INTO reassign_search(reassign_search) VALUES ('rebuild')`);
  store.close();
  return performance.now() - beganMs;
}

function makeRow(one: ReturnType<typeof makeBenchRequest>): { id: string; row: RowValues } {
  const read = parseListElement(Buffer.from(JSON.stringify(one)));
  if (read.kind !== 'full') throw new Error('the bench writes what the engine cannot read');
  const { request, reviewUrl } = read.read;
  const { dossier, originalInvitee, newInvitee } = request;
  const createdMs = Date.parse(request.createdAt);
  const row: RowValues = [
    request.state,
    dossier.id,
    dossier.name,
    dossier.owner,
    originalInvitee.name,
    originalInvitee.email,
    newInvitee.name,
    newInvitee.email,
    request.reason,
    writeRefs(PRACTICE_ACCOUNT_ID, request),
    createdMs,
    null,
    null,
    null,
    null,
    createdMs,
    SOURCE_HASH,
    computeSeenHash(request),
    writeRest(request),
    reviewUrl,
  ];
  return { id: request.id, row };
}

/** Types words of the data letter by letter and asks for the first page after each. */
async function timeRound(engine: EngineClient, random: () => number): Promise<readonly number[]> {
  const times: number[] = [];
  while (times.length < QUERIES_A_ROUND) {
    const text = pickText(random);
    const view = VIEWS[Math.floor(random() * VIEWS.length)] ?? 'pending';
    for (let length = 1; length <= text.length && times.length < QUERIES_A_ROUND; length += 1) {
      const search = text.slice(0, length);
      const beganMs = performance.now();
      await engine.call<InboxPage>('inbox.page', {
        view,
        search,
        sort: 'oldest',
        after: null,
        limit: 100,
      });
      times.push(performance.now() - beganMs);
    }
  }
  return times;
}

function pickText(random: () => number): string {
  const { dossier, newInvitee, originalInvitee, reason } = makeBenchRequest(
    Math.floor(random() * 1000),
    random,
  );
  const [reasonWord = ''] = reason.split(' ');
  const texts = [
    newInvitee.name,
    originalInvitee.name,
    newInvitee.email,
    dossier.name.slice(0, 24),
    dossier.owner,
    reasonWord,
  ];
  return texts[Math.floor(random() * texts.length)] ?? '';
}

interface EngineClient {
  call<T>(route: string, input: unknown): Promise<T>;
  stop(): Promise<void>;
}

const ENGINE = fileURLToPath(new URL('../../src-main/engine/main.ts', import.meta.url));

async function startEngine(dataFolder: string): Promise<EngineClient> {
  const child = fork(ENGINE, [], { serialization: 'advanced', stdio: 'inherit' });
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  child.on('message', (message: EngineToShell) => {
    if (message.kind === 'answer') waiting.get(message.id)?.(message.result);
    if (message.kind === 'host.ask') answerHost(child, message.id, message.name);
  });
  child.send({
    kind: 'start',
    protocol: PROTOCOL_VERSION,
    dataFolder,
    logFolder: join(dataFolder, 'logs'),
    appVersion: 'bench',
    keychainService: 'signing-desk-bench',
  });
  child.once('exit', () => {
    const error = createDeskError('ENGINE_GONE', 'The engine process ended');
    for (const settle of waiting.values()) settle({ ok: false, error });
  });
  let lastId = 0;
  return {
    async call<T>(route: string, input: unknown): Promise<T> {
      lastId += 1;
      const id = lastId;
      if (!child.connected) throw new Error('the engine process has ended');
      const result = await new Promise<Result<unknown>>((resolve) => {
        waiting.set(id, resolve);
        child.send({ kind: 'call', id, route, input });
      });
      waiting.delete(id);
      if (!result.ok)
        throw new Error(`${route} answered ${result.error.code}: ${result.error.message}`);
      return result.value as T;
    },
    async stop() {
      if (!child.connected) return;
      const ended = once(child, 'exit');
      child.send({ kind: 'stop' });
      const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(hard);
    },
  };
}

/** Plays the shell: the practice service is a port where nobody listens. */
function answerHost(child: ChildProcess, id: number, name: string): void {
  const value =
    name === 'host.startPractice'
      ? {
          baseUrl: 'http://127.0.0.1:9/sign/v1',
          kid: 'bench',
          secret: 'a secret of at least thirty-two bytes',
        }
      : null;
  child.send({ kind: 'host.answer', id, result: { ok: true, value } });
}

async function waitUntilReady(engine: EngineClient): Promise<void> {
  const untilMs = performance.now() + 60_000;
  for (;;) {
    const status = await engine.call<DeskStatus>('desk.status', null);
    if (status.phase === 'ready') return;
    if (performance.now() > untilMs)
      throw new Error(`the engine is ${status.phase}: ${status.problem?.code}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
