// Owns: what every engine inside a test's process stands on, whatever its service: store, mirror, connectivity and a
// world that is watched; closed or killed. Must not: know a service, or be used otherwise than by …-parts.ts and …-desk.ts.
import { cpSync } from 'node:fs';
import { createReadGuard } from '../../src-main/engine/outbox/read-guard.ts';
import { createKnowledgeRepo } from '../../src-main/engine/store/desk/knowledge-repo.ts';
import { createMirrorWriter } from '../../src-main/engine/store/mirror/mirror-writer.ts';
import { createConnectivity } from '../../src-main/engine/sync/connectivity.ts';
import { createSystemRandom } from '../../src-main/engine/world.ts';
import { openTestStore } from './test-store.ts';
import type { Outbox } from '../../src-main/engine/outbox/create-outbox.ts';
import type { OutboxDeps } from '../../src-main/engine/outbox/outbox-ports.ts';
import type { EngineLog, ReadOutcome } from '../../src-main/engine/ports.ts';
import type { KnowledgeRepo } from '../../src-main/engine/store/desk/knowledge-repo.ts';
import type { MirrorStore } from '../../src-main/engine/store/mirror/mirror-writer.ts';
import type { Store } from '../../src-main/engine/store/open.ts';
import type { ConnectivityWatch } from '../../src-main/engine/sync/connectivity.ts';
import type { EventName } from '../../src-shared/contract/events.ts';
import type { Settings } from '../../src-shared/contract/settings.ts';
import type { ManualClock } from './manual-clock.ts';
import type { MortalLife } from './mortal-life.ts';

/** What outlives an engine. */
export interface EngineShared {
  /** Where the next engine finds its files. */
  folder: string;
  /** Stores of engines that were killed; their files are not read again. */
  readonly left: Store[];
  readonly clock: ManualClock;
  readonly events: { readonly name: EventName; readonly payload: unknown }[];
  readonly readSettings: () => Settings;
  readonly onFailpoint: (name: string) => void;
  /** What the outbox called an error; the desk's close fails over it. */
  readonly failures: string[];
  /** Errors that are part of the test. */
  readonly allowed: ReadonlySet<string>;
}

/** One engine. */
export interface EngineParts {
  readonly life: MortalLife;
  readonly store: Store;
  readonly connectivity: ConnectivityWatch;
  readonly outbox: Outbox;
}

/** What the outbox needs, but for what its service brings. */
export interface EngineGround extends Omit<
  OutboxDeps,
  'accounts' | 'findInMirror' | 'findPackage' | 'packages'
> {
  readonly store: Store;
  readonly connectivity: ConnectivityWatch;
  readonly mirrorWriter: MirrorStore;
  readonly knowledge: KnowledgeRepo;
}

/** `probe` asks the service whether it is there; null = there is nobody to ask. */
export function openGround(
  shared: EngineShared,
  life: MortalLife,
  probe: () => Promise<ReadOutcome<unknown>> | null,
): EngineGround {
  const { clock } = life;
  const store = openTestStore(shared.folder);
  const random = createSystemRandom();
  const readGuard = createReadGuard();
  return {
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
    connectivity: createConnectivity({
      clock,
      random,
      probe: () => (life.isAlive() ? probe() : null),
    }),
    mirrorWriter: createMirrorWriter({ connection: store, clock, readGuard }),
    readGuard,
    knowledge: createKnowledgeRepo(store),
    onChanged: () => {},
  };
}

export async function closeParts(parts: EngineParts): Promise<void> {
  await parts.outbox.stop();
  parts.connectivity.stop();
  parts.store.close();
}

/**
 * The engine ends as if killed at this very moment, even within a commit; the next one, which the caller opens, finds
 * the files as they are. A copy of them, because the lock goes only with the process.
 */
export function killParts(shared: EngineShared, parts: EngineParts): void {
  parts.life.end();
  parts.connectivity.stop();
  shared.left.push(parts.store);
  const folder = `${shared.folder}+`;
  cpSync(shared.folder, folder, { recursive: true });
  shared.folder = folder;
}

/** Anything the outbox calls an error is one: the desk's close fails over it. */
function createWatchedLog({ failures, allowed }: EngineShared, life: MortalLife): EngineLog {
  return {
    info: () => {},
    warn: () => {},
    error: (event, facts) => {
      if (life.isAlive() && !allowed.has(event))
        failures.push(`${event} ${JSON.stringify(facts ?? {})}`);
    },
  };
}
