// Owns: what a key chord is, how it is written and when a key press matches it. Pure.
// A chord is "Mod+K", "Shift+J", "?", "F6" or a sequence "G I"; Mod is Ctrl, on a Mac Cmd.

/** The part of a keyboard event that matters. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const MODIFIERS = ['Mod', 'Alt', 'Shift'] as const;
const BARE_MODIFIER_KEYS = ['Control', 'Meta', 'Alt', 'Shift', 'AltGraph'];

/** Writes a key press as one chord step, or null for a bare modifier. Letters are upper case. */
export function writeKeyPress(press: KeyPress, isMac: boolean): string | null {
  if (BARE_MODIFIER_KEYS.includes(press.key)) return null;
  const key = press.key === ' ' ? 'Space' : press.key;
  const isOne = [...key].length === 1;
  const isLetter = isOne && key.toLowerCase() !== key.toUpperCase();
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const other = isMac ? press.ctrlKey : press.metaKey;
  // The other platform's modifier belongs to the system; a chord with it is never ours.
  if (other) return null;
  const parts: string[] = [];
  if (mod) parts.push('Mod');
  if (press.altKey) parts.push('Alt');
  // Shift is already in the character of a symbol key such as "?".
  if (press.shiftKey && (!isOne || isLetter)) parts.push('Shift');
  parts.push(isLetter ? key.toUpperCase() : key);
  return parts.join('+');
}

/** Tells whether a chord uses only a character key (with or without Shift): what WCAG 2.1.4 lets people switch off. */
export function isSingleKeyChord(chord: string): boolean {
  return splitSteps(chord).every((step) => {
    const { modifiers, key } = splitStep(step);
    return !modifiers.includes('Mod') && !modifiers.includes('Alt') && [...key].length === 1;
  });
}

/** Brings a typed chord into the one written form, or null when it is none. */
export function normaliseChord(text: string): string | null {
  const steps = splitSteps(text).map(normaliseStep);
  if (steps.length === 0 || steps.length > 2) return null;
  return steps.every((step) => step !== null) ? steps.join(' ') : null;
}

export type ChordMatch = 'full' | 'partial' | 'none';

/** Compares the steps pressed so far with a chord; `partial` waits for the second step of a sequence. */
export function matchChord(chord: string, pressed: readonly string[]): ChordMatch {
  const steps = splitSteps(chord);
  if (pressed.length > steps.length) return 'none';
  const isPrefix = pressed.every((step, index) => steps[index] === step);
  if (!isPrefix) return 'none';
  return pressed.length === steps.length ? 'full' : 'partial';
}

/** Splits a chord into keys to draw, such as ["Ctrl", "K"] or ["G", "I"]. */
export function drawChord(chord: string, isMac: boolean): readonly string[] {
  return splitSteps(chord).flatMap((step) => {
    const { modifiers, key } = splitStep(step);
    return [...modifiers.map((modifier) => drawModifier(modifier, isMac)), drawKey(key)];
  });
}

function drawModifier(modifier: string, isMac: boolean): string {
  if (modifier === 'Mod') return isMac ? '⌘' : 'Ctrl';
  if (modifier === 'Alt') return isMac ? '⌥' : 'Alt';
  return isMac ? '⇧' : 'Shift';
}

function drawKey(key: string): string {
  return key === 'Escape' ? 'Esc' : key;
}

function splitSteps(chord: string): readonly string[] {
  return chord.split(' ').filter((step) => step !== '');
}

function splitStep(step: string): { modifiers: readonly string[]; key: string } {
  const modifiers: string[] = [];
  let rest = step;
  for (const modifier of MODIFIERS) {
    if (rest.startsWith(`${modifier}+`) && rest.length > modifier.length + 1) {
      modifiers.push(modifier);
      rest = rest.slice(modifier.length + 1);
    }
  }
  return { modifiers, key: rest };
}

function normaliseStep(step: string): string | null {
  const parts = step === '+' ? ['+'] : step.split('+').filter((part) => part !== '');
  const key = parts.at(-1);
  if (key === undefined) return null;
  const given = new Set(parts.slice(0, -1).map(normaliseModifier));
  if (given.has(null)) return null;
  const modifiers = MODIFIERS.filter((modifier) => given.has(modifier));
  const written = [...key].length === 1 ? key.toUpperCase() : key;
  return [...modifiers, written].join('+');
}

function normaliseModifier(text: string): (typeof MODIFIERS)[number] | null {
  const low = text.toLowerCase();
  if (low === 'ctrl' || low === 'cmd' || low === 'mod' || low === 'meta') return 'Mod';
  if (low === 'alt' || low === 'option') return 'Alt';
  return low === 'shift' ? 'Shift' : null;
}
