// Owns: joining a burst of calls: the first acts at once, those in the pause after it act together at its end.
// Must not: wait for what the work starts.

/** `pauseMs` is the shortest time between two runs of `work`; a call is never lost, it only joins the next run. */
export function joinCalls(pauseMs: number, work: () => void): () => void {
  let isResting = false;
  let isWanted = false;
  const run = (): void => {
    isWanted = false;
    isResting = true;
    setTimeout(() => {
      isResting = false;
      if (isWanted) run();
    }, pauseMs);
    work();
  };
  return () => {
    if (isResting) isWanted = true;
    else run();
  };
}
