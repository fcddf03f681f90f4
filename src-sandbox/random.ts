// Owns repeatable pseudo-randomness: every value is a function of (seed, stream, index), so any
// record can be made alone and in any order. Must not use Math.random or the clock.

/** A short run of pseudo-random draws belonging to one record. */
export type Draw = Readonly<{
  /** Next unsigned 32-bit integer. */
  next: () => number;
  /** Integer in [0, limit). */
  below: (limit: number) => number;
  /** True with the given probability (0 … 1). */
  chance: (probability: number) => boolean;
  /** One entry of a non-empty list. */
  pick: <T>(list: readonly T[]) => T;
}>;

/** Murmur3's finalizer: a bijection on 32-bit integers that spreads every input bit. */
export function mix32(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The inverse of {@link mix32}. */
export function unmix32(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x7ed1b41d);
  h = Math.imul(h ^ (h >>> 13) ^ (h >>> 26), 0xa5cb9243);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Hashes up to three 32-bit integers into one. */
export function hash32(a: number, b: number, c = 0): number {
  return mix32(mix32(mix32(a + 0x9e3779b9) ^ b) + Math.imul(c, 0x85ebca77) + 0x165667b1);
}

/** Starts the draws of record `index` in `stream`; equal arguments give equal draws. */
export function createDraw(seed: number, stream: number, index: number): Draw {
  let state = hash32(seed, stream, index);
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }
  const below = (limit: number): number => Math.floor((next() / 0x1_0000_0000) * limit);
  return {
    next,
    below,
    chance: (probability) => next() / 0x1_0000_0000 < probability,
    pick: (list) => {
      const entry = list[below(list.length)];
      if (entry === undefined) throw new RangeError('cannot pick from an empty list');
      return entry;
    },
  };
}
