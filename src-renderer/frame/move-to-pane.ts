// Owns: F6: moving the focus from pane to pane, to where it was in each.

/** Marks an element as a pane; its `data-pane-focus` descendant, or else itself, takes the focus. */
const PANE_SELECTOR = '[data-pane]';

/** Moves the focus to the next (1) or previous (-1) pane that is on screen. */
export function moveToPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>(PANE_SELECTOR)].filter((pane) =>
    pane.checkVisibility(),
  );
  if (panes.length === 0) return;
  const current = panes.findIndex((pane) => pane.contains(document.activeElement));
  const start = current === -1 ? (step === 1 ? -1 : 0) : current;
  const next = panes[(start + step + panes.length) % panes.length];
  if (next === undefined) return;
  focusPane(next);
}

/** Puts the focus into a pane. */
function focusPane(pane: HTMLElement): void {
  const target = pane.querySelector<HTMLElement>('[data-pane-focus]') ?? pane;
  if (target === pane && !pane.hasAttribute('tabindex')) pane.tabIndex = -1;
  target.focus();
}
