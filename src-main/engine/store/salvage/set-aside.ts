// Owns: the folder in which damaged files are kept, byte for byte, and never deleted by the app.
// Must not: read what is in them.
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { syncFile, syncFolder } from '../durable-file.ts';
import { removeDatabase } from '../remove-database.ts';
import { withCodedErrors } from '../sqlite-error.ts';
import { KEPT_FOLDER, MIRROR_FILE } from '../store-files.ts';

interface KeptFolder {
  /** Absolute. */
  readonly path: string;
  /** Below the profile's folder, for words. */
  readonly name: string;
}

/** Makes `kept/<what>-<time>`, with a number when that is taken. */
export function makeKeptFolder(folder: string, what: string, wallMs: number): KeptFolder {
  const stamp = new Date(wallMs).toISOString().slice(0, 19).replaceAll(':', '-');
  for (let copy = 1; ; copy += 1) {
    const name = join(KEPT_FOLDER, `${what}-${stamp}${copy === 1 ? '' : `-${copy}`}`);
    const path = join(folder, name);
    if (existsSync(path)) continue;
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return { path, name };
  }
}

/** Copies those of the files that are there; returns when the copies are on the disk. */
export function setAside(folder: string, files: readonly string[], wallMs: number): KeptFolder {
  const kept = makeKeptFolder(folder, 'outbox', wallMs);
  for (const file of files) {
    if (!existsSync(file)) continue;
    const copy = join(kept.path, basename(file));
    copyFileSync(file, copy);
    syncFile(copy);
  }
  syncFolder(kept.path);
  syncFolder(join(folder, KEPT_FOLDER));
  return kept;
}

/**
 * Moves a closed profile to `kept/` below the data folder, as one rename: it is there or here. The mirror goes: it is a
 * copy of what the service has.
 */
export function setProfileAside(dataFolder: string, profile: string, wallMs: number): void {
  withCodedErrors(() => {
    const kept = makeKeptFolder(dataFolder, 'desk', wallMs);
    const target = join(kept.path, basename(profile));
    renameSync(profile, target);
    removeDatabase(join(target, MIRROR_FILE));
    syncFolder(dataFolder);
  });
}
