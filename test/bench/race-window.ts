// Owns: R1, how long the one race that cannot be closed stands open: from the service's answer to our last look until
// our write is with it; beside a bare client that writes at once. Must not: make a colleague act.
import { startOutboxDesk } from '../support/outbox-desk.ts';
import { createBareClient } from './bare-client.ts';
import { interleave, readQuantile } from './statistics.ts';
import { startTimedRelay } from './timed-relay.ts';
import type { Metric } from './metric.ts';
import type { TimedRelay } from './timed-relay.ts';

/** A service on the same continent. */
const DELAY_MS = 25;
const SAMPLES_NEARBY = 100;

/** The window with the service a distance away / the same of a bare client; nearby, in milliseconds, beside it. */
export async function measureRaceWindow(rounds: number): Promise<Metric> {
  const nearby = await measureWindows(0, async ({ ours }) => {
    const windows: number[] = [];
    for (let one = 0; one < SAMPLES_NEARBY; one += 1) windows.push(await ours());
    return windows.toSorted((a, b) => a - b);
  });
  const away: number[] = [];
  const ratios = await measureWindows(DELAY_MS, ({ ours, bare }) =>
    interleave(
      rounds,
      async () => {
        const windowMs = await ours();
        away.push(windowMs);
        return windowMs;
      },
      bare,
    ),
  );
  const write = (sorted: readonly number[], share: number): string =>
    readQuantile(sorted, share).toFixed(1);
  const sortedAway = away.toSorted((a, b) => a - b);
  return {
    name: 'R1',
    what: `race window, ${2 * DELAY_MS} ms there and back / of a client that writes at once`,
    ratios,
    pass: 1.5,
    stretch: 1.2,
    note:
      `${write(sortedAway, 0.5)} ms, at most ${write(sortedAway, 1)} ms; with the service on this computer ` +
      `${write(nearby, 0.5)} ms, p95 ${write(nearby, 0.95)} ms, at most ${write(nearby, 1)} ms (${SAMPLES_NEARBY} decisions)`,
  };
}

interface Sides {
  /** One decision through the outbox; its window in milliseconds. */
  readonly ours: () => Promise<number>;
  readonly bare: () => Promise<number>;
}

async function measureWindows<T>(
  delayMs: number,
  measure: (sides: Sides) => Promise<T>,
): Promise<T> {
  let relay: TimedRelay | null = null;
  let resolveRest: () => void = () => {};
  const desk = await startOutboxDesk({
    hasOwnProcess: true,
    onFailpoint: (name) => {
      if (name === 'outbox.rest.after-commit') resolveRest();
    },
    relay: async (baseUrl) => {
      relay = await startTimedRelay(baseUrl, delayMs);
      return relay.baseUrl;
    },
  });
  const between = relay as TimedRelay | null;
  if (between === null) throw new Error('there is no relay');
  const bare = createBareClient(desk.sandbox, between.baseUrl);
  const sides: Sides = {
    ours: async () => {
      const id = await desk.makeRequest();
      between.takePassages();
      const rested = new Promise<void>((resolve) => {
        resolveRest = resolve;
      });
      desk.decide(id, { kind: 'approve', message: 'Please sign' });
      await rested;
      return readWindow(between);
    },
    bare: async () => {
      const id = await desk.makeRequest();
      between.takePassages();
      await bare.ask('GET', id);
      await bare.ask('PUT', id);
      return readWindow(between);
    },
  };
  try {
    // Opening connections and compiling the code is not what is asked.
    await sides.ours();
    await sides.bare();
    return await measure(sides);
  } finally {
    await bare.close();
    await desk.close();
    await between.stop();
  }
}

function readWindow(relay: TimedRelay): number {
  const passages = relay.takePassages();
  const write = passages.find(({ method }) => method === 'PUT');
  const look = passages.findLast(
    ({ method, answeredMs }) => method === 'GET' && answeredMs < (write?.arrivedMs ?? 0),
  );
  if (write === undefined || look === undefined) throw new Error('there was no look or no write');
  return write.arrivedMs - look.answeredMs;
}
