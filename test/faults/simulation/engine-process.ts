// Owns: one life of the real outbox over real files and simulated services: how it starts, is killed, and stops.
// Must not: hold expectations.
import { createOutbox } from '../../../src-main/engine/outbox/create-outbox.ts';
import { createReadGuard } from '../../../src-main/engine/outbox/read-guard.ts';
import { createKnowledgeRepo } from '../../../src-main/engine/store/desk/knowledge-repo.ts';
import { createMirrorWriter } from '../../../src-main/engine/store/mirror/mirror-writer.ts';
import { findPackage } from '../../../src-main/engine/store/mirror/package-queries.ts';
import { createPackageWriter } from '../../../src-main/engine/store/mirror/package-writer.ts';
import { findRequest } from '../../../src-main/engine/store/mirror/request-queries.ts';
import { createConnectivity } from '../../../src-main/engine/sync/connectivity.ts';
import { createRequestKey } from '../../../src-shared/domain/reassign-request.ts';
import { createProcessClock } from './sim-clock.ts';
import { openFaultyStore } from './faulty-store.ts';
import type { Outbox } from '../../../src-main/engine/outbox/create-outbox.ts';
import type { CmSignClient, Random, SigningHubClient } from '../../../src-main/engine/ports.ts';
import type { MirrorStore } from '../../../src-main/engine/store/mirror/mirror-writer.ts';
import type { PackageStore } from '../../../src-main/engine/store/mirror/package-writer.ts';
import type { Settings } from '../../../src-shared/contract/settings.ts';
import type { Draw } from '../../../src-sandbox/random.ts';
import type { DiskWeather, FaultyStore } from './faulty-store.ts';
import type { SimClock } from './sim-clock.ts';
import type { Caller } from './wire.ts';

export const CM_ID = 'cm';
export const HUB_ID = 'hub';

/** Thrown where a process is killed; nothing of it goes on from there. */
export class Killed extends Error {
  constructor() {
    super('the process is killed here');
    this.name = 'Killed';
  }
}

export interface ProcessOptions {
  readonly clock: SimClock;
  readonly draw: Draw;
  readonly folder: string;
  readonly disk: DiskWeather;
  readonly settings: Settings;
  /** Throws Killed to end the process there. */
  readonly onFailpoint: (name: string, opId: string | undefined) => void;
  /** An error nobody caught: a real engine ends here. */
  readonly onUncaught: (error: unknown) => void;
  readonly onError: (event: string) => void;
  readonly isKeyGone: () => boolean;
  readonly createClients: (caller: Caller) => {
    readonly cm: CmSignClient;
    readonly hub: SigningHubClient;
  };
}

export interface EngineProcess extends Caller {
  readonly bornMs: number;
  readonly store: FaultyStore;
  readonly outbox: Outbox;
  readonly mirror: MirrorStore;
  readonly packages: PackageStore;
  /** Leaves the files in `folder` as they are at this moment. */
  kill(folder: string, how: 'kill' | 'power-cut'): void;
  stop(): Promise<void>;
  /** Ends without a trace on the network; the files are not looked at again. */
  drop(): void;
}

export function startEngineProcess(options: ProcessOptions): EngineProcess {
  const bornMs = options.clock.nowMs();
  let isAlive = true;
  const clock = createProcessClock(options.clock, bornMs, () => isAlive, options.onUncaught);
  const caller: Caller = { clock, isAlive: () => isAlive };
  const store = openFaultyStore(options.folder, options.disk);
  const { cm, hub } = options.createClients(caller);
  const random = createSeededRandom(options.draw);
  const connectivity = createConnectivity({
    clock,
    random,
    probe: (accountId) => (accountId === CM_ID ? cm.getDossier('probe') : hub.getWorkflow('probe')),
  });
  const readGuard = createReadGuard();
  const mirror = createMirrorWriter({ connection: store, clock, readGuard });
  const packages = createPackageWriter({ connection: store, clock, readGuard });
  const outbox = createOutbox({
    world: {
      clock,
      random,
      publish: () => {},
      log: { info: () => {}, warn: () => {}, error: (event) => isAlive && options.onError(event) },
      failpoint: options.onFailpoint,
    },
    store,
    readSettings: () => options.settings,
    accounts: {
      list: () => [describeAccount(CM_ID, 'cm-sign'), describeAccount(HUB_ID, 'signinghub')],
      findCmSignClient: () => (options.isKeyGone() ? null : cm),
      findSigningHubClient: () => (options.isKeyGone() ? null : hub),
    },
    connectivity,
    mirrorWriter: mirror,
    readGuard,
    findInMirror: (accountId, id) => findRequest(store, createRequestKey(accountId, id)),
    findPackage: (key) => findPackage(store, key),
    packages,
    knowledge: createKnowledgeRepo(store),
    onChanged: () => {},
  });
  try {
    outbox.start();
  } catch (error) {
    isAlive = false;
    store.close();
    throw error;
  }
  return {
    ...caller,
    bornMs,
    store,
    outbox,
    mirror,
    packages,
    kill: (folder, how) => {
      isAlive = false;
      connectivity.stop();
      store.abandon(folder, how, options.draw);
    },
    drop: () => {
      isAlive = false;
      store.close();
    },
    stop: async () => {
      await outbox.stop();
      connectivity.stop();
      isAlive = false;
      store.close();
    },
  };
}

function describeAccount(id: string, kind: 'cm-sign' | 'signinghub') {
  return {
    id,
    kind,
    label: id,
    baseUrl: 'https://service.test',
    createdAt: '1970-01-01T00:00:00Z',
  };
}

function createSeededRandom(draw: Draw): Random {
  const digits = (count: number): string =>
    Array.from({ length: count }, () => draw.below(16).toString(16)).join('');
  const uuid = (time: string, version: string): string =>
    `${time.slice(0, 8)}-${time.slice(8)}-${version}${digits(3)}-8${digits(3)}-${digits(12)}`;
  return {
    fraction: () => draw.below(1_000_000) / 1_000_000,
    uuidV4: () => uuid(digits(12), '4'),
    uuidV7: (wallMs) => uuid(Math.round(wallMs).toString(16).padStart(12, '0').slice(-12), '7'),
  };
}
