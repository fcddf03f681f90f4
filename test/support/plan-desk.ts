// Owns: a real outbox for plans in tests: encrypted store, SigningHub client, mirror and connectivity over the real
// sandbox, on a clock that can be jumped ahead. Must not: hold expectations or be used by the app.
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createSigningHubClient } from '../../src-main/engine/remote/signinghub/client.ts';
import { findPackage } from '../../src-main/engine/store/mirror/package-queries.ts';
import { DEFAULT_SETTINGS } from '../../src-shared/contract/default-settings.ts';
import { isWorkflowEntry } from '../../src-shared/domain/outbox-item.ts';
import { createPackageKey } from '../../src-shared/domain/workflow/package-key.ts';
import { buildSandboxPackage } from '../builders/sandbox-package.ts';
import { waitForQuiet } from './count-traffic.ts';
import { createManualClock } from './manual-clock.ts';
import { callControl, startSandboxInProcess } from './sandbox-process.ts';
import { createTempFolder, findMemoryFolder } from './temp-folder.ts';
import { closeParts, killParts } from './engine-parts.ts';
import { openParts } from './plan-parts.ts';
import { PATIENCE_MS } from './patience.ts';
import type { Outbox } from '../../src-main/engine/outbox/create-outbox.ts';
import type { KnowledgeRepo } from '../../src-main/engine/store/desk/knowledge-repo.ts';
import type { Store } from '../../src-main/engine/store/open.ts';
import type { EventName } from '../../src-shared/contract/events.ts';
import type { Settings } from '../../src-shared/contract/settings.ts';
import type { OutboxState, WorkflowEntry } from '../../src-shared/domain/outbox-item.ts';
import type {
  RecipientList,
  ServerList,
  Workflow,
} from '../../src-shared/domain/workflow/model.ts';
import type { PackageKey } from '../../src-shared/domain/workflow/package-key.ts';
import type { PackageFields } from '../builders/sandbox-package.ts';
import type { HubTraffic } from './count-traffic.ts';
import type { ManualClock } from './manual-clock.ts';
import type { RunningSandbox } from './sandbox-process.ts';
import type { Parts, Shared } from './plan-parts.ts';

export const HUB_ID = 'hub1';

/** A change the sandbox's ledger holds, with the list before and after. */
export interface HubChange {
  readonly cause: string;
  readonly detail: {
    readonly what?: string;
    /** Address, group or placeholder it was done to. */
    readonly who?: string;
    readonly order?: number;
  };
}

export interface PlanDesk {
  readonly sandbox: RunningSandbox;
  readonly clock: ManualClock;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly knowledge: KnowledgeRepo;
  readonly events: { readonly name: EventName; readonly payload: unknown }[];
  settings: Settings;
  /** Whose packages `build`, `pull`, `workflow` and `submit` mean; the account is there as soon as it is named. */
  accountId: string;
  /** Exchanges of the engine so far. */
  readonly traffic: HubTraffic;
  /** Makes a package at the service and pulls it; answers its id. */
  build(fields?: PackageFields): Promise<string>;
  /** Reads a package into the mirror, as a sync would. */
  pull(packageId: string): Promise<PackageKey>;
  /** As the mirror has it. */
  workflow(packageId: string): Workflow;
  submit(packageId: string, wanted: RecipientList): string;
  entry(planId: string): WorkflowEntry;
  causes(planId: string): readonly string[];
  /** Waits, in real time and bounded, until the plan is in one of the states. */
  waitFor(planId: string, ...states: OutboxState[]): Promise<WorkflowEntry>;
  /** Jumps ahead again and again until the plan is in one of the states. */
  skipUntil(planId: string, stepMs: number, ...states: OutboxState[]): Promise<WorkflowEntry>;
  skip(ms: number): Promise<void>;
  /** Jumps ahead again and again until the moment has come. */
  skipWhile(stepMs: number, moment: Promise<void>): Promise<void>;
  /** What the service shows now. */
  read(packageId: string): Promise<ServerList>;
  /** Acts as a colleague at the owner's desk, e.g. `add`, `remove`, `move`, `share`. */
  colleague(act: string, packageId: string, body?: object): Promise<void>;
  setAssumptions(switches: Readonly<Record<string, string>>): Promise<void>;
  setFaults(faults: readonly unknown[]): Promise<void>;
  setNetwork(online: boolean): Promise<void>;
  /** Changes of the recipients, oldest first; `cause` is `api` for ours. */
  changes(packageId: string, cause?: string): Promise<readonly HubChange[]>;
  control<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
  /** Ends this engine as if it were killed at this very moment, and starts the next one on the files as they are. */
  crash(): void;
  /** Closes this engine and opens the next one on the same files. */
  restart(options?: { readonly whileDown?: () => Promise<void> }): Promise<void>;
  close(): Promise<void>;
}

/** `onFailpoint` sees every named moment, for acting in between. */
export async function startPlanDesk(
  options: {
    readonly settings?: Partial<Settings>;
    readonly onFailpoint?: (name: string) => void;
    /** Files in memory, for thousands of plans whose subject is not the disk. */
    readonly isInMemory?: boolean;
  } = {},
): Promise<PlanDesk> {
  const sandbox = await startSandboxInProcess(['--requests', '0', '--packages', '0']);
  const root = options.isInMemory === true ? findMemoryFolder() : undefined;
  const [folder, removeFolder] = createTempFolder('plans', root);
  const clock = createManualClock();
  const { baseUrl, ...login } = sandbox.signingHub;
  const client = createSigningHubClient({ baseUrl, key: { ...login, scope: null }, clock });
  const shared: Shared = {
    folder: join(folder, 'engine'),
    left: [],
    clock,
    client,
    events: [],
    failures: [],
    allowed: new Set(),
    traffic: { open: 0, reads: 0, writes: 0 },
    readSettings: () => desk.settings,
    onFailpoint: options.onFailpoint ?? ((): void => {}),
  };
  let parts = openParts(shared);
  const control = <T>(method: string, path: string, body?: unknown): Promise<T> =>
    callControl<T>(sandbox, method, `/signinghub${path}`, body);
  const read = async (packageId: string): Promise<ServerList> => {
    const outcome = await client.getWorkflow(packageId);
    const list = outcome.kind === 'read' ? outcome.value.arrangement?.list : undefined;
    if (list === undefined) throw new Error(`cannot read package ${packageId}`);
    return list;
  };
  const until = (
    planId: string,
    states: readonly OutboxState[],
    skip: () => Promise<void>,
  ): Promise<WorkflowEntry> => waitForEntry(() => findEntry(parts, planId), states, skip);
  const skip = async (ms: number): Promise<void> => {
    await waitForQuiet(shared.traffic);
    clock.advanceBy(ms);
  };
  const desk: PlanDesk = {
    sandbox,
    clock,
    get store() {
      return parts.store;
    },
    get outbox() {
      return parts.outbox;
    },
    get knowledge() {
      return parts.knowledge;
    },
    events: shared.events,
    settings: { ...DEFAULT_SETTINGS, holdSeconds: 0, ...options.settings },
    accountId: HUB_ID,
    traffic: shared.traffic,
    build: async (fields) => {
      const id = String((await buildSandboxPackage(sandbox, fields)).id);
      await pull(shared, parts, desk.accountId, id);
      return id;
    },
    pull: (packageId) => pull(shared, parts, desk.accountId, packageId),
    workflow: (packageId) =>
      findWorkflow(parts, createPackageKey(desk.accountId, packageId)).workflow,
    submit: (packageId, wanted) => {
      const key = createPackageKey(desk.accountId, packageId);
      const { baseHash } = findWorkflow(parts, key);
      return parts.outbox.submitPlan({ key, baseHash, wanted });
    },
    entry: (planId) => findEntry(parts, planId),
    causes: (planId) => parts.outbox.listHistory(planId).map(({ cause }) => cause),
    waitFor: (planId, ...states) => until(planId, states, async () => {}),
    skipUntil: (planId, stepMs, ...states) => until(planId, states, () => skip(stepMs)),
    skip,
    skipWhile: async (stepMs, moment) => {
      const come = moment.then(() => true);
      while (!(await Promise.race([come, wait(2, false)]))) await skip(stepMs);
    },
    read,
    colleague: async (act, packageId, body = {}) => {
      await control('POST', `/colleague/${act}`, { packageId: Number(packageId), ...body });
    },
    setAssumptions: async (switches) => {
      await control('PUT', '/assumptions', switches);
    },
    setFaults: async (faults) => void (await control('PUT', '/faults', faults)),
    setNetwork: async (online) => void (await control('PUT', '/network', { online })),
    changes: async (packageId, cause) => {
      const filter = cause === undefined ? '' : `&cause=${cause}`;
      const path = `/ledger?packageId=${packageId}&kind=change${filter}`;
      return await callControl(sandbox, 'GET', path);
    },
    control,
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
    close: async () => {
      await closeParts(parts);
      await client.close();
      await sandbox.stop();
      for (const store of shared.left) store.close();
      removeFolder();
      if (shared.failures.length > 0) throw new Error(shared.failures.join('; '));
    },
  };
  parts.outbox.start();
  return desk;
}

async function pull(
  { client }: Shared,
  parts: Parts,
  accountId: string,
  packageId: string,
): Promise<PackageKey> {
  const outcome = await client.getWorkflow(packageId);
  if (outcome.kind !== 'read') throw new Error(`cannot pull: ${outcome.failure.code}`);
  parts.packages.applyPackage(accountId, outcome.value, outcome);
  return createPackageKey(accountId, packageId);
}

function findWorkflow(
  { store }: Parts,
  key: PackageKey,
): { readonly workflow: Workflow; readonly baseHash: string } {
  const arrangement = findPackage(store, key)?.arrangement;
  if (arrangement === undefined || arrangement === null) throw new Error('never read');
  return arrangement;
}

function findEntry(parts: Parts, planId: string): WorkflowEntry {
  const [entry] = parts.outbox.listEntries([planId]);
  if (entry === undefined || !isWorkflowEntry(entry)) throw new Error('there is no such plan');
  return entry;
}

async function waitForEntry(
  read: () => WorkflowEntry,
  states: readonly OutboxState[],
  skip: () => Promise<void>,
): Promise<WorkflowEntry> {
  const limit = performance.now() + PATIENCE_MS;
  for (;;) {
    const entry = read();
    if (states.includes(entry.state)) return entry;
    if (performance.now() > limit) {
      const { done, total } = entry.subject;
      throw new Error(`still ${entry.state} (${entry.phrase}, ${done} of ${total})`);
    }
    await skip();
    // Real sockets answer in real time; between two looks the event loop must turn.
    await wait(5);
  }
}
