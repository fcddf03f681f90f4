// Owns: knowledge as a short text, for the disk and for the way to the page. Must not: learn; assumptions.ts does.
import { listReadings, READINGS } from './assumptions.ts';
import type { Assumptions, Knowledge } from './assumptions.ts';

const SWITCHES = Object.keys(READINGS) as readonly (keyof Assumptions)[];

/** All readings of today; two thousand objects, made once. */
let everything: Knowledge | null = null;

function listEverything(): Knowledge {
  everything ??= listReadings();
  return everything;
}

/**
 * One digit a switch and reading, after the names of the switches: 26 kB for everything, and still understood when a
 * later version knows a switch more (all its readings are open then).
 */
export function packKnowledge(knowledge: Knowledge): string {
  const readings = knowledge.map((world) => writeMark(world, SWITCHES));
  return JSON.stringify({ switches: SWITCHES, readings });
}

/** The same, but null while nothing is ruled out: what most services are until their first plan. */
export function packLearned(knowledge: Knowledge): string | null {
  return knowledge.length === listEverything().length ? null : packKnowledge(knowledge);
}

/** What was packed; null, and what an older version could not foresee, is everything. */
export function unpackKnowledge(packed: string | null): Knowledge {
  const all = listEverything();
  if (packed === null) return all;
  const { switches, readings } = JSON.parse(packed) as {
    readonly switches: readonly (keyof Assumptions)[];
    readonly readings: readonly string[];
  };
  // A switch or reading that is gone makes the rest worthless: begin anew.
  if (!switches.every((name) => SWITCHES.includes(name))) return all;
  const wanted = new Set(readings);
  const [first, ...rest] = all.filter((world) => wanted.has(writeMark(world, switches)));
  return first === undefined ? all : [first, ...rest];
}

function writeMark(world: Assumptions, switches: readonly (keyof Assumptions)[]): string {
  return switches
    .map((name) => (READINGS[name] as readonly unknown[]).indexOf(world[name]))
    .join('');
}
