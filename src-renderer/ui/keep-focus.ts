// Owns: the focus on an element while a menu closes and wants to give it back to its own button.
// Must not: hold it longer than that.

/** Frames within which a closing menu gives the focus back. */
const CLOSING_FRAMES = 6;

/** Call from a menu's action, for the element that the person goes on with; it is looked for anew in each frame. */
export function keepFocus(find: () => HTMLElement | null): void {
  let frames = 0;
  const hold = () => {
    const element = find();
    if (document.activeElement !== element) element?.focus();
    frames += 1;
    if (frames < CLOSING_FRAMES) requestAnimationFrame(hold);
  };
  requestAnimationFrame(hold);
}
