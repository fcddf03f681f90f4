// Owns: P5: search as you type over many rows, asked of a real engine process through its real messages.
// Must not: sync; the engine's service is a closed port.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PRACTICE_ACCOUNT_ID } from '../../src-main/engine/open-desk.ts';
import { writeLastProfile } from '../../src-main/engine/profile-file.ts';
import { parseListElement } from '../../src-main/engine/remote/cm-sign/answers.ts';
import { createPracticeKeys } from '../../src-main/engine/store/key.ts';
import { createMirrorWriter } from '../../src-main/engine/store/mirror/mirror-writer.ts';
import { openStore } from '../../src-main/engine/store/open.ts';
import { indexMoreRows } from '../../src-main/engine/store/search.ts';
import { createSystemClock } from '../../src-main/engine/world.ts';
import { PROTOCOL_VERSION } from '../../src-shared/contract/protocol.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { createBenchRandom, makeBenchRequest } from './bench-requests.ts';
import { readQuantile } from './statistics.ts';
import type { ChildProcess } from 'node:child_process';
import type { EngineToShell } from '../../src-shared/contract/protocol.ts';
import type { InboxPage, InboxView } from '../../src-shared/contract/inbox-view.ts';
import type { Result } from '../../src-shared/contract/errors.ts';
import type { DeskStatus } from '../../src-shared/contract/desk-status.ts';
import type { Metric } from './metric.ts';

const FRAME_MS = 16.7;
const QUERIES_A_ROUND = 60;
const ROWS_AT_ONCE = 5_000;
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

function fillStore(folder: string, count: number): number {
  const beganMs = performance.now();
  const store = openStore({ folder, keys: createPracticeKeys(), wallMs: Date.now() });
  const mirror = createMirrorWriter({
    connection: store,
    clock: createSystemClock(),
    readGuard: { mayApplyRead: () => true },
  });
  const random = createBenchRandom(5);
  const sourceHash = new Uint8Array(32);
  // Oldest first: row ids then ascend, which is the order the index likes.
  for (let from = count; from > 0; from -= ROWS_AT_ONCE) {
    const listed = [];
    for (let index = from - 1; index >= Math.max(0, from - ROWS_AT_ONCE); index -= 1) {
      const element = parseListElement(
        Buffer.from(JSON.stringify(makeBenchRequest(index, random))),
      );
      if (element.kind === 'full') listed.push({ read: element.read, sourceHash });
    }
    mirror.applyListed(PRACTICE_ACCOUNT_ID, listed, 0);
    while (indexMoreRows(store, ROWS_AT_ONCE) > 0);
  }
  store.close();
  return performance.now() - beganMs;
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
  let lastId = 0;
  return {
    async call<T>(route: string, input: unknown): Promise<T> {
      lastId += 1;
      const id = lastId;
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
