// Owns: a short number for a text, so that an index over ids of 36 letters is a fifth as large.
// Must not: be trusted alone; whoever looks up by it also compares the text.

const LOW_BITS = 2 ** 32;
const HIGH_MASK = 0xffff;

/** 48 bits, the same in every run; `id_hash(text)` in SQL. Two texts may share one. */
export function hashId(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high =
    Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low =
    Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return (high & HIGH_MASK) * LOW_BITS + (low >>> 0);
}
