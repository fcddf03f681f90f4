// Owns: turning key presses into the chord a person wants for a command, and what stands against it. Pure.
import { findKeyConflict } from '../../commands/command-keys.ts';
import { COMMAND_IDS } from '../../commands/command-list.ts';
import { isSingleKeyChord } from '../../commands/key-chord.ts';
import type { KeySettings } from '../../commands/command-keys.ts';
import type { CommandId } from '../../commands/command-list.ts';

/** Steps pressed so far and when the last came. */
export interface Recording {
  readonly steps: readonly string[];
  readonly lastAtMs: number;
}

export const NOTHING_RECORDED: Recording = { steps: [], lastAtMs: 0 };

/** A second key within this time makes a sequence such as "G I"; a later one starts anew. */
const SEQUENCE_TIMEOUT_MS = 1500;

/** Takes one more step. Only characters make sequences: "Mod+K" stands alone. */
export function recordStep(before: Recording, step: string, atMs: number): Recording {
  const [first] = before.steps;
  const makesSequence =
    before.steps.length === 1 &&
    first !== undefined &&
    atMs - before.lastAtMs <= SEQUENCE_TIMEOUT_MS &&
    isSingleKeyChord(first) &&
    isSingleKeyChord(step);
  return { steps: makesSequence ? [first, step] : [step], lastAtMs: atMs };
}

/** The recorded chord, or null before anything was pressed. */
export function readRecording({ steps }: Recording): string | null {
  return steps.length === 0 ? null : steps.join(' ');
}

/** Keys the desk cannot give away: they move the focus or close things everywhere. */
const RESERVED = ['Tab', 'Shift+Tab', 'Escape', 'Enter', 'Space'];

export function isReservedChord(chord: string): boolean {
  return RESERVED.includes(chord);
}

/** Other commands that would lose their keys to this chord, in the list's order. */
export function listKeyLosers(
  id: CommandId,
  chord: string,
  settings: KeySettings,
): readonly CommandId[] {
  const losers: CommandId[] = [];
  let bindings = settings.keyBindings;
  // Each found loser is taken away, so that the next one shows; there are at most as many as commands.
  for (let round = 0; round < COMMAND_IDS.length; round += 1) {
    const loser = findKeyConflict(id, chord, { ...settings, keyBindings: bindings });
    if (loser === null) break;
    losers.push(loser);
    bindings = { ...bindings, [loser]: '' };
  }
  return losers;
}

/** The bindings after a command takes a chord over; losers keep no key until they are given one. */
export function bindChord(
  bindings: Readonly<Record<string, string>>,
  id: CommandId,
  chord: string,
  losers: readonly CommandId[],
): Record<string, string> {
  const next: Record<string, string> = { ...bindings, [id]: chord };
  for (const loser of losers) next[loser] = '';
  return next;
}

/** The bindings after a command went back to its default. */
export function resetBinding(
  bindings: Readonly<Record<string, string>>,
  id: CommandId,
): Record<string, string> {
  return Object.fromEntries(Object.entries(bindings).filter(([other]) => other !== id));
}
