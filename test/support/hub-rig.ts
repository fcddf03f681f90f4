// Owns: one SigningHub account's mirror and client against a real sandbox, for tests of client and sync.
// Must not: hold expectations.
import { createSigningHubClient } from '../../src-main/engine/remote/signinghub/client.ts';
import { createDirectoryRepo } from '../../src-main/engine/store/mirror/directory-repo.ts';
import { createPackageWriter } from '../../src-main/engine/store/mirror/package-writer.ts';
import { readPackagePage } from '../../src-main/engine/store/mirror/package-page.ts';
import { createReadLimiter } from '../../src-main/engine/sync/read-limiter.ts';
import { pullPackages } from '../../src-main/engine/sync/pull-packages.ts';
import { createSystemClock, createSystemRandom } from '../../src-main/engine/world.ts';
import { quietLog } from './pull-rig.ts';
import { callControl, startSandboxInProcess } from './sandbox-process.ts';
import { createTempFolder } from './temp-folder.ts';
import { openTestStore } from './test-store.ts';
import type {
  Clock,
  Publish,
  ReadGuard,
  ReadOutcome,
  SigningHubClient,
} from '../../src-main/engine/ports.ts';
import type { ServerList } from '../../src-shared/domain/workflow/model.ts';
import type { OwnedSigningHubClient } from '../../src-main/engine/remote/signinghub/client.ts';
import type { SigningHubKey } from '../../src-main/engine/remote/signinghub/token.ts';
import type {
  PackageQuery,
  StoredPackagePage,
} from '../../src-main/engine/store/mirror/package-page.ts';
import type { DirectoryRepo } from '../../src-main/engine/store/mirror/directory-repo.ts';
import type { PackageStore } from '../../src-main/engine/store/mirror/package-writer.ts';
import type { Store } from '../../src-main/engine/store/open.ts';
import type { PullProgress, PullResult } from '../../src-main/engine/sync/pull-context.ts';
import type { RunningSandbox } from './sandbox-process.ts';

/** The account's id in the rig. */
export const HUB_ACCOUNT = 'hub';

export interface HubRig {
  readonly sandbox: RunningSandbox;
  readonly store: Store;
  readonly packages: PackageStore;
  readonly directory: DirectoryRepo;
  readonly client: OwnedSigningHubClient;
  /** What the page was told, in order. */
  readonly events: readonly (readonly [name: string, payload: unknown])[];
  readonly progress: readonly PullProgress[];
  control<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
  /** Makes a package by the control surface and answers its id as the engine writes it. */
  build(fields?: Readonly<Record<string, unknown>>): Promise<string>;
  pull(options?: {
    readonly signal?: AbortSignal;
    readonly client?: SigningHubClient;
  }): Promise<PullResult>;
  page(query?: Partial<PackageQuery>): StoredPackagePage;
  /** Another client of the same service. */
  connect(options?: ConnectOptions): OwnedSigningHubClient;
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly path?: string;
  readonly key?: Partial<SigningHubKey>;
  readonly clock?: Clock;
}

export async function startHubRig(
  flags: readonly string[] = ['--packages', '0'],
  readGuard: ReadGuard = { mayApplyRead: () => true },
): Promise<HubRig> {
  const sandbox = await startSandboxInProcess(['--requests', '0', '--seed', '3', ...flags]);
  const [folder, removeFolder] = createTempFolder();
  const store = openTestStore(folder);
  const clock = createSystemClock();
  const packages = createPackageWriter({ connection: store, clock, readGuard });
  const directory = createDirectoryRepo(store);
  const clients: OwnedSigningHubClient[] = [];
  const connect = (options: ConnectOptions = {}): OwnedSigningHubClient => {
    const { baseUrl, ...login } = sandbox.signingHub;
    const made = createSigningHubClient({
      baseUrl: baseUrl + (options.path ?? ''),
      key: { ...login, scope: null, ...options.key },
      clock: options.clock ?? clock,
    });
    clients.push(made);
    return made;
  };
  const client = connect();
  const limiter = createReadLimiter(clock, true);
  const events: (readonly [string, unknown])[] = [];
  const progress: PullProgress[] = [];
  const publish: Publish = (name, payload) => {
    events.push([name, payload]);
  };
  const control = <T>(method: string, path: string, body?: unknown): Promise<T> =>
    callControl<T>(sandbox, method, `/signinghub${path}`, body);
  return {
    sandbox,
    store,
    packages,
    directory,
    client,
    events,
    progress,
    control,
    build: async (fields = {}) => {
      const made = await control<{ id: number }>('POST', '/packages', fields);
      return String(made.id);
    },
    pull: (options = {}) =>
      pullPackages({
        accountId: HUB_ACCOUNT,
        client: options.client ?? client,
        connection: store,
        packages,
        directory,
        limiter,
        clock,
        random: createSystemRandom(),
        log: quietLog,
        signal: options.signal ?? new AbortController().signal,
        publish,
        report: () => {},
        onProgress: (one) => progress.push(one),
      }),
    page: (query = {}) =>
      readPackagePage(store, {
        view: 'all',
        search: '',
        type: null,
        sort: 'modified',
        after: null,
        limit: 100,
        ...query,
      }),
    connect,
    close: async () => {
      await Promise.all(clients.map((one) => one.close()));
      store.close();
      removeFolder();
      await sandbox.stop();
    },
  };
}

/** What a read brought; throws with the failure. */
export function pickRead<T>(outcome: ReadOutcome<T>): T {
  if (outcome.kind === 'read') return outcome.value;
  throw new Error(`the read failed: ${JSON.stringify(outcome.failure)}`);
}

/** The list of a package as the service tells it now. */
export async function readServerList(client: SigningHubClient, id: string): Promise<ServerList> {
  const { arrangement, unreadable } = pickRead(await client.getWorkflow(id));
  if (arrangement === null) throw new Error(`the workflow cannot be read: ${unreadable}`);
  return arrangement.list;
}

/** Name, position and step of each recipient. */
export function outlineList(list: ServerList): readonly string[] {
  return list.recipients.map((row) => `${row.name} ${row.order}/${row.signingOrder}`);
}
