// Owns: turning key presses anywhere in the window into commands.
import { useEffect } from 'react';
import { findPressedCommand } from './command-keys.ts';
import { runCommand } from './command-registry.ts';
import { writeKeyPress } from './key-chord.ts';
import { useDeskStore } from '../stores/desk-store.ts';
import { useSettingsStore } from '../stores/settings-store.ts';

/** Time to press the second key of a sequence: long enough to look for it, short enough to forget a slip. */
const SEQUENCE_TIMEOUT_MS = 1500;

/** Marks the element whose inside is "the list" for single-letter keys. */
export const LIST_SCOPE = { 'data-command-scope': 'list' } as const;

/** Listens for the whole window. Mount once, in the frame. */
export function useKeyboard(): void {
  useEffect(() => {
    let pressed: readonly string[] = [];
    let lastAtMs = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      // Only a person's own key presses count; a script in the page could not decide anything.
      if (!event.isTrusted || event.defaultPrevented || event.isComposing) return;
      if (isInOverlay(event.target)) return;
      const step = writeKeyPress(event, useDeskStore.getState().isMac);
      if (step === null) return;
      pressed = event.timeStamp - lastAtMs > SEQUENCE_TIMEOUT_MS ? [step] : [...pressed, step];
      lastAtMs = event.timeStamp;
      const settings = useSettingsStore.getState().settings;
      const place = readPlace(event.target);
      let meaning = findPressedCommand(pressed, place, settings);
      if (meaning.kind === 'none' && pressed.length > 1) {
        pressed = [step];
        meaning = findPressedCommand(pressed, place, settings);
      }
      if (meaning.kind === 'wait') return;
      pressed = [];
      if (meaning.kind === 'run' && runCommand(meaning.id)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isInOverlay(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]') !== null
  );
}

function readPlace(target: EventTarget | null): { isInList: boolean; isInText: boolean } {
  if (!(target instanceof Element)) return { isInList: false, isInText: false };
  const isInText = target.matches(
    'textarea, [contenteditable="true"], input:not([type="checkbox"], [type="radio"], [type="button"])',
  );
  return { isInText, isInList: target.closest('[data-command-scope="list"]') !== null };
}
