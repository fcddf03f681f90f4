// Owns: the keys that send what is written: Ctrl+Enter, on macOS with Cmd. Must not: decide whether it may be sent.
import { useEffect, useEffectEvent } from 'react';

/** How the keys are drawn beside what they press. */
export const SEND_CHORD = 'Mod+Enter';

/** Whether a key press is the one that sends: a person's own, as for every command, and not one that ends a composition. */
export function isSendChord(event: KeyboardEvent): boolean {
  if (!event.isTrusted || event.isComposing) return false;
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey);
}

/** Sends from wherever the focus is while a dialog is open; a focused button would take Enter as its own press. */
export function useSendChord(send: () => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (!isSendChord(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) send();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, []);
}
