// Owns: how long a test waits, in real time, for something that is to come. Must not: bound what is being tested.

/**
 * A healthy machine needs a small part of it, and success never waits for it; a machine that is busy with other things
 * must not fail a test, and one that hangs must still end it with its reason.
 */
export const PATIENCE_MS = 30_000;
