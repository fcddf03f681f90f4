// Owns: which recipient to reorder next so that the fewest reorders are needed. Must not: touch steps or types.
import type { Assumptions } from './assumptions.ts';
import type { ReorderCall } from './call.ts';
import type { RecipientList } from './model.ts';

/**
 * The next reorder that brings the positions nearer to the wanted ones, or null when they are right. Both lists
 * hold the same keys. Under `move` a longest increasing subsequence stays where it is (spec §5.8 step 5); under
 * `swap` every call puts at least one recipient in his place.
 */
export function findMove(
  list: RecipientList,
  wanted: RecipientList,
  meaning: Assumptions['reorderMeaning'],
): ReorderCall | null {
  const places = readPlaces(list, wanted);
  if (meaning === 'swap') {
    const to = places.findIndex((place, index) => place !== index);
    return to === -1 ? null : { kind: 'reorder', order: places.indexOf(to) + 1, to: to + 1 };
  }
  const kept = new Set(findLongestIncreasing(places));
  if (kept.size === places.length) return null;
  const lost = places.findIndex((place, index) => !kept.has(index) && place >= 0);
  const place = places[lost] ?? 0;
  // Behind the last kept one that belongs before him.
  let before = -1;
  for (const index of kept) if ((places[index] ?? 0) < place) before = Math.max(before, index);
  const to = before < lost ? before + 1 : before;
  return { kind: 'reorder', order: lost + 1, to: to + 1 };
}

/** Fewest reorders from this sequence to an ascending one under `move`. */
export function countMoves(places: readonly number[]): number {
  return places.length - findLongestIncreasing(places).length;
}

/** For each recipient of the list, from 0, the place he has in the wanted list. */
function readPlaces(list: RecipientList, wanted: RecipientList): readonly number[] {
  const places = new Map(wanted.recipients.map((one, index) => [one.key, index]));
  return list.recipients.map((one) => places.get(one.key) ?? -1);
}

/** Indexes of one longest increasing subsequence, ascending. */
export function findLongestIncreasing(values: readonly number[]): readonly number[] {
  const tails: number[] = [];
  const previous: number[] = [];
  values.forEach((value, index) => {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? -1 : (tails[low - 1] ?? -1);
    tails[low] = index;
  });
  const found: number[] = [];
  for (let at = tails.at(-1) ?? -1; at !== -1; at = previous[at] ?? -1) found.push(at);
  return found.toReversed();
}
