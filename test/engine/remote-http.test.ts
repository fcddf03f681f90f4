import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { describe, it } from 'node:test';
import { createHttp } from '../../src-main/engine/remote/http.ts';
import { createSystemClock } from '../../src-main/engine/world.ts';
import { makeTestCertificate } from '../support/test-certificate.ts';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { ExchangeResult } from '../../src-main/engine/remote/exchange.ts';
import type { HttpCall } from '../../src-main/engine/remote/http.ts';

const clock = createSystemClock();
const WRITE = {
  method: 'PUT',
  path: '/thing',
  token: 't0ken',
  body: '{"state":"approved"}',
} as const;
const READ = { method: 'GET', path: '/thing', token: 't0ken' } as const;
const BOUNDS = { deadlineMs: 10_000, maxBytes: 100_000 };

/** Runs a server for the length of `use`, then drops every connection. */
async function withServer<T>(server: Server, use: (port: number) => Promise<T>): Promise<T> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

async function ask(
  baseUrl: string,
  call: Partial<HttpCall> = {},
  extraCa?: string,
): Promise<ExchangeResult> {
  const http = createHttp({ baseUrl, clock, ...(extraCa === undefined ? {} : { extraCa }) });
  try {
    return await http.send({ ...WRITE, ...BOUNDS, ...call });
  } finally {
    await http.close();
  }
}

/** A TCP server that writes fixed text once the request has come, then does `after`. */
function answerRaw(
  text: string,
  after: (socket: Socket) => void = (socket) => socket.end(),
): Server {
  return createTcpServer((socket) => {
    socket.once('data', () => {
      if (text === '') after(socket);
      else socket.write(text, () => after(socket));
    });
  });
}

const askRaw = (text: string, after?: (socket: Socket) => void, call: Partial<HttpCall> = {}) =>
  withServer(answerRaw(text, after), (port) => ask(`http://127.0.0.1:${port}`, call));

function summarise({ failure, wasHandedOver, status }: ExchangeResult): unknown[] {
  return [failure?.code ?? null, wasHandedOver, status];
}

describe('evidence of sending', () => {
  it('proves that nothing was sent when the connection is refused', async () => {
    const port = await withServer(createTcpServer(), (free) => Promise.resolve(free));
    assert.deepEqual(summarise(await ask(`http://127.0.0.1:${port}`)), [
      'CONNECTION_REFUSED',
      false,
      null,
    ]);
  });

  it('proves it when the deadline comes before the connection stands', async () => {
    const silent = createTcpServer(() => {});
    const result = await withServer(silent, (port) =>
      ask(`https://localhost:${port}`, { deadlineMs: 300 }),
    );
    assert.deepEqual(summarise(result), ['CONNECT_TIMEOUT', false, null]);
  });

  it('proves it for a call that was given up while others held every connection', async () => {
    let requests = 0;
    const hanging = createTcpServer((socket) => socket.on('data', () => (requests += 1)));
    await withServer(hanging, async (port) => {
      const http = createHttp({ baseUrl: `http://127.0.0.1:${port}`, clock });
      const calls = Array.from({ length: 5 }, (_, index) =>
        http.send({ ...WRITE, ...BOUNDS, deadlineMs: index < 4 ? 900 : 300 }),
      );
      const handedOver = (await Promise.all(calls)).map((result) => result.wasHandedOver);
      await http.close();
      assert.deepEqual(handedOver, [true, true, true, true, false]);
      assert.equal(requests, 4);
    });
  });

  it('proves it when the caller gave up before', async () => {
    const result = await ask('http://127.0.0.1:9', { signal: AbortSignal.abort() });
    assert.deepEqual(summarise(result), ['ABORTED', false, null]);
  });

  it('admits that a write may have arrived when the answer is lost', async () => {
    const reset = await askRaw('', (socket) => socket.resetAndDestroy());
    assert.deepEqual(summarise(reset), ['CONNECTION_BROKEN', true, null]);
    const closed = await askRaw('', (socket) => socket.end());
    assert.deepEqual(summarise(closed), ['CONNECTION_BROKEN', true, null]);
    const silent = await askRaw('', () => {}, { deadlineMs: 200 });
    assert.deepEqual(summarise(silent), ['ANSWER_TIMEOUT', true, null]);
    const garbage = await askRaw('hello there\r\n\r\n');
    assert.deepEqual(summarise(garbage), ['ANSWER_UNEXPECTED', true, null]);
  });

  it('never sends a write a second time by itself', async () => {
    let requests = 0;
    const server = createTcpServer((socket) =>
      socket.on('data', () => {
        requests += 1;
        socket.resetAndDestroy();
      }),
    );
    await withServer(server, (port) => ask(`http://127.0.0.1:${port}`));
    assert.equal(requests, 1);
  });
});

const json = (body: string, extra = ''): string =>
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${extra}\r\n${body}`;

describe('answers out of bounds', () => {
  it('takes a whole JSON answer', async () => {
    const result = await askRaw(json('{"a":1}', 'date: Wed, 21 Oct 2015 07:28:00 GMT\r\n'));
    assert.deepEqual(summarise(result), [null, true, 200]);
    assert.equal(result.body?.toString(), '{"a":1}');
    assert.equal(result.serverDateMs, Date.parse('2015-10-21T07:28:00Z'));
  });

  it('tells a web page, a redirect, a cut body and a packed body from an answer', async () => {
    const html = 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>';
    assert.deepEqual(summarise(await askRaw(html)), ['ANSWER_NOT_JSON', true, 200]);
    assert.deepEqual(summarise(await askRaw(json('  <html>'))), ['ANSWER_NOT_JSON', true, 200]);
    const portal = 'HTTP/1.1 404 Not Found\r\ncontent-length: 6\r\n\r\n<html>';
    assert.deepEqual(summarise(await askRaw(portal, undefined, READ)), [
      'ANSWER_NOT_JSON',
      true,
      404,
    ]);
    const moved =
      'HTTP/1.1 307 Moved\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n';
    assert.deepEqual(summarise(await askRaw(moved)), ['UNEXPECTED_REDIRECT', true, 307]);
    const cut = json('{"a":1}').slice(0, -3);
    assert.deepEqual(summarise(await askRaw(cut)), ['ANSWER_TRUNCATED', true, 200]);
    assert.deepEqual(summarise(await askRaw(json('{}', 'content-encoding: gzip\r\n'))), [
      'ANSWER_UNEXPECTED',
      true,
      200,
    ]);
  });

  it('stops at the size limit, told or not', async () => {
    const told =
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 200000000\r\n\r\n[';
    assert.deepEqual(summarise(await askRaw(told, () => {})), ['ANSWER_TOO_LARGE', true, 200]);
    const endless = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(50_000, '[');
      const pump = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', pump);
      pump();
    });
    const result = await withServer(endless, (port) => ask(`http://127.0.0.1:${port}`, READ));
    assert.deepEqual(summarise(result), ['ANSWER_TOO_LARGE', true, 200]);
  });

  it('ends a slow drip at the total deadline', async () => {
    const drip = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });
    const beganMs = performance.now();
    const result = await withServer(drip, (port) =>
      ask(`http://127.0.0.1:${port}`, { ...READ, deadlineMs: 400 }),
    );
    assert.deepEqual(summarise(result), ['ANSWER_TIMEOUT', true, 200]);
    assert.ok(performance.now() - beganMs < 10_000);
  });

  it('keeps a refusal a refusal when its own body hangs or breaks', async () => {
    const head =
      'HTTP/1.1 503 Busy\r\nretry-after: 7\r\ncontent-type: application/json\r\ncontent-length: 90\r\n\r\n{';
    for (const after of [(socket: Socket) => socket.end(), () => {}]) {
      const result = await askRaw(head, after, { deadlineMs: 300 });
      assert.deepEqual(summarise(result), ['SERVER_ERROR', true, 503]);
      assert.equal(result.failure?.retryAfterMs, 7_000);
    }
  });

  it('feeds a stream no faster than it is taken, and ends with the refusal of the taker', async () => {
    const big = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(Buffer.alloc(600_000, '1'));
    });
    await withServer(big, async (port) => {
      let isBusy = false;
      let total = 0;
      const result = await ask(`http://127.0.0.1:${port}`, {
        ...READ,
        maxBytes: 1_000_000,
        async onData(chunk) {
          assert.equal(isBusy, false);
          isBusy = true;
          total += chunk.length;
          await new Promise((resolve) => setImmediate(resolve));
          isBusy = false;
        },
      });
      assert.deepEqual([result.failure, total], [null, 600_000]);
    });
  });
});

describe('TLS', () => {
  const good = makeTestCertificate('localhost');
  const serve = (certificate: { cert: string; key: string }, more: object = {}) =>
    createTlsServer({ ...certificate, ...more }, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  const askTls = (server: Server, extraCa?: string) =>
    withServer(server, (port) => ask(`https://localhost:${port}`, {}, extraCa));

  it('accepts a certificate whose authority was chosen outright', async () => {
    assert.deepEqual(summarise(await askTls(serve(good), good.cert)), [null, true, 200]);
  });

  it('refuses self-signed, expired, wrong host and old versions, even when the environment says otherwise', async (context) => {
    // Node rightly warns of the variable set here; it is this test's own doing.
    context.mock.method(process, 'emitWarning', () => {});
    const past = makeTestCertificate('localhost', new Date('2001-01-01'), new Date('2002-01-01'));
    const other = makeTestCertificate('elsewhere.example');
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      assert.deepEqual(summarise(await askTls(serve(good))), ['TLS_REFUSED', false, null]);
      assert.deepEqual(summarise(await askTls(serve(past), past.cert)), [
        'TLS_REFUSED',
        false,
        null,
      ]);
      assert.deepEqual(summarise(await askTls(serve(other), other.cert)), [
        'TLS_REFUSED',
        false,
        null,
      ]);
      assert.deepEqual(summarise(await askTls(serve(good, old), good.cert)), [
        'TLS_REFUSED',
        false,
        null,
      ]);
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
  });
});
