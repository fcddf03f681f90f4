// Owns: starting the engine that can be killed at a named moment, waiting for that death, and for rest afterwards.
// Must not: hold expectations about what became of the items.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEngineProcess } from './engine-desk.ts';
import type { EngineProcess } from './engine-desk.ts';

/** The program itself, for hosts that start it in their own way. */
export const KILLABLE_PROGRAM = fileURLToPath(
  new URL('./engine-with-failpoints.ts', import.meta.url),
);

/**
 * A settle of 20 s takes two; still far longer than any request on loopback lives on a machine that does other work
 * too, which assumption A1 needs.
 */
export const CLOCK_RATE = 10;
// The first polite end leaves the compiled program here, by its content: later starts take a third of the time.
const COMPILED = fileURLToPath(new URL('../../.cache/compiled', import.meta.url));
// A few rounds of settling on a fast clock, plus starts on a busy machine.
const LIMIT_MS = 120_000;

export interface KillableOptions {
  /** Holds `data/` and the keychain's file. */
  readonly folder: string;
  /** Name of the moment, `*` for any; none = lives. */
  readonly killAt?: string;
  /** At which of its hits, from 1. */
  readonly hit?: number;
  /** Where the first engine of the folder that comes by stands still for good. */
  readonly stallAt?: string;
  /** How wrong the wall clock is at the start. */
  readonly clockJumpMs?: number;
  readonly clockRate?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts it on `folder`, which is kept. */
export async function startKillableEngine(options: KillableOptions): Promise<EngineProcess> {
  return await startEngineProcess({
    dataFolder: join(options.folder, 'data'),
    program: KILLABLE_PROGRAM,
    env: describeEnvironment(options),
  });
}

/** What the program reads of its environment. */
export function describeEnvironment(options: KillableOptions): NodeJS.ProcessEnv {
  const { folder, killAt = '', hit = 1, stallAt = '' } = options;
  const { clockJumpMs = 0, clockRate = CLOCK_RATE } = options;
  return {
    ...process.env,
    NODE_COMPILE_CACHE: COMPILED,
    ...options.env,
    KILL_AT: killAt,
    KILL_AT_HIT: String(hit),
    STALL_AT: stallAt,
    KEYCHAIN_FILE: getKeychainFile(folder),
    MOMENTS_FILE: join(folder, 'moments.txt'),
    CLOCK_RATE: String(clockRate),
    CLOCK_JUMP_MS: String(clockJumpMs),
  };
}

export function getKeychainFile(folder: string): string {
  return join(folder, 'keychain.json');
}

/** Every named moment the engines in `folder` passed, in order. */
export function readMoments(folder: string): readonly string[] {
  const path = join(folder, 'moments.txt');
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
}

/** Waits for the death by SIGKILL at `killAt`; throws when it does not come. */
export async function expectDeath(engine: EngineProcess, killAt: string): Promise<void> {
  const limit = Promise.withResolvers<never>();
  const complain = (): void => limit.reject(new Error(`${killAt} was never reached`));
  const timer = setTimeout(complain, LIMIT_MS);
  try {
    const { signal } = await Promise.race([engine.exited, limit.promise]);
    assert.equal(signal, 'SIGKILL', killAt);
  } finally {
    clearTimeout(timer);
    await engine.close();
  }
}

/** Waits until nothing is on its way or waiting; throws with the last status. */
export async function waitUntilAtRest(engine: EngineProcess, limitMs = LIMIT_MS): Promise<void> {
  await engine.untilStatus(
    ({ phase, queue }) =>
      phase === 'ready' &&
      queue.held + queue.waiting + queue.sending + queue.checking + queue.blocked === 0,
    limitMs,
  );
}
