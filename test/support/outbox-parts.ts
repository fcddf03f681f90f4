// Owns: one engine of the outbox desk of the tests: its store, mirror, connectivity and outbox; opened, closed or killed.
// Must not: be used otherwise than by outbox-desk.ts.
import { cpSync } from 'node:fs';
import { createOutbox } from '../../src-main/engine/outbox/create-outbox.ts';
import { createReadGuard } from '../../src-main/engine/outbox/read-guard.ts';
import { createKnowledgeRepo } from '../../src-main/engine/store/desk/knowledge-repo.ts';
import { createMirrorWriter } from '../../src-main/engine/store/mirror/mirror-writer.ts';
import { findRequest } from '../../src-main/engine/store/mirror/request-queries.ts';
import { createConnectivity } from '../../src-main/engine/sync/connectivity.ts';
import { createSystemRandom } from '../../src-main/engine/world.ts';
import { createRequestKey } from '../../src-shared/domain/reassign-request.ts';
import { countTraffic } from './count-traffic.ts';
import { openTestStore } from './test-store.ts';
import { createMortalLife } from './mortal-life.ts';
import type { Outbox } from '../../src-main/engine/outbox/create-outbox.ts';
import type { OwnedCmSignClient } from '../../src-main/engine/remote/cm-sign/client.ts';
import type { MirrorStore } from '../../src-main/engine/store/mirror/mirror-writer.ts';
import type { ConnectivityWatch } from '../../src-main/engine/sync/connectivity.ts';
import type { AccountRecord, EngineLog } from '../../src-main/engine/ports.ts';
import type { EventName } from '../../src-shared/contract/events.ts';
import type { Settings } from '../../src-shared/contract/settings.ts';
import type { Store } from '../../src-main/engine/store/open.ts';
import type { ManualClock } from './manual-clock.ts';
import type { RunningSandbox } from './sandbox-process.ts';
import type { MortalLife } from './mortal-life.ts';

/** The account of the desk. */
export const ACCOUNT_ID = 'acc1';

/** What outlives an engine. */
export interface Shared {
  readonly sandbox: RunningSandbox;
  /** Where the next engine finds its files. */
  folder: string;
  /** Stores of engines that were killed; their files are not read again. */
  readonly left: Store[];
  readonly clock: ManualClock;
  readonly events: { readonly name: EventName; readonly payload: unknown }[];
  readonly readSettings: () => Settings;
  readonly onFailpoint: (name: string) => void;
  readonly failures: string[];
  readonly allowed: Set<string>;
  /** Exchanges that are on their way. */
  readonly traffic: { open: number };
  client: OwnedCmSignClient | null;
}

/** One engine. */
export interface Parts {
  readonly life: MortalLife;
  readonly store: Store;
  readonly mirror: MirrorStore;
  readonly connectivity: ConnectivityWatch;
  readonly outbox: Outbox;
}

export function openParts(shared: Shared): Parts {
  const life = createMortalLife(shared.clock);
  const { clock } = life;
  const store = openTestStore(shared.folder);
  const random = createSystemRandom();
  const connectivity = createConnectivity({
    clock,
    random,
    probe: () => (life.isAlive() ? (shared.client?.probe() ?? null) : null),
  });
  const readGuard = createReadGuard();
  const mirror = createMirrorWriter({ connection: store, clock, readGuard });
  const outbox = createOutbox({
    world: {
      clock,
      random,
      publish: (name, payload) => {
        if (life.isAlive()) shared.events.push({ name, payload });
      },
      log: createWatchedLog(shared, life),
      failpoint: (name) => {
        if (life.isAlive()) shared.onFailpoint(name);
      },
    },
    store,
    readSettings: shared.readSettings,
    accounts: {
      list: () => [describeAccount(shared)],
      findCmSignClient: () =>
        shared.client === null ? null : life.bind(countTraffic(shared.traffic, shared.client)),
      findSigningHubClient: () => null,
    },
    connectivity,
    mirrorWriter: mirror,
    readGuard,
    findInMirror: (accountId, requestId) =>
      findRequest(store, createRequestKey(accountId, requestId)),
    findPackage: () => null,
    packages: { applyPackage: () => false, markGone: () => false },
    knowledge: createKnowledgeRepo(store),
    onChanged: () => {},
  });
  return { life, store, mirror, connectivity, outbox };
}

export async function closeParts(parts: Parts): Promise<void> {
  await parts.outbox.stop();
  parts.connectivity.stop();
  parts.store.close();
}

function describeAccount({ sandbox }: Shared): AccountRecord {
  const createdAt = '1970-01-01T00:00:00.000Z';
  return { id: ACCOUNT_ID, kind: 'cm-sign', label: 'Test', baseUrl: sandbox.baseUrl, createdAt };
}

/**
 * The engine ends as if killed at this very moment, even within a commit; the next one opens the files as they are.
 * A copy of them, because the lock goes only with the process.
 */
export function crashParts(shared: Shared, parts: Parts): Parts {
  parts.life.end();
  parts.connectivity.stop();
  shared.left.push(parts.store);
  const folder = `${shared.folder}+`;
  cpSync(shared.folder, folder, { recursive: true });
  shared.folder = folder;
  return openParts(shared);
}

/** Anything the outbox calls an error is one: the desk's close fails over it. */
function createWatchedLog({ failures, allowed }: Shared, life: MortalLife): EngineLog {
  return {
    info: () => {},
    warn: () => {},
    error: (event, facts) => {
      if (life.isAlive() && !allowed.has(event))
        failures.push(`${event} ${JSON.stringify(facts ?? {})}`);
    },
  };
}
