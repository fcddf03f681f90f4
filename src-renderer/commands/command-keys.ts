// Owns: which keys a command has now: the person's own, else the default; and which command a press means.
import { COMMAND_IDS, readCommand } from './command-list.ts';
import { isSingleKeyChord, matchChord } from './key-chord.ts';
import type { CommandId } from './command-list.ts';

/** The two settings that change keys. An empty string takes a command's key away. */
export interface KeySettings {
  readonly letterKeys: boolean;
  readonly keyBindings: Readonly<Record<string, string>>;
}

/** Where the focus is when a key is pressed. */
export interface KeyPlace {
  readonly isInList: boolean;
  readonly isInText: boolean;
}

/** The chords of a command that work under these settings, the first to be shown. */
export function readCommandKeys(id: CommandId, settings: KeySettings): readonly string[] {
  const own = settings.keyBindings[id];
  const chords = own === undefined ? readCommand(id).keys : own === '' ? [] : [own];
  return settings.letterKeys ? chords : chords.filter((chord) => !isSingleKeyChord(chord));
}

export type PressMeaning =
  | { readonly kind: 'run'; readonly id: CommandId }
  | { readonly kind: 'wait' }
  | { readonly kind: 'none' };

/** Finds what the steps pressed so far mean at this place. */
export function findPressedCommand(
  pressed: readonly string[],
  place: KeyPlace,
  settings: KeySettings,
): PressMeaning {
  let waits = false;
  for (const id of COMMAND_IDS) {
    for (const chord of readCommandKeys(id, settings)) {
      if (!worksHere(id, chord, place)) continue;
      const match = matchChord(chord, pressed);
      if (match === 'full') return { kind: 'run', id };
      if (match === 'partial') waits = true;
    }
  }
  return waits ? { kind: 'wait' } : { kind: 'none' };
}

function worksHere(id: CommandId, chord: string, place: KeyPlace): boolean {
  // Whatever a person bound, a lone character acts only in the list.
  const scope = isSingleKeyChord(chord) ? 'list' : readCommand(id).scope;
  if (scope === 'list') return place.isInList && !place.isInText;
  return scope === 'always' || !place.isInText;
}

/** Commands that would share a chord, for the settings screen: the other command's id, or null. */
export function findKeyConflict(
  id: CommandId,
  chord: string,
  settings: KeySettings,
): CommandId | null {
  const taken = COMMAND_IDS.find(
    (other) =>
      other !== id &&
      readCommandKeys(other, { ...settings, letterKeys: true }).some(
        (theirs) =>
          matchChord(theirs, chord.split(' ')) !== 'none' ||
          matchChord(chord, theirs.split(' ')) !== 'none',
      ),
  );
  return taken ?? null;
}
