// Owns: putting the focus on the list of the screen: where keys act and where the focus falls back to.

/** Focuses the list, once what is changing on screen has settled. Does nothing where there is no list. */
export function focusList(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('[data-command-scope="list"]')?.focus();
  });
}
