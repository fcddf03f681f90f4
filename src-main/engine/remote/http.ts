// Owns: the connections to one service: a pool for reads and one for writes, their limits and TLS rules.
// Must not: retry, follow redirects, or speak HTTP/2: each of them could send a write twice.
import { rootCertificates } from 'node:tls';
import { Pool } from 'undici';
import { createGuardedLookup, parseBaseAddress } from './base-address.ts';
import { Exchange } from './exchange.ts';
import type { Dispatcher } from 'undici';
import type { ExchangeOptions, ExchangeResult } from './exchange.ts';
import type { Clock } from '../ports.ts';

export interface HttpOptions {
  /** Checked by parseBaseAddress, whose errors are thrown. */
  readonly baseUrl: string;
  readonly clock: Clock;
  /** PEM of a certificate authority to trust besides the system's; only ever an explicit choice. */
  readonly extraCa?: string;
}

export interface HttpCall extends Omit<ExchangeOptions, 'clock'> {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Below the base url, beginning with a slash. */
  readonly path: string;
  /** null only for the call that asks for one. */
  readonly token: string | null;
  /** JSON text of a write, unless `form` says otherwise. */
  readonly body?: string | undefined;
  /** The body is a form (`application/x-www-form-urlencoded`). */
  readonly isForm?: boolean;
}

/** One service's connections. The token goes to this origin only. */
export interface Http {
  send(call: HttpCall): Promise<ExchangeResult>;
  close(): Promise<void>;
}

/** Largest answer any call may stream: the list. 180 MiB hold about 170,000 requests; 200 MB are refused. */
export const MAX_LIST_BYTES = 180 * 1024 * 1024;

// A healthy service on another continent connects in under a second; eight forgive bad wireless.
const CONNECT_TIMEOUT_MS = 8_000;
// Silence before the status line, and between two pieces of a body. The total deadline of each call stands above.
const HEADERS_TIMEOUT_MS = 30_000;
const BODY_TIMEOUT_MS = 15_000;
// Four detail reads at once (sync), one list, one probe.
const READ_CONNECTIONS = 6;
// OUTBOX rule (a): at most four lanes send at once.
const WRITE_CONNECTIONS = 4;
const MAX_WRITE_ANSWER_BYTES = 4 * 1024 * 1024;
const MAX_HEADER_BYTES = 16 * 1024;

/** Makes the pools; nothing connects yet. */
export function createHttp(options: HttpOptions): Http {
  const address = parseBaseAddress(options.baseUrl);
  const readPool = createPool(address, options, READ_CONNECTIONS, MAX_LIST_BYTES);
  const writePool = createPool(address, options, WRITE_CONNECTIONS, MAX_WRITE_ANSWER_BYTES);
  return {
    send(call) {
      const exchange = new Exchange({ ...call, clock: options.clock });
      const pool = call.method === 'GET' ? readPool : writePool;
      try {
        pool.dispatch(writeRequest(address.pathPrefix, call), exchange);
      } catch (error) {
        exchange.break(error);
      }
      return exchange.result;
    },
    async close() {
      await Promise.all([readPool.destroy(), writePool.destroy()]);
    },
  };
}

function createPool(
  address: ReturnType<typeof parseBaseAddress>,
  options: HttpOptions,
  connections: number,
  maxResponseSize: number,
): Pool {
  return new Pool(address.origin, {
    connections,
    maxResponseSize,
    // undici offers HTTP/2 by default and replays on GOAWAY; with pipelining a lost answer may take others along.
    allowH2: false,
    pipelining: 1,
    connectTimeout: CONNECT_TIMEOUT_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
    bodyTimeout: BODY_TIMEOUT_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    connect: {
      lookup: createGuardedLookup(address.isLoopback),
      // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED and --tls-min-v1.0 change nothing.
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      ...(options.extraCa === undefined ? {} : { ca: [...rootCertificates, options.extraCa] }),
    },
  });
}

const FORM_TYPE = 'application/x-www-form-urlencoded';

function writeRequest(pathPrefix: string, call: HttpCall): Dispatcher.DispatchOptions {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (call.token !== null) headers['authorization'] = `Bearer ${call.token}`;
  // Some services refuse a DELETE that announces a body and has none.
  if (call.method === 'GET' || call.body !== undefined) {
    headers['content-type'] = call.isForm === true ? FORM_TYPE : 'application/json';
  }
  const base = { path: pathPrefix + call.path, method: call.method, headers };
  return call.body === undefined ? base : { ...base, body: Buffer.from(call.body, 'utf8') };
}
