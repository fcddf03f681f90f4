// Owns: a server on loopback that counts whoever connects; a page without network must leave it at zero.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoopbackSink {
  readonly port: number;
  readonly url: string;
  readonly hitCount: number;
  close(): Promise<void>;
}

/** Starts the sink. It answers everything with a small page, so that an attempt would succeed. */
export async function startLoopbackSink(): Promise<LoopbackSink> {
  let hitCount = 0;
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' });
    response.end('<title>reached</title>');
  });
  server.on('connection', () => (hitCount += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    get hitCount() {
      return hitCount;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
