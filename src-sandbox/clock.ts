// Owns the sandbox's own time: the machine's wall clock plus an offset that tests may move.
// Must not schedule anything.

/** Sandbox time in milliseconds since 1970, and the offset that makes it. */
export type Clock = Readonly<{
  nowMs: () => number;
  offsetMs: () => number;
  setOffsetMs: (offsetMs: number) => void;
}>;

export function createClock(): Clock {
  let offset = 0;
  return {
    nowMs: () => Date.now() + offset,
    offsetMs: () => offset,
    setOffsetMs: (offsetMs) => {
      offset = offsetMs;
    },
  };
}
