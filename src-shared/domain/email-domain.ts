// Owns: comparing mail addresses and their domains, and telling when one domain imitates another. Pure.
// Must not: decide what a finding means; that is hand-over-checks.ts.

const MAX_ADDRESS_LENGTH = 255;
// Deliberately plain: one @, no blanks or control characters, a dotted domain. The service has the last word.
const ADDRESS = /^[^\s@<>(),;:"\\]+@(?<domain>[^\s@<>(),;:"\\.]+(?:\.[^\s@<>(),;:"\\.]+)+)$/u;

/** Letters and pairs that are easily taken for others in a domain, in the order they are replaced. */
const CONFUSABLES: readonly (readonly [string, string])[] = [
  ['rn', 'm'],
  ['vv', 'w'],
  ['cl', 'd'],
  ['0', 'o'],
  ['1', 'l'],
  ['i', 'l'],
  ['5', 's'],
  ['а', 'a'],
  ['е', 'e'],
  ['о', 'o'],
  ['р', 'p'],
  ['с', 'c'],
  ['х', 'x'],
  ['у', 'y'],
  ['і', 'l'],
  ['ѕ', 's'],
  ['ԁ', 'd'],
  ['ɡ', 'g'],
  ['ο', 'o'],
  ['α', 'a'],
];

/** Lower-cased address without surrounding blanks, for comparing; '' when there is none. */
export function normaliseAddress(address: string | null): string {
  return (address ?? '').trim().toLowerCase();
}

/** Whether an address has the form of one (spec §4.1: at most 255 characters, valid). */
export function isWellFormedAddress(address: string): boolean {
  return address.length <= MAX_ADDRESS_LENGTH && ADDRESS.test(address.trim());
}

/** The domain of a well-formed address in lower case, else null. */
export function findDomain(address: string | null): string | null {
  const match = ADDRESS.exec(normaliseAddress(address));
  return match?.groups?.['domain'] ?? null;
}

/**
 * Whether two *different* domains could be taken for each other: same after replacing confusable letters,
 * same name under another ending, same with hyphens or dots moved, or one typing slip apart (only from six
 * characters on: short names differ by one letter too often to mean anything).
 */
export function isLookalike(domain: string, known: string): boolean {
  if (domain === known || isWithin(domain, known) || isWithin(known, domain)) return false;
  if (drawSkeleton(domain) === drawSkeleton(known)) return true;
  const [name, knownName] = [findName(domain), findName(known)];
  if (name === knownName) return true;
  if (name.replaceAll('-', '') === knownName.replaceAll('-', '')) return true;
  return Math.min(name.length, knownName.length) >= 6 && isOneSlipApart(name, knownName);
}

function isWithin(inner: string, outer: string): boolean {
  return inner.endsWith(`.${outer}`);
}

// A list names few domains, over and over; drawing one anew each time was most of what the checks cost.
const skeletons = new Map<string, string>();
// Bounded, so that a service that names a new domain in each row cannot fill the memory.
const MAX_SKELETONS = 2_000;

function drawSkeleton(domain: string): string {
  const known = skeletons.get(domain);
  if (known !== undefined) return known;
  const skeleton = CONFUSABLES.reduce(
    (text, [seen, meant]) => text.replaceAll(seen, meant),
    domain.replaceAll('-', '').normalize('NFKD').replaceAll(/\p{M}/gu, ''),
  );
  if (skeletons.size >= MAX_SKELETONS) skeletons.clear();
  skeletons.set(domain, skeleton);
  return skeleton;
}

/** Everything before the last dot: `legal.example` of `legal.example.com`. */
function findName(domain: string): string {
  return domain.slice(0, domain.lastIndexOf('.'));
}

/** One insertion, deletion, replacement, or two neighbours swapped. */
function isOneSlipApart(one: string, two: string): boolean {
  // A slip moves at most one code point, two code units: what differs by more needs no closer look.
  if (Math.abs(one.length - two.length) > 2) return false;
  const a = Array.from(one);
  const b = Array.from(two);
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let endA = a.length - 1;
  let endB = b.length - 1;
  while (endA >= start && endB >= start && a[endA] === b[endB]) {
    endA -= 1;
    endB -= 1;
  }
  const [leftA, leftB] = [endA - start + 1, endB - start + 1];
  if (leftA <= 1 && leftB <= 1) return true;
  return leftA === 2 && leftB === 2 && a[start] === b[endB] && a[endA] === b[start];
}
