// Owns: one engine of the outbox desk of the tests: CM.com Sign's account and mirror on the ground all engines share.
// Must not: be used otherwise than by outbox-desk.ts.
import { createOutbox } from '../../src-main/engine/outbox/create-outbox.ts';
import { findRequest } from '../../src-main/engine/store/mirror/request-queries.ts';
import { createRequestKey } from '../../src-shared/domain/reassign-request.ts';
import { countTraffic } from './count-traffic.ts';
import { openGround } from './engine-parts.ts';
import { createMortalLife } from './mortal-life.ts';
import type { AccountRecord } from '../../src-main/engine/ports.ts';
import type { OwnedCmSignClient } from '../../src-main/engine/remote/cm-sign/client.ts';
import type { MirrorStore } from '../../src-main/engine/store/mirror/mirror-writer.ts';
import type { EngineParts, EngineShared } from './engine-parts.ts';
import type { RunningSandbox } from './sandbox-process.ts';

/** The account of the desk. */
export const ACCOUNT_ID = 'acc1';

/** What outlives an engine. */
export interface Shared extends EngineShared {
  readonly sandbox: RunningSandbox;
  readonly allowed: Set<string>;
  /** Exchanges that are on their way. */
  readonly traffic: { open: number };
  client: OwnedCmSignClient | null;
}

/** One engine. */
export interface Parts extends EngineParts {
  readonly mirror: MirrorStore;
}

export function openParts(shared: Shared): Parts {
  const life = createMortalLife(shared.clock);
  const ground = openGround(shared, life, () => shared.client?.probe() ?? null);
  const { store, connectivity, mirrorWriter: mirror } = ground;
  const outbox = createOutbox({
    ...ground,
    accounts: {
      list: () => [describeAccount(shared)],
      findCmSignClient: () =>
        shared.client === null ? null : life.bind(countTraffic(shared.traffic, shared.client)),
      findSigningHubClient: () => null,
    },
    findInMirror: (accountId, requestId) =>
      findRequest(store, createRequestKey(accountId, requestId)),
    findPackage: () => null,
    packages: { applyPackage: () => false, markGone: () => false },
  });
  return { life, store, mirror, connectivity, outbox };
}

function describeAccount({ sandbox }: Shared): AccountRecord {
  const createdAt = '1970-01-01T00:00:00.000Z';
  return { id: ACCOUNT_ID, kind: 'cm-sign', label: 'Test', baseUrl: sandbox.baseUrl, createdAt };
}
