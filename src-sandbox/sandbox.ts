// Owns the putting together of one running sandbox: world, service, listeners, control surface. Must
// not read argv or talk to a parent process.
import Fastify, { type FastifyInstance } from 'fastify';
import { createAssumptions } from './cm-sign/assumptions.ts';
import type { Command } from './cm-sign/command.ts';
import { createWebhookDelivery, type WebhookDelivery } from './cm-sign/deliver-webhooks.ts';
import { makeClient } from './cm-sign/make-client.ts';
import { SIGN_MOUNTS, createSignRoutes } from './cm-sign/sign-routes.ts';
import { createSignService, type SignService } from './cm-sign/sign-service.ts';
import { createSignState } from './cm-sign/state.ts';
import { createClock } from './clock.ts';
import { createMemoryJournal, openCommandJournal } from './command-journal.ts';
import { CONTROL_PREFIX, createControlApp } from './control/control-app.ts';
import { createHubControl } from './control/hub-control.ts';
import { createSignControl } from './control/sign-control.ts';
import { createFaults, type Faults } from './faults.ts';
import { makeId } from './ids.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { isHubAssumption, type SandboxOptions } from './options.ts';
import { createHub, type HubAccess } from './signinghub/create-hub.ts';
import { createFront, createHits, createListener, type Hits, type Listener } from './server.ts';

const LOOPBACK_URL = 'http://127.0.0.1';

/** A running sandbox. */
export type Sandbox = Readonly<{
  /** Base of the service, ready for a client: ends in `/sign/v1`. */
  baseUrl: string;
  /** The same service at its other base path. */
  sandboxBaseUrl: string;
  /** Base of the control surface: ends in `/_sandbox`. */
  controlUrl: string;
  kid: string;
  secret: string;
  service: SignService;
  /** What a client of the SigningHub side needs. */
  signingHub: HubAccess;
  ledger: Ledger;
  /** Offline really closes the listeners of both services and every live connection. */
  setOnline: (isOnline: boolean) => Promise<void>;
  stop: () => Promise<void>;
}>;

type Parts = Readonly<{
  service: SignService;
  ledger: Ledger;
  webhooks: WebhookDelivery;
  close: () => void;
}>;

function createParts(options: SandboxOptions): Parts {
  const wanted = { seed: options.seed, count: options.requests, now: options.nowMs ?? Date.now() };
  const journal =
    options.dataFolder === undefined
      ? createMemoryJournal<Command>(wanted)
      : openCommandJournal<Command>(options.dataFolder, wanted);
  const { world } = journal;
  const assumptions = createAssumptions();
  const state = createSignState({ world, assumptions });
  const account = makeId(world.seed, 'account', 0);
  const client = makeClient(world.seed, 0, { account, name: 'Sandbox key', atMs: world.now });
  state.clients.set(client.kid, client);
  const clock = createClock();
  // A world made for another moment lives at that moment.
  if (options.nowMs !== undefined) clock.setOffsetMs(options.nowMs - Date.now());
  const ledger = createLedger();
  let freshIds = 0;
  const webhooks = createWebhookDelivery({
    state,
    ledger,
    clock,
    makeFreshId: () => {
      freshIds += 1;
      return makeId(world.seed, 'event', freshIds);
    },
  });
  const service = createSignService({ state, clock, ledger, journal, onEvents: webhooks.send });
  // Journalled like any other change: a replay has to meet the same switches.
  for (const [id, value] of options.assumptions) {
    if (isHubAssumption(id)) continue;
    service.perform({ type: 'assumption.set', id, value }, { cause: 'control' });
  }
  return { service, ledger, webhooks, close: journal.close };
}

type SignFront = Readonly<{ app: FastifyInstance; front: Listener; faults: Faults; hits: Hits }>;

/** The CM.com Sign side's application behind its open listener. */
async function openSignFront(service: SignService, options: SandboxOptions): Promise<SignFront> {
  const faults = createFaults();
  const hits = createHits();
  const app = Fastify({ exposeHeadRoutes: false });
  for (const prefix of SIGN_MOUNTS) await app.register(createSignRoutes(service), { prefix });
  await app.ready();
  const front = createFront({
    app,
    faults,
    hits,
    mounts: SIGN_MOUNTS,
    port: options.port,
    nowMs: service.clock.nowMs,
    onError: options.onError,
  });
  await front.open();
  return { app, front, faults, hits };
}

/** Starts a sandbox on 127.0.0.1. Throws when a port is taken or the data folder does not fit. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { service, ledger, webhooks, close } = createParts(options);
  const { state } = service;
  const { app, front, faults, hits } = await openSignFront(service, options);
  const hub = await createHub({ ...options, clock: service.clock, ledger });

  const origin = `${LOOPBACK_URL}:${front.port()}`;
  const client = state.clients.values().next().value;
  if (!client) throw new Error('the sandbox has no key');
  const addresses = {
    baseUrl: `${origin}${SIGN_MOUNTS[0]}`,
    sandboxBaseUrl: `${origin}${SIGN_MOUNTS[1]}`,
    kid: client.kid,
    secret: client.secret,
  };
  const control = await createControlApp({
    ledger,
    faults,
    hits,
    front,
    describe: () => ({
      ...addresses,
      ...state.world,
      isOnline: front.isOpen(),
      signingHub: hub.access,
    }),
    plugins: [createSignControl(service), createHubControl(hub)],
  });
  const back = createListener(
    (request, response) => control.routing(request, response),
    options.controlPort,
  );
  await back.open();

  return {
    ...addresses,
    controlUrl: `${LOOPBACK_URL}:${back.port()}${CONTROL_PREFIX}`,
    service,
    signingHub: hub.access,
    ledger,
    setOnline: async (isOnline) => {
      await Promise.all([front, hub.front].map((one) => (isOnline ? one.open() : one.close())));
    },
    stop: async () => {
      await Promise.all([front.close(), hub.stop(), back.close(), webhooks.stop()]);
      await Promise.all([app.close(), control.close()]);
      close();
    },
  };
}
