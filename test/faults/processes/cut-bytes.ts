// Owns: the family of cuts: a write's request and its answer, and the answer to the read-back, cut after every byte.
// Must not: judge.
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { runFamily } from './family-run.ts';
import { createManyItems } from './many-items.ts';
import { startStage } from './process-stage.ts';
import type { FaultProxy, SeenRequest, Treatment } from '../../support/fault-proxy.ts';
import type { FaultFamily } from '../fault-family.ts';
import type { Execution } from './family-run.ts';
import type { NamedItem } from './many-items.ts';
import type { StageItem } from './prepare-items.ts';
import type { ProcessStage } from './process-stage.ts';

const KINDS = ['goal', 'append', 'positional'] as const;
type Kind = (typeof KINDS)[number];
const PARTS = ['request', 'answer', 'read-back'] as const;
type Part = (typeof PARTS)[number];

interface Cut {
  readonly kind: Kind;
  readonly part: Part;
  readonly atByte: number;
}

/** As measured, rounded up by a few bytes: texts differ in a digit or two. A longer answer comes whole. */
const SIZES: Readonly<Record<Kind, Readonly<Record<Part, number>>>> = {
  goal: { request: 504, answer: 1164, 'read-back': 1164 },
  append: { request: 360, answer: 124, 'read-back': 3636 },
  positional: { request: 210, answer: 124, 'read-back': 2660 },
};
/** A read that breaks off says nothing, wherever it breaks: samples are enough. */
const STEPS: Readonly<Record<Part, number>> = { request: 1, answer: 1, 'read-back': 90 };
const QUICK_STEPS: Readonly<Record<Part, number>> = {
  request: 130,
  answer: 200,
  'read-back': 1200,
};

function listCuts(steps: Readonly<Record<Part, number>>): readonly Cut[] {
  return KINDS.flatMap((kind) =>
    PARTS.flatMap((part) => {
      const count = Math.ceil((SIZES[kind][part] + 1) / steps[part]);
      return Array.from({ length: count }, (_, n) => ({ kind, part, atByte: n * steps[part] }));
    }),
  );
}

/** Which exchange of an item is still to be cut, by its id. */
type Orders = Map<string, Cut>;

/** Cuts by turns as a close and as a reset. */
function treat(
  orders: Orders,
  written: Set<string>,
  { method, path }: SeenRequest,
): Treatment | null {
  const id = /(?:reassignrequests|packages)\/([^/]+)/.exec(path)?.[1] ?? '';
  const cut = orders.get(id);
  if (cut === undefined) return null;
  const isRead = method === 'GET';
  if (!isRead) written.add(id);
  const isDue = cut.part === 'read-back' ? isRead && written.has(id) : !isRead;
  if (!isDue) return null;
  orders.delete(id);
  const { atByte, part } = cut;
  const how = atByte % 2 === 0 ? 'close' : 'reset';
  return { kind: part === 'request' ? 'cut-request' : 'cut-answer', atByte, how };
}

function nameCut(stage: ProcessStage, orders: Orders, cut: Cut): NamedItem {
  const item: StageItem = stage.take(cut.kind);
  orders.set(item.targetId, cut);
  return { item, name: `${cut.kind}, ${cut.part} cut at byte ${cut.atByte}` };
}

// Few enough that an engine is done in a minute, many enough that its start does not count.
const ITEMS_AN_ENGINE = 160;

function* listExecutions(
  stage: ProcessStage,
  orders: Orders,
  cuts: readonly Cut[],
): Generator<Execution> {
  for (let at = 0; at < cuts.length; at += ITEMS_AN_ENGINE) {
    const items = cuts.slice(at, at + ITEMS_AN_ENGINE).map((cut) => nameCut(stage, orders, cut));
    yield createManyItems(stage, `cuts from number ${at}`, items);
  }
}

export const cutBytes: FaultFamily = {
  name: 'cut-bytes',
  run: async ({ isQuick }) => {
    const cuts = listCuts(isQuick ? QUICK_STEPS : STEPS);
    const orders: Orders = new Map();
    const written = new Set<string>();
    const proxies: FaultProxy[] = [];
    const count = (kind: Kind): number => cuts.filter((cut) => cut.kind === kind).length;
    const stage = await startStage({
      name: 'cut-bytes',
      items: { goal: count('goal'), append: count('append'), positional: count('positional') },
      reach: async ({ baseUrl, signingHub }) => {
        const start = async (url: string): Promise<string> => {
          const { port, pathname } = new URL(url);
          const proxy = await startFaultProxy({
            targetPort: Number(port),
            treat: (request) => treat(orders, written, request),
          });
          proxies.push(proxy);
          return `http://127.0.0.1:${proxy.port}${pathname.replace(/\/$/, '')}`;
        };
        return {
          baseUrl: await start(baseUrl),
          hubUrl: await start(signingHub.baseUrl),
          close: async () => {
            for (const proxy of proxies) await proxy.stop();
          },
        };
      },
    });
    try {
      const result = await runFamily({
        name: 'cut-bytes',
        family: 'L3 cut at every byte',
        range: 'every byte of request and answer of a write × 3 classes, read-backs sampled',
        executions: listExecutions(stage, orders, cuts),
      });
      assertAllCut(orders);
      return result;
    } finally {
      await stage.close();
    }
  },
};

/** A cut that never met its exchange proves nothing. */
function assertAllCut(orders: Orders): void {
  const [left] = orders.values();
  if (left === undefined) return;
  throw new Error(`${orders.size} cuts never happened, e.g. ${JSON.stringify(left)}`);
}
