// Owns: the stage of tests with real processes: one sandbox, and a data folder with accounts, settings and items to
// decide that each execution gets a copy of. Must not: judge outcomes.
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startService } from '../../support/engine-desk.ts';
import { startKillableEngine } from '../../support/killable-engine.ts';
import { callControl } from '../../support/sandbox-process.ts';
import { createTempFolder } from '../../support/temp-folder.ts';
import { preparePackages, prepareRequests } from './prepare-items.ts';
import type { EngineProcess } from '../../support/engine-desk.ts';
import type { KillableOptions } from '../../support/killable-engine.ts';
import type { RunningSandbox } from '../../support/sandbox-process.ts';
import type { StageItem } from './prepare-items.ts';
import type { ListChange } from './wanted-lists.ts';

export interface ProcessStage {
  readonly sandbox: RunningSandbox;
  /** For what an execution keeps on disk. */
  readonly folder: string;
  /** An item nobody took yet. */
  take(kind: StageItem['kind']): StageItem;
  /** A fresh copy of the prepared data. */
  copyFolder(): string;
  startEngine(folder: string, options?: Omit<KillableOptions, 'folder'>): Promise<EngineProcess>;
  /** A fault that only the item's exchanges meet. */
  addFault(
    item: StageItem,
    kind: 'read' | 'write',
    fault: object,
    limits?: { readonly nth?: number; readonly times?: number },
  ): Promise<void>;
  /** How many exchanges of the item met one of its faults. */
  countActed(item: StageItem): Promise<number>;
  clearFaults(): Promise<void>;
  close(): Promise<void>;
}

/** Where the engine finds the services, when that is not the sandbox itself. */
interface Reach {
  readonly baseUrl?: string;
  readonly hubUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

export interface StageOptions {
  readonly name: string;
  /** How many items of each kind. */
  readonly items: Partial<Readonly<Record<StageItem['kind'], number>>>;
  /** A proxy or the like between engine and sandbox. */
  readonly reach?: (sandbox: RunningSandbox) => Promise<Reach>;
}

/** Prepares it: connects the accounts, pulls, stops. */
export async function startStage(options: StageOptions): Promise<ProcessStage> {
  const sandbox = await startService(0, ['--packages', '0']);
  const [folder, removeFolder] = createTempFolder(options.name);
  const reach: Reach = (await options.reach?.(sandbox)) ?? { close: async () => {} };
  const { env = {} } = reach;
  const template = join(folder, 'template');
  mkdirSync(template);
  const engine = await startKillableEngine({ folder: template, env });
  const items = await prepareItems(engine, sandbox, options, reach);
  await engine.close();
  let copies = 0;
  return {
    sandbox,
    folder,
    take: (kind) => {
      const item = items.get(kind)?.pop();
      if (item === undefined) throw new Error(`the stage has no more ${kind}`);
      return item;
    },
    copyFolder: () => {
      copies += 1;
      const copy = join(folder, `run-${copies}`);
      cpSync(template, copy, { recursive: true });
      return copy;
    },
    startEngine: (runFolder, more = {}) =>
      startKillableEngine({ ...more, folder: runFolder, env: { ...env, ...more.env } }),
    ...createFaultSwitches(sandbox),
    close: async () => {
      await reach.close();
      await sandbox.stop();
      removeFolder();
    },
  };
}

async function prepareItems(
  engine: EngineProcess,
  sandbox: RunningSandbox,
  { items: counts }: StageOptions,
  reach: Reach,
): Promise<ReadonlyMap<string, StageItem[]>> {
  await engine.untilStatus(({ phase }) => phase === 'onboarding');
  const items = new Map<string, StageItem[]>();
  const { goal = 0, ...changes } = counts;
  if (goal > 0) {
    await engine.connect({ ...sandbox, baseUrl: reach.baseUrl ?? sandbox.baseUrl });
    items.set('goal', await prepareRequests(engine, sandbox, goal));
  }
  const wanted = Object.entries(changes) as [ListChange, number][];
  if (wanted.length > 0) {
    const { accountId } = await engine.ask('account.addSigningHub', {
      ...sandbox.signingHub,
      baseUrl: reach.hubUrl ?? sandbox.signingHub.baseUrl,
      scope: null,
      label: 'Hub',
    });
    for (const [change, count] of wanted) {
      items.set(change, await preparePackages(engine, sandbox, { accountId, change, count }));
    }
  }
  await engine.ask('settings.set', SETTINGS);
  return items;
}

// Settling at its shortest; and no pull but the first, which would only cost time.
const SETTINGS = { holdSeconds: 0, settleSeconds: 5, syncIntervalSeconds: 3600 } as const;

type FaultSwitches = Pick<ProcessStage, 'addFault' | 'countActed' | 'clearFaults'>;

interface CountedRule {
  readonly match: { readonly pattern?: string };
  readonly acted: number;
}

function createFaultSwitches(sandbox: RunningSandbox): FaultSwitches {
  const control = <T>(item: StageItem, method: string, body?: unknown): Promise<T> =>
    callControl<T>(sandbox, method, `${CONTROL[item.service]}/faults`, body);
  return {
    addFault: async (item, kind, fault, limits = { times: 1 }) => {
      await control(item, 'POST', { match: { ...matchItem(item, kind), ...limits }, fault });
    },
    countActed: async (item) => {
      const rules = await control<readonly CountedRule[]>(item, 'GET');
      return rules
        .filter(({ match }) => match.pattern?.includes(item.targetId) === true)
        .reduce((sum, { acted }) => sum + acted, 0);
    },
    clearFaults: async () => {
      for (const path of Object.values(CONTROL))
        await callControl(sandbox, 'DELETE', `${path}/faults`);
    },
  };
}

const CONTROL = { 'cm-sign': '', signinghub: '/signinghub' } as const;

/** A package is read at `…/workflow`, and every call of ours goes below that. */
function matchItem(
  { service, targetId }: StageItem,
  kind: 'read' | 'write',
): Readonly<Record<string, string>> {
  if (service === 'cm-sign') {
    return { method: kind === 'read' ? 'GET' : 'PUT', pattern: `reassignrequests/${targetId}` };
  }
  return kind === 'read'
    ? { method: 'GET', pattern: `packages/${targetId}/workflow$` }
    : { pattern: `packages/${targetId}/workflow/` };
}
