// Owns: giving the focus to a screen that has just come, when what had it went away with the one before.
// Must not: take it from a link that was pressed, or from anything else that still has it.
import { useEffect } from 'react';

/** Where a screen takes the focus, best first. */
const PLACES = [
  '[data-arrival]',
  '[data-pane-focus]',
  '[data-command-scope="list"]',
  'button:not(:disabled)',
];

/** Call in a screen that may come by a key: without it the keys of its list would do nothing until a click or Tab. */
export function useFocusOnArrival(): void {
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) findPlace()?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, []);
}

/** A pane may be hidden in a narrow window. */
function findPlace(): HTMLElement | undefined {
  return PLACES.flatMap((place) => [
    ...document.querySelectorAll<HTMLElement>(`main ${place}`),
  ]).find((element) => element.checkVisibility());
}
