// Owns: one account's mirror and client against a real sandbox, for tests and benches of sync.
// Must not: hold expectations.
import { createCmSignClient } from '../../src-main/engine/remote/cm-sign/client.ts';
import { createMirrorWriter } from '../../src-main/engine/store/mirror/mirror-writer.ts';
import { pullReassignRequests } from '../../src-main/engine/sync/pull-reassign-requests.ts';
import { createChangeFeed } from '../../src-main/engine/sync/change-feed.ts';
import { pullList } from '../../src-main/engine/sync/pull-list.ts';
import { createReadLimiter } from '../../src-main/engine/sync/read-limiter.ts';
import { createSystemClock, createSystemRandom } from '../../src-main/engine/world.ts';
import { openTestStore } from './test-store.ts';
import { createTempFolder } from './temp-folder.ts';
import type { PullProgress, PullResult } from '../../src-main/engine/sync/pull-context.ts';
import type { OwnedCmSignClient } from '../../src-main/engine/remote/cm-sign/client.ts';
import type { EngineLog, Publish, ReadGuard } from '../../src-main/engine/ports.ts';
import type { MirrorStore } from '../../src-main/engine/store/mirror/mirror-writer.ts';
import type { Store } from '../../src-main/engine/store/open.ts';

export interface PullRig {
  readonly store: Store;
  readonly mirror: MirrorStore;
  readonly client: OwnedCmSignClient;
  /** What the page was told, in order. */
  readonly events: readonly (readonly [name: string, payload: unknown])[];
  readonly progress: readonly PullProgress[];
  pull(options?: {
    readonly signal?: AbortSignal;
    readonly onProgress?: (one: PullProgress) => void;
  }): Promise<PullResult>;
  /** The list step alone, index included. */
  pullList(): Promise<{ readonly tookMs: number; readonly changedCount: number }>;
  count(where?: string): number;
  close(): Promise<void>;
}

export const quietLog: EngineLog = { info: () => {}, warn: () => {}, error: () => {} };

/** The account's id in the rig. */
export const RIG_ACCOUNT = 'one';

export function createPullRig(
  service: { readonly baseUrl: string; readonly kid: string; readonly secret: string },
  readGuard: ReadGuard = { mayApplyRead: () => true },
): PullRig {
  const [folder, removeFolder] = createTempFolder();
  const store = openTestStore(folder);
  const clock = createSystemClock();
  const mirror = createMirrorWriter({ connection: store, clock, readGuard });
  const client = createCmSignClient({
    baseUrl: service.baseUrl,
    keyId: service.kid,
    secret: service.secret,
    clock,
  });
  const limiter = createReadLimiter(clock, true);
  const events: (readonly [string, unknown])[] = [];
  const progress: PullProgress[] = [];
  const publish: Publish = (name, payload) => {
    events.push([name, payload]);
  };
  const base = {
    accountId: RIG_ACCOUNT,
    client,
    connection: store,
    mirror,
    limiter,
    clock,
    random: createSystemRandom(),
    log: quietLog,
    report: () => {},
  };
  return {
    store,
    mirror,
    client,
    events,
    progress,
    pull: ({ signal = new AbortController().signal, onProgress } = {}) =>
      pullReassignRequests({
        ...base,
        signal,
        publish,
        onProgress(one) {
          progress.push(one);
          onProgress?.(one);
        },
      }),
    async pullList() {
      const feed = createChangeFeed({ publish, clock, countsArrivals: false });
      const { signal } = new AbortController();
      const beganMs = performance.now();
      const { failure } = await pullList({ ...base, feed, signal, onProgress: () => {} });
      feed.finish();
      if (failure !== null) throw new Error(`the list failed: ${failure.code}`);
      return { tookMs: performance.now() - beganMs, changedCount: feed.changedCount };
    },
    count: (where = 'true') =>
      store
        .prepare<[], { count: number }>(
          `SELECT count(*) AS count FROM reassign_request WHERE ${where}`,
        )
        .get()?.count ?? 0,
    async close() {
      await client.close();
      store.close();
      removeFolder();
    },
  };
}
