// Owns one loopback listener in front of a Fastify application: counting, faults, and closing and
// reopening on the same port. Knows no service.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Faults } from './faults.ts';
import { playFault, type Answer } from './play-fault.ts';

/** Headers the listener adds for the service; whatever a client sends under these names is dropped. */
export const ARRIVAL_HEADER = 'x-sandbox-arrival';
export const STALE_HEADER = 'x-sandbox-stale-ms';

const LOOPBACK = '127.0.0.1';
// A wait of a fault must not keep a stopped sandbox's process alive.
const UNHELD = { ref: false } as const;
// Far above any body the services take; a longer one is cut off before it costs memory.
const BODY_LIMIT_BYTES = 4_194_304;

export type Listener = Readonly<{
  /** Opens; the first time on the port asked for, later on the port it got. */
  open: () => Promise<void>;
  /** Stops listening and destroys every live connection: new ones are refused. */
  close: () => Promise<void>;
  isOpen: () => boolean;
  /** The bound port; 0 before the first opening. */
  port: () => number;
}>;

/** A listener on 127.0.0.1 that can be closed and opened again on its port. */
export function createListener(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  wanted: number,
): Listener {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let bound = 0;
  return {
    isOpen: () => server !== undefined,
    port: () => bound,
    open: async () => {
      if (server) return;
      const opening = createServer(handle);
      opening.on('connection', (socket) => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
      });
      server = opening;
      try {
        opening.listen(bound || wanted, LOOPBACK);
        await once(opening, 'listening');
      } catch (error) {
        server = undefined;
        throw error;
      }
      bound = (opening.address() as AddressInfo).port;
    },
    close: async () => {
      const closing = server;
      if (!closing) return;
      server = undefined;
      const closed = once(closing, 'close');
      closing.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Counts of requests, in all and by method and route. */
export type Hits = Readonly<{
  count: (method: string, route: string) => number;
  read: () => Readonly<{ total: number; routes: Readonly<Record<string, number>> }>;
  reset: () => void;
}>;

export function createHits(): Hits {
  let arrivals = 0;
  let total = 0;
  let routes = new Map<string, number>();
  return {
    count: (method, route) => {
      arrivals += 1;
      total += 1;
      const key = `${method} ${route}`;
      routes.set(key, (routes.get(key) ?? 0) + 1);
      return arrivals;
    },
    read: () => ({ total, routes: Object.fromEntries(routes) }),
    reset: () => {
      total = 0;
      routes = new Map();
    },
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes <= BODY_LIMIT_BYTES) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Belong to the connection, not to the answer; the date is the listener's. */
const CONNECTION_HEADERS: readonly string[] = ['transfer-encoding', 'connection', 'date'];

type InjectMethod = 'GET' | 'PUT' | 'POST' | 'DELETE';

async function injectRequest(
  app: FastifyInstance,
  request: IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  const answer = await app.inject({
    method: request.method as InjectMethod,
    url: request.url ?? '/',
    headers: request.headers,
    ...(body.length > 0 ? { payload: body } : {}),
  });
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined && !CONNECTION_HEADERS.includes(name)) {
      headers[name] = String(value);
    }
  }
  return { status: answer.statusCode, headers, body: answer.rawPayload };
}

export type FrontOptions = Readonly<{
  app: FastifyInstance;
  faults: Faults;
  hits: Hits;
  /** Base paths that are taken off before counting and matching. */
  mounts: readonly string[];
  port: number;
  /** The time clients read from the `Date` header of every answer, injected ones too. */
  nowMs: () => number;
  /** Told about failures of the sandbox itself; never about injected ones. */
  onError: (error: unknown) => void;
}>;

function stripMount(path: string, mounts: readonly string[]): string {
  const mount = mounts.find((one) => path.startsWith(`${one}/`));
  return mount === undefined ? path : path.slice(mount.length);
}

/** Identifiers in a path become `{id}` or, where they are numbers, `{n}`, so that hits are counted by route. */
function nameRoute(path: string): string {
  return path
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '{id}')
    .replace(/\/\d+(?=\/|$)/g, '/{n}');
}

/** The service's listener: every request is counted, meets the fault rules, then the application. */
export function createFront(options: FrontOptions): Listener {
  const { app, faults, hits, mounts } = options;
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const short = stripMount(path, mounts);
    const method = request.method ?? 'GET';
    const arrival = hits.count(method, nameRoute(short));
    const plan = faults.plan(method, [path, short]);
    response.setHeader('date', new Date(options.nowMs()).toUTCString());
    request.headers[ARRIVAL_HEADER] = String(arrival);
    request.headers[STALE_HEADER] = String(plan.staleMs);
    if (plan.latencyMs > 0) await wait(plan.latencyMs, undefined, UNHELD);
    if (!plan.fault) return app.routing(request, response);
    const body = await readBody(request);
    await playFault(
      {
        request,
        response,
        apply: () => injectRequest(app, request, body),
        refuse: async (forMs) => {
          await listener.close();
          if (forMs === undefined) return;
          await wait(forMs, undefined, UNHELD);
          await listener.open();
        },
      },
      plan.fault,
    );
  }
  const listener = createListener((request, response) => {
    handle(request, response).catch((error: unknown) => {
      // A client that goes away while a fault plays is no failure of the sandbox.
      if (!request.destroyed && !response.destroyed) options.onError(error);
      response.destroy();
    });
  }, options.port);
  return listener;
}
