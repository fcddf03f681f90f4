// Owns: the family of answers: every row of the table on the write, on the look before it and on the read after it.
// Must not: judge.
import { startLoopbackSink } from '../../support/loopback-sink.ts';
import { runFamily } from './family-run.ts';
import { ACCOUNT_ROWS, listHttpRows } from './http-rows.ts';
import { createManyItems } from './many-items.ts';
import { startStage } from './process-stage.ts';
import type { QueueEntry } from '../../../src-shared/domain/outbox-item.ts';
import type { FaultFamily } from '../fault-family.ts';
import type { Execution } from './family-run.ts';
import type { HttpRow } from './http-rows.ts';
import type { NamedItem } from './many-items.ts';
import type { ProcessStage } from './process-stage.ts';

const KINDS = ['goal', 'append', 'positional'] as const;
const PLACES = ['look', 'write', 'read-back'] as const;

interface HttpCase {
  readonly kind: (typeof KINDS)[number];
  readonly place: (typeof PLACES)[number];
  readonly row: HttpRow;
}

function listCases(isWide: boolean): readonly HttpCase[] {
  return KINDS.flatMap((kind) => {
    const rows = isWide ? ACCOUNT_ROWS : listHttpRows(kind === 'goal' ? 'cm-sign' : 'signinghub');
    return PLACES.flatMap((place) =>
      rows.filter((row) => isPossible(place, row)).map((row) => ({ kind, place, row })),
    );
  });
}

/** A read applies nothing. */
function isPossible(place: HttpCase['place'], { fault }: HttpRow): boolean {
  if (place === 'write') return true;
  return (
    fault['type'] !== 'late-apply' && !(fault['when'] === 'after' && Number(fault['status']) > 204)
  );
}

async function prepareCase(
  stage: ProcessStage,
  { kind, place, row }: HttpCase,
): Promise<NamedItem> {
  const item = stage.take(kind);
  const { fault, times = 1 } = row;
  const nth = place === 'read-back' ? { nth: 2 } : {};
  await stage.addFault(item, place === 'write' ? 'write' : 'read', fault, { ...nth, times });
  const name = `${kind}, ${place} answered ${row.name}`;
  return { name, item, demand: (entry) => demandEnd(name, place, row, entry) };
}

/** Ending elsewhere may break no promise, and still it is not what the table says. */
function demandEnd(
  name: string,
  place: HttpCase['place'],
  { ends }: HttpRow,
  { state, phrase, lastErrorCode, attempt }: QueueEntry,
): null {
  if (place !== 'write' || ends === undefined || ends.includes(state)) return null;
  // On a machine too busy to answer in time the answer was never seen, and the next write met no fault.
  if (attempt > 1) return null;
  throw new Error(`${name}: ${state} (${phrase}, ${lastErrorCode}), not ${ends.join(' or ')}`);
}

// One engine takes a fair share of the quiet rows: its items wait for each other's pauses.
const ITEMS_AN_ENGINE = 40;

async function prepareAll(
  stage: ProcessStage,
  quiet: readonly HttpCase[],
  wide: readonly HttpCase[],
): Promise<readonly Execution[]> {
  const executions: Execution[] = [];
  for (let at = 0; at < quiet.length; at += ITEMS_AN_ENGINE) {
    const items: NamedItem[] = [];
    for (const one of quiet.slice(at, at + ITEMS_AN_ENGINE))
      items.push(await prepareCase(stage, one));
    executions.push(createManyItems(stage, `rows from number ${at}`, items));
  }
  for (const one of wide) {
    const item = await prepareCase(stage, one);
    executions.push(createManyItems(stage, item.name, [item]));
  }
  return executions;
}

/** Never followed: the place it leads to is never asked, and a person is. */
function createRedirectRow(url: string): HttpRow {
  return {
    name: '307 to another place on this computer',
    fault: { type: 'redirect', location: `${url}/elsewhere`, status: 307 },
    ends: ['ATTENTION'],
  };
}

const QUICK_STEP = 19;

export const httpAnswers: FaultFamily = {
  name: 'http-answers',
  run: async ({ isQuick }) => {
    const sink = await startLoopbackSink();
    const redirect = createRedirectRow(sink.url);
    const redirects = KINDS.flatMap((kind) =>
      PLACES.map((place) => ({ kind, place, row: redirect })),
    );
    const all = listCases(false);
    const quiet = [
      ...(isQuick ? all.filter((_, index) => index % QUICK_STEP === 0) : all),
      ...redirects,
    ];
    const wide = isQuick ? [] : listCases(true);
    const count = (kind: HttpCase['kind']): number =>
      [...quiet, ...wide].filter((one) => one.kind === kind).length;
    const stage = await startStage({
      name: 'http-answers',
      items: { goal: count('goal'), append: count('append'), positional: count('positional') },
    });
    try {
      const result = await runFamily({
        name: 'http-answers',
        family: 'L3 every answer of the table',
        range: 'every row × look, write, read-back × 3 classes',
        executions: await prepareAll(stage, quiet, wide),
      });
      if (sink.hitCount > 0) throw new Error(`a redirect was followed ${sink.hitCount} times`);
      return result;
    } finally {
      await stage.close();
      await sink.close();
    }
  },
};
