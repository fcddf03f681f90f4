// Owns a real HTTP server that records what is posted to it, for tests of webhook delivery.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { PATIENCE_MS } from './patience.ts';
import type { AddressInfo } from 'node:net';

export type ReceivedCall = Readonly<{
  method: string;
  headers: IncomingHttpHeaders;
  text: string;
  atMs: number;
}>;

export type WebhookReceiver = Readonly<{
  url: string;
  calls: readonly ReceivedCall[];
  /** Settles when that many calls have arrived; rejects after the limit. */
  waitForCalls: (count: number) => Promise<readonly ReceivedCall[]>;
  stop: () => Promise<void>;
}>;

/** Starts a receiver that answers call number n with `answer(n)`; 0 leaves the call unanswered. */
export async function startWebhookReceiver(
  answer: (call: number) => number = () => 200,
): Promise<WebhookReceiver> {
  const calls: ReceivedCall[] = [];
  let wake: () => void = () => undefined;
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      const { method = '', headers } = request;
      calls.push({ method, headers, text, atMs: performance.now() });
      const status = answer(calls.length);
      if (status > 0) response.writeHead(status).end();
      wake();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    calls,
    waitForCalls: async (count) => {
      const limit = AbortSignal.timeout(PATIENCE_MS);
      while (calls.length < count) {
        await new Promise<void>((resolve, reject) => {
          wake = resolve;
          limit.addEventListener(
            'abort',
            () => reject(new Error(`${calls.length} of ${count} calls arrived`)),
            { once: true },
          );
        });
      }
      return calls;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
