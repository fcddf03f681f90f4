// Owns what tests of faults share: setting rules, counting effects, waiting, and a bare socket.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { FaultRule } from '../../src-sandbox/faults.ts';
import type { LedgerEntry } from '../../src-sandbox/ledger.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import {
  callControl,
  callService,
  makeSandboxToken,
  type RunningSandbox,
  type ServiceAnswer,
} from '../support/sandbox-process.ts';

export type Rule = Readonly<{ match?: FaultRule['match']; fault: Record<string, unknown> }>;

/** Waits for a condition that the sandbox brings about by itself. */
export async function waitUntil(isMet: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await isMet())) assert.ok(performance.now() < end, 'the condition was not met in time');
}

/** Accepts an error of fetch whose cause has one of the codes. */
export function isCode(...codes: string[]) {
  return (error: Error & { cause?: { code?: string } }): boolean => {
    assert.ok(codes.includes(error.cause?.code ?? ''), `${error.message}: ${error.cause?.code}`);
    return true;
  };
}

export type FaultTools = Readonly<{
  setFaults: (...rules: Rule[]) => Promise<unknown>;
  list: () => Promise<ServiceAnswer>;
  approve: (id: string) => Promise<ServiceAnswer>;
  /** How often an API write on the request has mailed somebody. */
  countEffects: (id: string) => Promise<number>;
  /** Sends over a bare socket and gives everything that came back until it closed. */
  callRaw: (
    method: string,
    path: string,
    body?: string,
  ) => Promise<{ text: string; chunks: number }>;
}>;

export function createFaultTools(sandbox: RunningSandbox): FaultTools {
  return {
    setFaults: (...rules) => callControl(sandbox, 'PUT', '/faults', rules),
    list: () => callService(sandbox, 'GET', '/reassignrequests'),
    approve: (id) => callService(sandbox, 'PUT', `/reassignrequests/${id}`, { state: 'approved' }),
    countEffects: async (id) => {
      const path = `/ledger?requestId=${id}&cause=api&kind=mail`;
      return (await callControl<LedgerEntry[]>(sandbox, 'GET', path)).length;
    },
    callRaw: async (method, path, body = '') => {
      const { hostname, port, pathname } = new URL(sandbox.baseUrl);
      const socket = connect(Number(port), hostname);
      const token = await makeSandboxToken(sandbox);
      socket.write(
        `${method} ${pathname}${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
      let text = '';
      let chunks = 0;
      socket.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        chunks += 1;
      });
      // A reset is one of the ends looked for; 'close' follows it.
      socket.on('error', () => undefined);
      await once(socket, 'close', { signal: AbortSignal.timeout(PATIENCE_MS) });
      return { text, chunks };
    },
  };
}
