// Owns: noticing that a child hangs: a ping every few seconds, and a verdict when no answer comes.
// Must not: kill anything itself, or take a sleeping computer for a hanging child.

export interface WatchdogOptions {
  readonly everyMs: number;
  readonly stalledAfterMs: number;
  sendPing(id: number): void;
  onStalled(): void;
}

export interface Watchdog {
  start(): void;
  stop(): void;
  receivePong(id: number): void;
}

/** Calls `onStalled` once when no pong came for `stalledAfterMs`; then it is stopped. */
export function createWatchdog(options: WatchdogOptions): Watchdog {
  let timer: NodeJS.Timeout | undefined;
  let lastPongAt = 0;
  let lastTickAt = 0;
  let pingId = 0;

  function tick(): void {
    const now = performance.now();
    // A late tick means that this process (the whole computer) slept; the child slept as well.
    if (now - lastTickAt > options.everyMs * 3) lastPongAt = now;
    lastTickAt = now;
    if (now - lastPongAt > options.stalledAfterMs) {
      stop();
      options.onStalled();
      return;
    }
    pingId += 1;
    options.sendPing(pingId);
  }
  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }
  return {
    start: () => {
      stop();
      lastPongAt = lastTickAt = performance.now();
      timer = setInterval(tick, options.everyMs);
    },
    stop,
    receivePong: (id) => {
      if (id <= pingId) lastPongAt = performance.now();
    },
  };
}
