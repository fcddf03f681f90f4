// Owns invented people: names that fit together, addresses at example domains, fictional phones.
import type { Draw } from './random.ts';
import { NAME_GROUPS } from './sample-words.ts';

/** An invented person; `given` is the name used in messages. */
export type Person = Readonly<{
  name: string;
  given: string;
  email: string;
  phoneNumber: string;
  locale: string;
}>;

const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  Ł: 'l',
  ø: 'o',
  ı: 'i',
};

/** Lower-case ASCII letters of a name, words joined by dots; safe as the local part of an address. */
function simplifyName(name: string): string {
  return name
    .replace(/[ßłŁøı]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z -]/g, '')
    .replace(/ +/g, '.');
}

// Made once: normalising a name a million times would be the slowest step of a large list.
const GROUPS = NAME_GROUPS.map((group) => ({
  locale: group.locale,
  given: group.given.map((name) => ({ name, local: simplifyName(name) })),
  family: group.family.map((name) => ({ name, local: simplifyName(name) })),
}));

/** A number from a range reserved for fiction in the US, the UK or France. */
function makePhone(draw: Draw): string {
  const country = draw.below(3);
  if (country === 0) {
    const area = draw.pick(['202', '312', '415', '617', '702']);
    return `+1${area}55501${String(draw.below(100)).padStart(2, '0')}`;
  }
  if (country === 1) return `+447700900${String(draw.below(1000)).padStart(3, '0')}`;
  return `+33639980${String(draw.below(1000)).padStart(3, '0')}`;
}

/** Draws a person working at `domain`. */
export function makePerson(draw: Draw, domain: string): Person {
  const group = draw.pick(GROUPS);
  const given = draw.pick(group.given);
  const family = draw.pick(group.family);
  return {
    name: `${given.name} ${family.name}`,
    given: given.name,
    email: `${given.local}.${family.local}@${domain}`,
    phoneNumber: makePhone(draw),
    locale: group.locale,
  };
}

const LOOK_ALIKES: readonly (readonly [string, string])[] = [
  ['m', 'rn'],
  ['w', 'vv'],
  ['l', '1'],
  ['o', '0'],
  ['i', 'l'],
  ['a', 'e'],
];

/** A domain that reads like the given one but is another. */
export function imitateDomain(domain: string): string {
  const [name = '', ...rest] = domain.split('.');
  for (const [from, to] of LOOK_ALIKES) {
    if (name.includes(from)) return [name.replace(from, to), ...rest].join('.');
  }
  return [`${name}s`, ...rest].join('.');
}
