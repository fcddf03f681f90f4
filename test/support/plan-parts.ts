// Owns: one engine of the plan desk of the tests: its store, mirror, connectivity and outbox; opened, closed or killed.
// Must not: be used otherwise than by plan-desk.ts.
import { cpSync } from 'node:fs';
import { createOutbox } from '../../src-main/engine/outbox/create-outbox.ts';
import { createReadGuard } from '../../src-main/engine/outbox/read-guard.ts';
import { createKnowledgeRepo } from '../../src-main/engine/store/desk/knowledge-repo.ts';
import { createMirrorWriter } from '../../src-main/engine/store/mirror/mirror-writer.ts';
import { findPackage } from '../../src-main/engine/store/mirror/package-queries.ts';
import { createPackageWriter } from '../../src-main/engine/store/mirror/package-writer.ts';
import { createConnectivity } from '../../src-main/engine/sync/connectivity.ts';
import { createSystemRandom } from '../../src-main/engine/world.ts';
import { countHubTraffic } from './count-traffic.ts';
import { openTestStore } from './test-store.ts';
import { createMortalLife } from './mortal-life.ts';
import type { Outbox } from '../../src-main/engine/outbox/create-outbox.ts';
import type { EngineLog } from '../../src-main/engine/ports.ts';
import type { OwnedSigningHubClient } from '../../src-main/engine/remote/signinghub/client.ts';
import type { KnowledgeRepo } from '../../src-main/engine/store/desk/knowledge-repo.ts';
import type { PackageStore } from '../../src-main/engine/store/mirror/package-writer.ts';
import type { Store } from '../../src-main/engine/store/open.ts';
import type { ConnectivityWatch } from '../../src-main/engine/sync/connectivity.ts';
import type { EventName } from '../../src-shared/contract/events.ts';
import type { Settings } from '../../src-shared/contract/settings.ts';
import type { HubTraffic } from './count-traffic.ts';
import type { ManualClock } from './manual-clock.ts';
import type { MortalLife } from './mortal-life.ts';

/** What outlives an engine. */
export interface Shared {
  /** Where the next engine finds its files. */
  folder: string;
  /** Stores of engines that were killed; their files are not read again. */
  readonly left: Store[];
  readonly clock: ManualClock;
  readonly client: OwnedSigningHubClient;
  readonly events: { readonly name: EventName; readonly payload: unknown }[];
  readonly failures: string[];
  /** Exchanges that are on their way. */
  readonly traffic: HubTraffic;
  readonly readSettings: () => Settings;
  readonly onFailpoint: (name: string) => void;
}

/** One engine. */
export interface Parts {
  readonly life: MortalLife;
  readonly store: Store;
  readonly packages: PackageStore;
  readonly knowledge: KnowledgeRepo;
  readonly connectivity: ConnectivityWatch;
  readonly outbox: Outbox;
}

export function openParts(shared: Shared): Parts {
  const { client } = shared;
  const life = createMortalLife(shared.clock);
  const { clock } = life;
  const store = openTestStore(shared.folder);
  const random = createSystemRandom();
  const connectivity = createConnectivity({
    clock,
    random,
    probe: () => (life.isAlive() ? client.probe() : null),
  });
  const readGuard = createReadGuard();
  const packages = createPackageWriter({ connection: store, clock, readGuard });
  const knowledge = createKnowledgeRepo(store);
  const counted = life.bind(countHubTraffic(shared.traffic, client));
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
      list: () => [],
      findCmSignClient: () => null,
      findSigningHubClient: () => counted,
    },
    connectivity,
    mirrorWriter: createMirrorWriter({ connection: store, clock, readGuard }),
    readGuard,
    findInMirror: () => null,
    findPackage: (key) => findPackage(store, key),
    packages,
    knowledge,
    onChanged: () => {},
  });
  return { life, store, packages, knowledge, connectivity, outbox };
}

export async function closeParts(parts: Parts): Promise<void> {
  await parts.outbox.stop();
  parts.connectivity.stop();
  parts.store.close();
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
function createWatchedLog({ failures }: Shared, life: MortalLife): EngineLog {
  return {
    info: () => {},
    warn: () => {},
    error: (event, facts) => {
      if (life.isAlive()) failures.push(`${event} ${JSON.stringify(facts ?? {})}`);
    },
  };
}
