// Owns: one engine of the plan desk of the tests: SigningHub's account and packages on the ground all engines share.
// Must not: be used otherwise than by plan-desk.ts.
import { createOutbox } from '../../src-main/engine/outbox/create-outbox.ts';
import { findPackage } from '../../src-main/engine/store/mirror/package-queries.ts';
import { createPackageWriter } from '../../src-main/engine/store/mirror/package-writer.ts';
import { countHubTraffic } from './count-traffic.ts';
import { openGround } from './engine-parts.ts';
import { createMortalLife } from './mortal-life.ts';
import type { OwnedSigningHubClient } from '../../src-main/engine/remote/signinghub/client.ts';
import type { KnowledgeRepo } from '../../src-main/engine/store/desk/knowledge-repo.ts';
import type { PackageStore } from '../../src-main/engine/store/mirror/package-writer.ts';
import type { HubTraffic } from './count-traffic.ts';
import type { EngineParts, EngineShared } from './engine-parts.ts';

/** What outlives an engine. */
export interface Shared extends EngineShared {
  readonly client: OwnedSigningHubClient;
  /** Exchanges that are on their way. */
  readonly traffic: HubTraffic;
}

/** One engine. */
export interface Parts extends EngineParts {
  readonly packages: PackageStore;
  readonly knowledge: KnowledgeRepo;
}

export function openParts(shared: Shared): Parts {
  const { client } = shared;
  const life = createMortalLife(shared.clock);
  const ground = openGround(shared, life, () => client.probe());
  const { store, connectivity, knowledge, readGuard } = ground;
  const packages = createPackageWriter({ connection: store, clock: life.clock, readGuard });
  const counted = life.bind(countHubTraffic(shared.traffic, client));
  const outbox = createOutbox({
    ...ground,
    accounts: {
      list: () => [],
      findCmSignClient: () => null,
      findSigningHubClient: () => counted,
    },
    findInMirror: () => null,
    findPackage: (key) => findPackage(store, key),
    packages,
  });
  return { life, store, packages, knowledge, connectivity, outbox };
}
