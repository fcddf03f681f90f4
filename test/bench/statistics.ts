// Owns: medians and their 95 % intervals, and running two sides in turn. Must not: know what is measured.

export interface Estimate {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Runs both sides once a round, first one then the other by turns, so that noise falls on both alike. */
export async function interleave(
  rounds: number,
  numerator: () => Promise<number>,
  denominator: () => Promise<number>,
): Promise<readonly number[]> {
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const isFirst = round % 2 === 0;
    const early = isFirst ? await numerator() : await denominator();
    const late = isFirst ? await denominator() : await numerator();
    ratios.push(isFirst ? early / late : late / early);
  }
  return ratios;
}

/** Median with the interval that order statistics give it: no shape of the noise is assumed. */
export function estimateMedian(values: readonly number[]): Estimate {
  const sorted = values.toSorted((a, b) => a - b);
  const skip = findSkip(sorted.length);
  return {
    median: readQuantile(sorted, 0.5),
    low: sorted[skip] ?? Number.NaN,
    high: sorted[sorted.length - 1 - skip] ?? Number.NaN,
  };
}

/** The value below which `share` of the sorted values lie. */
export function readQuantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** How many values may be left out on each side so that the rest holds the median with 95 %. */
function findSkip(count: number): number {
  let tail = 0;
  let ways = 1;
  for (let index = 0; index < count / 2; index += 1) {
    tail += ways / 2 ** count;
    if (tail > 0.025) return Math.max(0, index - 1);
    ways = (ways * (count - index)) / (index + 1);
  }
  return 0;
}
