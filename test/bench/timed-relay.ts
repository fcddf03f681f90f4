// Owns: a relay before the service that holds every exchange up both ways, as distance does, and notes when each was
// at the service. Must not: change anything.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One exchange at the service's side of the distance; monotonic milliseconds. */
export interface Passage {
  readonly method: string;
  readonly arrivedMs: number;
  readonly answeredMs: number;
}

export interface TimedRelay {
  readonly baseUrl: string;
  /** Takes what was noted since the last time. */
  takePassages(): readonly Passage[];
  stop(): Promise<void>;
}

/** Starts it on a free port; `delayMs` each way. */
export async function startTimedRelay(target: string, delayMs: number): Promise<TimedRelay> {
  const { origin, pathname } = new URL(target);
  const pool = new Pool(origin, { connections: 4 });
  let passages: Passage[] = [];
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/', headers } = request;
    const body = await buffer(request);
    await travel(delayMs);
    const arrivedMs = performance.now();
    const answer = await pool.request({
      method,
      path: url,
      headers: { authorization: headers.authorization, 'content-type': headers['content-type'] },
      ...(body.byteLength === 0 ? {} : { body }),
    });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    passages.push({ method, arrivedMs, answeredMs: performance.now() });
    await travel(delayMs);
    response.writeHead(answer.statusCode, {
      ...answer.headers,
      'content-length': bytes.byteLength,
    });
    response.end(bytes);
  };
  const server = createServer((request, response) => {
    pass(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}${pathname}`,
    takePassages: () => {
      const taken = passages;
      passages = [];
      return taken;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await pool.close();
    },
  };
}

async function travel(delayMs: number): Promise<void> {
  if (delayMs > 0) await wait(delayMs);
}
