// Owns: putting one profile's parts together over its open store, in the order they start and stop.
// Must not: hold rules; each part has its own.
import { createMemoryKeychain } from './accounts/keychain.ts';
import { createAccountDirectory } from './accounts/account-directory.ts';
import { writeAccountKey } from './accounts/account-key.ts';
import { createOutbox } from './outbox/create-outbox.ts';
import { createReadGuard } from './outbox/read-guard.ts';
import { createSnoozeWatch } from './snooze-watch.ts';
import { seedSnippets } from './default-snippets.ts';
import { createRequestKey } from '../../src-shared/domain/reassign-request.ts';
import { createAccountRepo } from './store/desk/account-repo.ts';
import { createDraftRepo } from './store/desk/draft-repo.ts';
import { createKnowledgeRepo } from './store/desk/knowledge-repo.ts';
import { createLaneTemplateRepo } from './store/desk/lane-template-repo.ts';
import { createSettingsRepo } from './store/desk/settings-repo.ts';
import { createSnippetRepo } from './store/desk/snippet-repo.ts';
import { createSnoozeRepo } from './store/desk/snooze-repo.ts';
import { createWorkflowDraftRepo } from './store/desk/workflow-draft-repo.ts';
import { createPracticeKeys, loadStoreKeys } from './store/key.ts';
import { createDirectoryRepo } from './store/mirror/directory-repo.ts';
import { createMirrorWriter } from './store/mirror/mirror-writer.ts';
import { createPackageWriter } from './store/mirror/package-writer.ts';
import { findPackage } from './store/mirror/package-queries.ts';
import { findRequest } from './store/mirror/request-queries.ts';
import { openStore } from './store/open.ts';
import { createConnectivity } from './sync/connectivity.ts';
import { createSyncSchedule } from './sync/schedule.ts';
import type { PracticeInfo } from '../../src-shared/contract/protocol.ts';
import type { LiveAccounts } from './accounts/account-directory.ts';
import type { Outbox } from './outbox/create-outbox.ts';
import type { Keychain, World } from './ports.ts';
import type { DraftRepo } from './store/desk/draft-repo.ts';
import type { KnowledgeRepo } from './store/desk/knowledge-repo.ts';
import type { LaneTemplateRepo } from './store/desk/lane-template-repo.ts';
import type { WorkflowDraftRepo } from './store/desk/workflow-draft-repo.ts';
import type { SettingsRepo } from './store/desk/settings-repo.ts';
import type { SnippetRepo } from './store/desk/snippet-repo.ts';
import type { SnoozeRepo } from './store/desk/snooze-repo.ts';
import type { DirectoryRepo } from './store/mirror/directory-repo.ts';
import type { PackageStore } from './store/mirror/package-writer.ts';
import { createRepairNoteRepo } from './store/salvage/repair-note-repo.ts';
import type { RepairNoteRepo } from './store/salvage/repair-note-repo.ts';
import type { StoreKeys, Store } from './store/open.ts';
import type { MirrorStore } from './store/mirror/mirror-writer.ts';
import type { ConnectivityWatch } from './sync/connectivity.ts';
import type { SyncSchedule } from './sync/schedule.ts';

/** An open profile. */
export interface Desk {
  readonly profile: 'desk' | 'practice';
  readonly store: Store;
  readonly accounts: LiveAccounts;
  readonly settings: SettingsRepo;
  readonly snippets: SnippetRepo;
  readonly drafts: DraftRepo;
  readonly snoozes: SnoozeRepo;
  readonly laneTemplates: LaneTemplateRepo;
  readonly workflowDrafts: WorkflowDraftRepo;
  /** What was learned of each SigningHub account's service. */
  readonly knowledge: KnowledgeRepo;
  readonly repairNotes: RepairNoteRepo;
  readonly mirror: MirrorStore;
  readonly packages: PackageStore;
  readonly directory: DirectoryRepo;
  readonly connectivity: ConnectivityWatch;
  readonly sync: SyncSchedule;
  readonly outbox: Outbox;
  /** Looks for account keys that were not to be had; those found go on at once. */
  readKeys(): Promise<void>;
  /** An account has a new key: what waited for it goes on. */
  useNewKey(accountId: string): void;
  /** Throws ACCOUNT_HAS_UNSENT. */
  removeAccount(accountId: string): Promise<void>;
  /** The machine woke up, or the person is back: look at the service again. */
  nudge(): void;
  /** A snooze was set or taken back. */
  watchSnoozes(): void;
  close(): Promise<void>;
}

export interface OpenDeskOptions {
  readonly world: World;
  readonly folder: string;
  /** Something in the status may have changed. */
  readonly onChanged: () => void;
}

/** The practice desk's accounts, one of each kind. */
export const PRACTICE_ACCOUNT_ID = 'practice';
const PRACTICE_HUB_ACCOUNT_ID = 'practice-hub';

function listPracticeAccounts(info: PracticeInfo) {
  const { baseUrl, kid, secret, signingHub } = info;
  const cmSign = {
    id: PRACTICE_ACCOUNT_ID,
    kind: 'cm-sign',
    label: 'Practice desk',
    baseUrl,
    key: { keyId: kid, secret },
  } as const;
  if (signingHub === undefined) return [cmSign];
  const { baseUrl: hubUrl, ...login } = signingHub;
  const key = { ...login, scope: null };
  const label = 'Practice packages';
  const hub = {
    id: PRACTICE_HUB_ACCOUNT_ID,
    kind: 'signinghub',
    label,
    baseUrl: hubUrl,
    key,
  } as const;
  return [cmSign, hub];
}

/** Opens the real desk with its key from the keychain. Rejects with what keeps it shut. */
export async function openRealDesk(options: OpenDeskOptions): Promise<Desk> {
  const { keychain } = options.world;
  const keys = await loadStoreKeys(keychain, options.folder);
  const desk = assembleDesk('desk', keys, keychain, options);
  return await startDesk(desk);
}

/** Opens the practice desk at the address the service has this time. Needs no keychain. */
export async function openPracticeDesk(
  options: OpenDeskOptions,
  info: PracticeInfo,
): Promise<Desk> {
  const keychain = createMemoryKeychain();
  for (const { id, key } of listPracticeAccounts(info)) await writeAccountKey(keychain, id, key);
  const desk = assembleDesk('practice', createPracticeKeys(), keychain, options);
  const createdAt = new Date(options.world.clock.wallMs()).toISOString();
  const accounts = createAccountRepo(desk.store);
  for (const { id, kind, label, baseUrl } of listPracticeAccounts(info)) {
    if (accounts.find(id) === null) accounts.insert({ id, kind, label, baseUrl, createdAt });
    else accounts.moveTo(id, baseUrl);
  }
  return await startDesk(desk);
}

async function startDesk(desk: Desk): Promise<Desk> {
  try {
    await desk.accounts.readKeys();
    desk.outbox.start();
    desk.sync.start();
    desk.watchSnoozes();
    return desk;
  } catch (error) {
    await desk.close();
    throw error;
  }
}

function assembleDesk(
  profile: Desk['profile'],
  keys: StoreKeys,
  keychain: Keychain,
  options: OpenDeskOptions,
): Desk {
  const { world, folder } = options;
  const { clock, failpoint, log } = world;
  const wallMs = clock.wallMs();
  const store = openStore({ folder, keys, wallMs, readWallMs: () => clock.wallMs(), failpoint });
  if (store.wasMirrorRazed) log.warn('mirror.razed');
  if (store.wasOutboxSalvaged) log.warn('outbox.salvaged');
  if (store.wasJournalRenewed) log.info('journal.renewed');
  const snippets = createSnippetRepo(store);
  seedSnippets(store, snippets, world);
  const settings = createSettingsRepo(store);
  const accounts = createAccountDirectory({
    repo: createAccountRepo(store),
    keychain,
    clock: world.clock,
  });
  const snoozes = createSnoozeRepo(store);
  const knowledge = createKnowledgeRepo(store);
  const base = { profile, store, settings, snippets, accounts, snoozes, knowledge } as const;
  const work = assembleWork(base, options);
  return {
    ...base,
    ...work,
    repairNotes: createRepairNoteRepo(store),
    drafts: createDraftRepo(store),
    laneTemplates: createLaneTemplateRepo(store),
    workflowDrafts: createWorkflowDraftRepo(store),
    ...createDeskActs(base, work, options),
  };
}

type Base = Pick<
  Desk,
  'profile' | 'store' | 'settings' | 'snippets' | 'accounts' | 'snoozes' | 'knowledge'
>;
type Work = Pick<Desk, 'mirror' | 'packages' | 'directory' | 'connectivity' | 'sync' | 'outbox'>;
type Repos = Pick<Desk, 'repairNotes' | 'drafts' | 'laneTemplates' | 'workflowDrafts'>;
type Acts = Omit<Desk, keyof Base | keyof Work | keyof Repos>;

/** The parts that talk to the service. */
function assembleWork(base: Base, { world, onChanged }: OpenDeskOptions): Work {
  const { store, accounts, settings, knowledge } = base;
  const { clock, random } = world;
  const readSettings = () => settings.read();
  const readGuard = createReadGuard();
  const mirror = createMirrorWriter({ connection: store, clock, readGuard });
  const packages = createPackageWriter({ connection: store, clock, readGuard });
  const directory = createDirectoryRepo(store);
  const connectivity = createConnectivity({
    clock,
    random,
    probe: (id) => accounts.findClient(id)?.probe() ?? null,
  });
  connectivity.subscribe(onChanged);
  const outbox = createOutbox({
    world,
    store,
    readSettings,
    accounts,
    connectivity,
    mirrorWriter: mirror,
    readGuard,
    findInMirror: (accountId, requestId) =>
      findRequest(store, createRequestKey(accountId, requestId)),
    findPackage: (key) => findPackage(store, key),
    packages,
    knowledge,
    onChanged,
  });
  const sync = createSyncSchedule({
    world,
    accounts,
    connection: store,
    mirror,
    packages,
    directory,
    connectivity,
    readSettings,
    onStatusChanged: onChanged,
  });
  return { mirror, packages, directory, connectivity, outbox, sync };
}

function createDeskActs(base: Base, work: Work, { world, onChanged }: OpenDeskOptions): Acts {
  const { accounts, snoozes, store } = base;
  const { outbox, sync, connectivity } = work;
  const { clock, publish } = world;
  const snoozeWatch = createSnoozeWatch({ snoozes, clock, publish });
  const useNewKey = (accountId: string): void => {
    outbox.unblockKey(accountId);
    sync.nudge(accountId);
    onChanged();
  };
  return {
    useNewKey,
    readKeys: async () => {
      for (const accountId of await accounts.readKeys()) useNewKey(accountId);
    },
    removeAccount: async (accountId) => {
      await accounts.remove(accountId, () => sync.forget(accountId));
      connectivity.forget(accountId);
    },
    nudge: () => {
      sync.nudge(null);
      outbox.nudge();
    },
    watchSnoozes: () => snoozeWatch.plan(),
    close: async () => {
      snoozeWatch.stop();
      await Promise.all([outbox.stop(), sync.stop()]);
      connectivity.stop();
      await accounts.close();
      store.close();
    },
  };
}
