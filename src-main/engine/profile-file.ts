// Owns: which desk was open last, so that the app comes back to it. Must not: hold anything a person would miss.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface LastProfile {
  readonly profile: 'desk' | 'practice';
  /** How the practice service's switch stood. */
  readonly isPracticeOnline: boolean;
}

const FIRST: LastProfile = { profile: 'desk', isPracticeOnline: true };

/** A missing or strange file means the real desk. */
export function readLastProfile(dataFolder: string): LastProfile {
  try {
    const value: unknown = JSON.parse(readFileSync(join(dataFolder, 'profile.json'), 'utf8'));
    if (typeof value !== 'object' || value === null) return FIRST;
    const isPractice = 'profile' in value && value.profile === 'practice';
    const isOffline = 'isPracticeOnline' in value && value.isPracticeOnline === false;
    return { profile: isPractice ? 'practice' : 'desk', isPracticeOnline: !isOffline };
  } catch {
    return FIRST;
  }
}

export function writeLastProfile(dataFolder: string, last: LastProfile): void {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const path = join(dataFolder, 'profile.json');
  writeFileSync(`${path}.partial`, JSON.stringify(last), { mode: 0o600 });
  renameSync(`${path}.partial`, path);
}
