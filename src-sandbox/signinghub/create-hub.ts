// Owns the putting together of the SigningHub side: state, journal, application and its own listener, so
// that its faults are its own. Must not hold a rule of the service.
import type { Clock } from '../clock.ts';
import { createMemoryJournal, openCommandJournal } from '../command-journal.ts';
import { createFaults, type Faults } from '../faults.ts';
import type { Ledger } from '../ledger.ts';
import { isHubAssumption, type SandboxOptions } from '../options.ts';
import { createFront, createHits, type Hits, type Listener } from '../server.ts';
import { createAssumptions } from './assumptions.ts';
import type { Command } from './command.ts';
import { createHubApp, HUB_MOUNTS } from './hub-routes.ts';
import { createHubService, type HubService } from './hub-service.ts';
import { createHubState } from './state.ts';

const LOOPBACK_URL = 'http://127.0.0.1';

/** What a client needs; the user is the first of the house and the enterprise's admin. */
export type HubAccess = Readonly<{
  /** Ready for a client, without `/v3` or `/v4`; the same service answers under `/api` too. */
  baseUrl: string;
  clientId: string;
  clientSecret: string;
  username: string;
  password: string;
}>;

export type Hub = Readonly<{
  service: HubService;
  access: HubAccess;
  front: Listener;
  faults: Faults;
  hits: Hits;
  stop: () => Promise<void>;
}>;

export type HubOptions = SandboxOptions & Readonly<{ clock: Clock; ledger: Ledger }>;

function createService(options: HubOptions): { service: HubService; close: () => void } {
  const { seed, packages: count, dataFolder, clock, ledger } = options;
  const wanted = { seed, count, now: options.nowMs ?? Date.now() };
  const journal =
    dataFolder === undefined
      ? createMemoryJournal<Command>(wanted)
      : openCommandJournal<Command>(dataFolder, wanted, {
          name: 'signinghub.jsonl',
          countFlag: 'packages',
        });
  const state = createHubState({ world: journal.world, assumptions: createAssumptions() });
  const service = createHubService({ state, clock, ledger, journal });
  for (const [id, value] of options.assumptions) {
    if (!isHubAssumption(id)) continue;
    service.perform({ type: 'assumption.set', id, value }, { cause: 'control' });
  }
  return { service, close: journal.close };
}

/** Starts the SigningHub side on 127.0.0.1. Throws when its port is taken or the data folder does not fit. */
export async function createHub(options: HubOptions): Promise<Hub> {
  const { service, close } = createService(options);
  const { state } = service;
  const faults = createFaults();
  const hits = createHits();
  const app = await createHubApp(service);
  const front = createFront({
    app,
    faults,
    hits,
    mounts: HUB_MOUNTS,
    port: options.signingHubPort,
    nowMs: options.clock.nowMs,
    onError: options.onError,
  });
  await front.open();
  const [user] = state.users.values();
  if (!user) throw new Error('the sandbox has no SigningHub user');
  return {
    service,
    access: {
      baseUrl: `${LOOPBACK_URL}:${front.port()}`,
      ...state.client,
      username: user.email,
      password: user.password,
    },
    front,
    faults,
    hits,
    stop: async () => {
      await front.close();
      await app.close();
      close();
    },
  };
}
