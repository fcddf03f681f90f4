// Owns: the real clock and the real chance. Must not: be used by a test that needs to repeat itself.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock, Random } from './ports.ts';

/** The computer's clocks. */
export function createSystemClock(): Clock {
  return {
    wallMs: () => Date.now(),
    monoMs: () => performance.now(),
    schedule: (delayMs, run) => {
      const timer = setTimeout(run, Math.min(Math.max(delayMs, 0), MAX_TIMER_MS));
      return () => clearTimeout(timer);
    },
  };
}

// Node fires a longer timer at once; whoever waits this long looks again and waits on.
const MAX_TIMER_MS = 2 ** 31 - 1;

export function createSystemRandom(): Random {
  return {
    fraction: () => Math.random(),
    uuidV4: () => randomUUID(),
    uuidV7: (wallMs) => writeUuidV7(wallMs, randomBytes(10)),
  };
}

/** RFC 9562: 48 bits of milliseconds, the version, and 74 bits of the given ten bytes. */
function writeUuidV7(wallMs: number, random: Uint8Array): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(Math.max(0, Math.floor(wallMs)), 0, 6);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
