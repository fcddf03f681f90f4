// Owns: giving way to waiting calls in the middle of long work. Must not: sleep.
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Lets timers, sockets and the shell's messages run once. */
export async function breathe(): Promise<void> {
  await nextTurn();
}
