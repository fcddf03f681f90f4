// Owns: the moment before the end in which the page stores what a person has just typed.
// Must not: import electron, or wait for a page that does not answer.

/** The page answers within milliseconds; one that hangs or is gone must not hold a person who wants to leave. */
const PAGE_LIMIT_MS = 1_000;

export interface PageFarewell {
  /** Asks the page to save; resolves when it has, or after a second. */
  letPageSave(): Promise<void>;
  /** The page has answered. */
  notePageReady(): void;
}

export function createPageFarewell(askPage: () => void, limitMs = PAGE_LIMIT_MS): PageFarewell {
  let finish: (() => void) | null = null;
  return {
    letPageSave: () =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, limitMs);
        finish = () => {
          clearTimeout(timer);
          resolve();
        };
        askPage();
      }),
    notePageReady: () => finish?.(),
  };
}
