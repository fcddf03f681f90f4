// Owns: a real outbox for tests: encrypted store, CM.com Sign client, mirror and connectivity over the real sandbox,
// on a clock that can be jumped ahead. Must not: hold expectations or be used by the app.
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createCmSignClient } from '../../src-main/engine/remote/cm-sign/client.ts';
import { findRequest } from '../../src-main/engine/store/mirror/request-queries.ts';
import { DEFAULT_SETTINGS } from '../../src-shared/contract/default-settings.ts';
import { createRequestKey } from '../../src-shared/domain/reassign-request.ts';
import { buildSandboxRequest } from '../builders/sandbox-request.ts';
import { waitForQuiet } from './count-traffic.ts';
import { createManualClock } from './manual-clock.ts';
import { callControl, startSandboxInProcess, startSandboxProcess } from './sandbox-process.ts';
import { createTempFolder, findMemoryFolder } from './temp-folder.ts';
import { closeParts, killParts } from './engine-parts.ts';
import { ACCOUNT_ID, openParts } from './outbox-parts.ts';
import { PATIENCE_MS } from './patience.ts';
import type { Outbox } from '../../src-main/engine/outbox/create-outbox.ts';
import type { OwnedCmSignClient } from '../../src-main/engine/remote/cm-sign/client.ts';
import type { EventName } from '../../src-shared/contract/events.ts';
import type { Settings } from '../../src-shared/contract/settings.ts';
import type { Decision } from '../../src-shared/domain/decision.ts';
import type { OutboxState, QueueEntry } from '../../src-shared/domain/outbox-item.ts';
import type { RequestKey } from '../../src-shared/domain/reassign-request.ts';
import type { Store } from '../../src-main/engine/store/open.ts';
import type { RequestFields } from '../builders/sandbox-request.ts';
import type { ManualClock } from './manual-clock.ts';
import type { RunningSandbox } from './sandbox-process.ts';
import type { Parts, Shared } from './outbox-parts.ts';

/** A line of the sandbox's ledger. */
export interface LedgerLine {
  readonly kind: string;
  readonly cause: string;
  readonly requestId?: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface OutboxDesk {
  readonly sandbox: RunningSandbox;
  readonly clock: ManualClock;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly events: { readonly name: EventName; readonly payload: unknown }[];
  settings: Settings;
  /** What the account's key is: null = not to be had. */
  setKey(key: { readonly kid: string; readonly secret: string } | null): Promise<void>;
  /** Reads a request into the mirror, as a sync would. */
  pull(requestId: string): Promise<RequestKey>;
  decide(requestId: string, decision: Decision): string;
  seenHash(key: RequestKey): string;
  entry(opId: string): QueueEntry;
  causes(opId: string): readonly string[];
  /** Waits, in real time and bounded, until the item is in one of the states. */
  waitFor(opId: string, ...states: OutboxState[]): Promise<QueueEntry>;
  /** Jumps ahead again and again until the item is in one of the states. */
  skipUntil(opId: string, stepMs: number, ...states: OutboxState[]): Promise<QueueEntry>;
  /** Jumps our clock and the service's ahead. */
  skip(ms: number): Promise<void>;
  /** Makes a pending request at the service and pulls it; answers its id. */
  makeRequest(fields?: RequestFields): Promise<string>;
  setFaults(faults: readonly unknown[]): Promise<void>;
  setNetwork(online: boolean): Promise<void>;
  ledger(requestId: string): Promise<readonly LedgerLine[]>;
  /** How often our writes took effect on the request. */
  countApplied(requestId: string): Promise<number>;
  /** Closes this engine and opens the next one on the same files. `beforeOpen` may change the store in between. */
  restart(options?: { readonly whileDown?: () => Promise<void> }): Promise<void>;
  /** Ends this engine as if it were killed at this very moment, and starts the next one on the files as they are. */
  crash(): void;
  /** Errors of this event are part of the test. */
  allowErrors(event: string): void;
  close(): Promise<void>;
}

/** `onFailpoint` sees every named moment, for acting in between. */
export async function startOutboxDesk(
  options: {
    readonly settings?: Partial<Settings>;
    readonly onFailpoint?: (name: string) => void;
    /** The sandbox as its own process: for measuring, where its work must not count as ours. */
    readonly hasOwnProcess?: boolean;
    /** Files in memory, for thousands of runs whose subject is not the disk. */
    readonly isInMemory?: boolean;
    /** Something between the desk and the service: gets the service's address, answers its own. */
    readonly relay?: (baseUrl: string) => Promise<string>;
  } = {},
): Promise<OutboxDesk> {
  const startSandbox = options.hasOwnProcess ? startSandboxProcess : startSandboxInProcess;
  const sandbox = await startSandbox(['--requests', '0']);
  const service = {
    ...sandbox,
    baseUrl: (await options.relay?.(sandbox.baseUrl)) ?? sandbox.baseUrl,
  };
  const [folder, removeFolder] = createTempFolder(
    'outbox',
    options.isInMemory ? findMemoryFolder() : undefined,
  );
  const clock = createManualClock();
  const settings: Settings = { ...DEFAULT_SETTINGS, holdSeconds: 0, ...options.settings };
  const shared: Shared = {
    sandbox,
    folder: join(folder, 'engine'),
    left: [],
    clock,
    events: [],
    failures: [],
    allowed: new Set(),
    traffic: { open: 0 },
    readSettings: () => desk.settings,
    onFailpoint: options.onFailpoint ?? ((): void => {}),
    client: createClient(service, clock, sandbox),
  };
  let parts = openParts(shared);
  const desk: OutboxDesk = {
    sandbox,
    clock,
    get store() {
      return parts.store;
    },
    get outbox() {
      return parts.outbox;
    },
    events: shared.events,
    settings,
    setKey: async (key) => {
      await shared.client?.close();
      shared.client = key === null ? null : createClient(service, clock, key);
    },
    pull: (requestId) => pullRequest(shared, parts, requestId),
    decide: (requestId, decision) => decide(parts, requestId, decision),
    seenHash: (key) => findRequest(parts.store, key)?.seenHash ?? '',
    entry: (opId) => findEntry(parts, opId),
    causes: (opId) => parts.outbox.listHistory(opId).map((event) => event.cause),
    waitFor: (opId, ...states) =>
      waitFor(
        () => findEntry(parts, opId),
        states,
        async () => {},
      ),
    skipUntil: (opId, stepMs, ...states) =>
      waitFor(
        () => findEntry(parts, opId),
        states,
        () => skip(shared, stepMs),
      ),
    skip: (ms) => skip(shared, ms),
    makeRequest: async (fields) => {
      const { id } = await buildSandboxRequest(sandbox, fields);
      await pullRequest(shared, parts, id);
      return id;
    },
    setFaults: async (faults) => {
      await callControl(sandbox, 'PUT', '/faults', faults);
    },
    setNetwork: async (online) => {
      await callControl(sandbox, 'PUT', '/network', { online });
    },
    ledger: (requestId) => readLedger(sandbox, requestId),
    countApplied: async (requestId) =>
      (await readLedger(sandbox, requestId)).filter(
        (line) => line.cause === 'api' && line.detail['entity'] === 'reassignRequest',
      ).length,
    crash: () => {
      killParts(shared, parts);
      parts = openParts(shared);
      parts.outbox.start();
    },
    restart: async ({ whileDown } = {}) => {
      await closeParts(parts);
      await whileDown?.();
      parts = openParts(shared);
      parts.outbox.start();
    },
    allowErrors: (event) => shared.allowed.add(event),
    close: async () => {
      await closeParts(parts);
      await shared.client?.close();
      await sandbox.stop();
      for (const store of shared.left) store.close();
      removeFolder();
      if (shared.failures.length > 0) throw new Error(shared.failures.join('; '));
    },
  };
  parts.outbox.start();
  return desk;
}

function createClient(
  sandbox: RunningSandbox,
  clock: ManualClock,
  key: { readonly kid: string; readonly secret: string },
): OwnedCmSignClient {
  return createCmSignClient({
    baseUrl: sandbox.baseUrl,
    keyId: key.kid,
    secret: key.secret,
    clock,
  });
}

async function pullRequest(shared: Shared, parts: Parts, requestId: string): Promise<RequestKey> {
  const client = createClient(shared.sandbox, shared.clock, shared.sandbox);
  try {
    const read = await client.getReassignRequest(requestId);
    if (read.kind !== 'read') throw new Error(`cannot pull: ${read.failure.code}`);
    parts.mirror.applyRequest(ACCOUNT_ID, read.value, read.beganMonoMs);
    const dossier = await client.getDossier(read.value.request.dossier.id);
    if (dossier.kind === 'read') parts.mirror.applyDossier(ACCOUNT_ID, dossier.value);
    return createRequestKey(ACCOUNT_ID, requestId);
  } finally {
    await client.close();
  }
}

function decide(parts: Parts, requestId: string, decision: Decision): string {
  const key = createRequestKey(ACCOUNT_ID, requestId);
  const seenHash = findRequest(parts.store, key)?.seenHash ?? '';
  const [row] = parts.outbox.decide([{ key, seenHash, decision }]);
  if (row === undefined || !row.result.ok) throw new Error(`refused: ${JSON.stringify(row)}`);
  return row.result.value.opId;
}

function findEntry(parts: Parts, opId: string): QueueEntry {
  const [entry] = parts.outbox.listEntries([opId]);
  if (entry === undefined) throw new Error('there is no such item');
  return entry;
}

async function waitFor(
  read: () => QueueEntry,
  states: readonly OutboxState[],
  skip: () => Promise<void>,
): Promise<QueueEntry> {
  const limit = performance.now() + PATIENCE_MS;
  for (;;) {
    const entry = read();
    if (states.includes(entry.state)) return entry;
    if (performance.now() > limit) {
      throw new Error(`still ${entry.state} (${entry.phrase}), not ${states.join(' or ')}`);
    }
    await skip();
    // Real sockets answer in real time; between two looks the event loop must turn.
    await wait(5);
  }
}

/** The service's clock goes first: a token from the future would be refused. */
async function skip(shared: Shared, ms: number): Promise<void> {
  await waitForQuiet(shared.traffic);
  await callControl(shared.sandbox, 'PUT', '/clock', { advanceMs: ms });
  shared.clock.advanceBy(ms);
}

async function readLedger(
  sandbox: RunningSandbox,
  requestId: string,
): Promise<readonly LedgerLine[]> {
  return await callControl(sandbox, 'GET', `/ledger?requestId=${requestId}`);
}
