// Owns: what is not published about the service, as switches, and what has been learned of them so far.
// Must not: say what a switch does; that is server-rules.ts.
import type { WorkflowCall } from './call.ts';

/** One reading of everything the service leaves open and a plan depends on. Numbers are the register's (spec §12). */
export interface Assumptions {
  /** reorder takes out and puts in, or lets two recipients trade places. */
  readonly reorderMeaning: 'move' | 'swap';
  /**
   * what reorder does to the steps. `by-type`: SERIAL renumbers, CUSTOM keeps each one's own number.
   * `with-recipient`: own numbers in every type. `with-position`: the number belongs to the place in the list.
   * `renumber`: step = position, also in CUSTOM.
   */
  readonly reorderSteps: 'by-type' | 'with-recipient' | 'with-position' | 'renumber';
  /** whether SERIAL moves later steps up after a delete, as it does positions. */
  readonly deleteSteps: 'closed' | 'kept';
  /** whether SERIAL replaces a number that fits nowhere by the next free one. */
  readonly serialNumbers: 'normalised' | 'kept';
  /** CUSTOM without a number is refused, or goes into a new last step. */
  readonly missingNumber: 'refused' | 'appended';
  /** PARALLEL ignores a number other than 1, or turns into CUSTOM. */
  readonly parallelNumbers: 'ignored' | 'convert';
  /** an update with an occupied number turns SERIAL into CUSTOM as an add does, or is ignored. */
  readonly updateConverts: boolean;
  /** CUSTOM turns back into SERIAL, numbered anew, when a change leaves one recipient per step, in list order. */
  readonly customReturns: boolean;
  /** CUSTOM keeps gaps between steps, or closes them after every call. */
  readonly gaps: 'kept' | 'closed';
  /** an explicit SERIAL or PARALLEL renumbers the steps, or leaves them. */
  readonly typeChange: 'renumber' | 'kept';
}

type Readings = { readonly [Switch in keyof Assumptions]: readonly Assumptions[Switch][] };

/** Every reading of every switch; the first is the one the register chose. */
export const READINGS: Readings = {
  reorderMeaning: ['move', 'swap'],
  reorderSteps: ['by-type', 'with-recipient', 'with-position', 'renumber'],
  deleteSteps: ['closed', 'kept'],
  serialNumbers: ['normalised', 'kept'],
  missingNumber: ['refused', 'appended'],
  parallelNumbers: ['ignored', 'convert'],
  updateConverts: [true, false],
  customReturns: [false, true],
  gaps: ['kept', 'closed'],
  typeChange: ['renumber', 'kept'],
};

/** The register's own choice in every switch. */
export const REGISTER_ASSUMPTIONS: Assumptions = {
  reorderMeaning: 'move',
  reorderSteps: 'by-type',
  deleteSteps: 'closed',
  serialNumbers: 'normalised',
  missingNumber: 'refused',
  parallelNumbers: 'ignored',
  updateConverts: true,
  customReturns: false,
  gaps: 'kept',
  typeChange: 'renumber',
};

/**
 * What may still be true of a server: the readings not ruled out by what was read, likeliest first, never empty.
 * One entry = everything is known. Plain JSON, so that it can be kept per server.
 */
export type Knowledge = readonly [Assumptions, ...Assumptions[]];

const SWITCHES = Object.keys(READINGS) as readonly (keyof Assumptions)[];

/** Which switches may decide the outcome of a call; the others need not be tried. */
const SWITCHES_BY_CALL: Readonly<Record<WorkflowCall['kind'], readonly (keyof Assumptions)[]>> = {
  'set-type': ['typeChange', 'gaps'],
  add: ['serialNumbers', 'missingNumber', 'parallelNumbers', 'gaps', 'customReturns'],
  update: ['serialNumbers', 'updateConverts', 'parallelNumbers', 'gaps', 'customReturns'],
  reorder: ['reorderMeaning', 'reorderSteps', 'gaps', 'customReturns'],
  delete: ['deleteSteps', 'gaps', 'customReturns'],
};

/** All readings that agree with what is known, fewest departures from the register first. */
export function listReadings(known: Partial<Assumptions> = {}): Knowledge {
  let worlds: readonly Assumptions[] = [REGISTER_ASSUMPTIONS];
  for (const name of SWITCHES) {
    const values: readonly unknown[] = name in known ? [known[name]] : READINGS[name];
    worlds = worlds.flatMap((world) => values.map((value) => ({ ...world, [name]: value })));
  }
  const [first, ...rest] = worlds.toSorted((a, b) => countDepartures(a) - countDepartures(b));
  return [first ?? REGISTER_ASSUMPTIONS, ...rest];
}

/** Knowledge never changes, and a plan asks the same of it hundreds of times. */
const pickedReadings = new WeakMap<Knowledge, Map<WorkflowCall['kind'], readonly Assumptions[]>>();

/** The same knowledge, one entry per outcome a call could have: readings that differ elsewhere are one. */
export function pickReadingsFor(call: WorkflowCall, knowledge: Knowledge): readonly Assumptions[] {
  if (knowledge.length === 1) return knowledge;
  const picked =
    pickedReadings.get(knowledge) ?? new Map<WorkflowCall['kind'], readonly Assumptions[]>();
  pickedReadings.set(knowledge, picked);
  const readings = picked.get(call.kind) ?? dropAlike(call.kind, knowledge);
  picked.set(call.kind, readings);
  return readings;
}

function dropAlike(kind: WorkflowCall['kind'], knowledge: Knowledge): readonly Assumptions[] {
  const seen = new Map<string, Assumptions>();
  for (const world of knowledge) {
    const mark = writeReading(kind, world);
    if (!seen.has(mark)) seen.set(mark, world);
  }
  return [...seen.values()];
}

/**
 * Drops the readings under which a call would not have done what was read; those that differ only where the call
 * cannot show it go together. When nothing would be left, nothing was learned.
 */
export function narrowKnowledge(
  call: WorkflowCall,
  knowledge: Knowledge,
  isPossible: (world: Assumptions) => boolean,
): Knowledge {
  const refuted = new Set(
    pickReadingsFor(call, knowledge)
      .filter((world) => !isPossible(world))
      .map((world) => writeReading(call.kind, world)),
  );
  if (refuted.size === 0) return knowledge;
  const [first, ...rest] = knowledge.filter(
    (world) => !refuted.has(writeReading(call.kind, world)),
  );
  return first === undefined ? knowledge : [first, ...rest];
}

function writeReading(kind: WorkflowCall['kind'], world: Assumptions): string {
  return SWITCHES_BY_CALL[kind].map((name) => String(world[name])).join();
}

function countDepartures(world: Assumptions): number {
  return SWITCHES.filter((name) => world[name] !== REGISTER_ASSUMPTIONS[name]).length;
}
