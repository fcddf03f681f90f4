// Owns: the family of bad networks: what proxies, names, certificates and half-open connections do to one decision,
// until the network is good again. Must not: judge.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../support/engine-desk.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { CLOCK_RATE } from '../../support/killable-engine.ts';
import { createTempFolder } from '../../support/temp-folder.ts';
import { makeTestCertificate } from '../../support/test-certificate.ts';
import { endItem } from './end-item.ts';
import { countTraffic, joinResults, runFamily } from './family-run.ts';
import { startStage } from './process-stage.ts';
import type { FaultProxy, Treatment } from '../../support/fault-proxy.ts';
import type { TlsOptions } from 'node:tls';
import type { FaultFamily } from '../fault-family.ts';
import type { Execution, ExecutionResult } from './family-run.ts';
import type { ProcessStage } from './process-stage.ts';

const DAY_MS = 86_400_000;
const GOOD = makeTestCertificate('localhost');
const EXPIRED = makeTestCertificate(
  'localhost',
  new Date(Date.now() - 2 * DAY_MS),
  new Date(Date.now() - DAY_MS),
);
const WRONG_HOST = makeTestCertificate('elsewhere.test');
/** The only one of them that the engine has no reason to trust. */
const SELF_SIGNED = makeTestCertificate('localhost');

/** Certificates and versions no byte of a request may be sent to. */
const BAD_TLS: Readonly<Record<string, TlsOptions | 'plain' | 'refused'>> = {
  'an expired certificate': EXPIRED,
  'a certificate of another host': WRONG_HOST,
  'a self-signed certificate': SELF_SIGNED,
  'TLS 1.1': { ...GOOD, maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' },
  'no TLS at all': 'plain',
  'nobody listening': 'refused',
};

const page = (text: string, head = 'HTTP/1.1 200 OK'): Buffer =>
  Buffer.from(
    `${head}\r\ncontent-type: text/html\r\ncontent-length: ${text.length}\r\nconnection: close\r\n\r\n${text}`,
  );
const HTML = '<!doctype html><title>Guest network</title>';

/** What happens to the write, and to the read after it. */
const TREATMENTS: Readonly<Record<string, Treatment>> = {
  'half-open silence, nothing arrived': { kind: 'silence', isForwarded: false },
  'half-open silence, applied': { kind: 'silence', isForwarded: true },
  'an answer of a byte now and then, past every deadline': { kind: 'drip', bytes: 1, everyMs: 25 },
  'a byte at a time both ways, still in time': { kind: 'slice' },
  'a reset before the first byte': { kind: 'cut-request', atByte: 0, how: 'reset' },
  'a reset instead of an answer': { kind: 'cut-answer', atByte: 0, how: 'reset' },
  'a captive portal': { kind: 'answer', raw: page(HTML) },
  'a captive portal in place of the answer': { kind: 'replace-answer', raw: page(HTML) },
  'a proxy that wants a password': {
    kind: 'answer',
    raw: page(HTML, 'HTTP/1.1 407 Proxy Authentication Required'),
  },
  'bytes that are no HTTP': { kind: 'answer', raw: Buffer.from('\u0000\u0001 hello \r\n\r\n') },
};

/** What the proxy does next, once, to an item's exchange. */
interface Order {
  readonly on: 'write' | 'read-back';
  readonly treatment: Treatment;
}

interface Front {
  readonly orders: Map<string, Order>;
  proxy: FaultProxy | null;
}

function treat(
  { orders }: Front,
  written: Set<string>,
  method: string,
  path: string,
): Treatment | null {
  const id = path.split('/').at(-1) ?? '';
  if (method === 'PUT') written.add(id);
  const order = orders.get(id);
  const isDue = order?.on === 'write' ? method === 'PUT' : method === 'GET' && written.has(id);
  if (order === undefined || !isDue) return null;
  orders.delete(id);
  return order.treatment;
}

async function runTreated(
  stage: ProcessStage,
  front: Front,
  order: Order,
): Promise<ExecutionResult> {
  const item = stage.take('goal');
  front.orders.set(item.targetId, order);
  const folder = stage.copyFolder();
  const engine = await stage.startEngine(folder);
  await engine.untilStatus(({ phase }) => phase === 'ready');
  await item.submit(engine);
  const end = await endItem(stage, folder, { item, engine, clockJumpMs: 0, lateUntilMs: 0 });
  if (front.orders.has(item.targetId)) throw new Error('it never met its fault');
  return conclude(folder, end.complaints, end.restedAfterMs);
}

function conclude(
  folder: string,
  complaints: ExecutionResult['complaints'],
  restedAfterMs: number,
): ExecutionResult {
  const recoveryMs = [Math.round(restedAfterMs * CLOCK_RATE)];
  return { complaints, recoveryMs, visited: [], traffic: countTraffic(folder) };
}

/** Decided while no byte can be exchanged; the front must see no request at all; then the network is good again. */
async function runUnreachable(
  stage: ProcessStage,
  proxy: FaultProxy,
  fault: TlsOptions | 'plain' | 'refused',
): Promise<ExecutionResult> {
  const item = stage.take('goal');
  const folder = stage.copyFolder();
  if (fault === 'refused') await proxy.stop();
  else await proxy.listenAgain(fault === 'plain' ? null : fault);
  const seenBefore = proxy.requests.length;
  const engine = await stage.startEngine(folder);
  await engine.untilStatus(({ phase }) => phase === 'ready');
  await item.submit(engine);
  await until('the failed look', async () => {
    const { accounts } = await engine.ask('desk.status', null);
    return (
      accounts.some(({ connectivity }) => !['unknown', 'online'].includes(connectivity)) || null
    );
  });
  const seen = proxy.requests.length - seenBefore;
  if (seen > 0) throw new Error(`${seen} requests were sent to a server not to be trusted`);
  await proxy.listenAgain(GOOD);
  const end = await endItem(stage, folder, { item, engine, clockJumpMs: 0, lateUntilMs: 0 });
  return conclude(folder, end.complaints, end.restedAfterMs);
}

// Silence after the write was applied: the longest wait, and the one that must not be sent again.
const QUICK_TREATMENTS = 1;

function listTreated(stage: ProcessStage, front: Front, isQuick: boolean): readonly Execution[] {
  const named = Object.entries(TREATMENTS);
  const chosen = isQuick ? named.slice(1, 1 + QUICK_TREATMENTS) : named;
  return chosen.flatMap(([name, treatment]) =>
    (['write', 'read-back'] as const).map((on) => ({
      name: `${on} meets ${name}`,
      run: () => runTreated(stage, front, { on, treatment }),
    })),
  );
}

/** One after the other: they share the front that is changed. */
async function* runInTurn(
  stage: ProcessStage,
  proxy: FaultProxy,
  isQuick: boolean,
): AsyncGenerator<ExecutionResult> {
  const faults = Object.entries(BAD_TLS);
  for (const [, fault] of isQuick ? faults.slice(0, 1) : faults) {
    yield await runUnreachable(stage, proxy, fault);
  }
}

function createTurns(stage: ProcessStage, proxy: FaultProxy, isQuick: boolean): Execution {
  return {
    name: 'a server not to be trusted',
    run: async () => {
      const results: ExecutionResult[] = [];
      for await (const result of runInTurn(stage, proxy, isQuick)) results.push(result);
      return {
        complaints: results.flatMap((one) => one.complaints),
        recoveryMs: results.flatMap((one) => one.recoveryMs),
        visited: [],
        traffic: {
          reads: results.reduce((sum, { traffic }) => sum + traffic.reads, 0),
          writes: results.reduce((sum, { traffic }) => sum + traffic.writes, 0),
        },
        count: results.length,
      };
    },
  };
}

const NAME = 'network-faults';

/** A stage whose engine reaches the service through a proxy that speaks TLS with certificates of ours. */
async function startFrontedStage(front: Front, goals: number): Promise<ProcessStage> {
  const [folder, removeFolder] = createTempFolder('trust');
  const trusted = join(folder, 'trusted.pem');
  writeFileSync(trusted, [GOOD, EXPIRED, WRONG_HOST].map(({ cert }) => cert).join(''));
  const written = new Set<string>();
  return await startStage({
    name: NAME,
    items: { goal: goals },
    reach: async ({ baseUrl }) => {
      const { port, pathname } = new URL(baseUrl);
      const proxy = await startFaultProxy({
        targetPort: Number(port),
        treat: ({ method, path }) => treat(front, written, method, path),
        tls: GOOD,
      });
      front.proxy = proxy;
      return {
        baseUrl: `https://localhost:${proxy.port}${pathname.replace(/\/$/, '')}`,
        env: { NODE_EXTRA_CA_CERTS: trusted },
        close: async () => {
          await proxy.stop();
          removeFolder();
        },
      };
    },
  });
}

export const networkFaults: FaultFamily = {
  name: NAME,
  run: async ({ isQuick }) => {
    const front: Front = { orders: new Map(), proxy: null };
    const treatments = isQuick ? QUICK_TREATMENTS : Object.keys(TREATMENTS).length;
    const goals = treatments * 2 + Object.keys(BAD_TLS).length;
    const stage = await startFrontedStage(front, goals);
    const { proxy } = front;
    if (proxy === null) throw new Error('there is no front');
    const range = `${Object.keys(TREATMENTS).length} bad exchanges × write, read-back; ${Object.keys(BAD_TLS).length} servers not to be trusted`;
    const family = { name: NAME, family: 'L3 bad networks', range };
    try {
      const treated = await runFamily({
        ...family,
        executions: listTreated(stage, front, isQuick),
      });
      const turns = await runFamily({
        ...family,
        executions: [createTurns(stage, proxy, isQuick)],
      });
      return joinResults([treated, turns]);
    } finally {
      await stage.close();
    }
  },
};
