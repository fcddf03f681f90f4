// Owns: the bytes of the journal on disk: appended, synced, taken back, replaced as a whole.
// Must not: know what they mean.
import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** An open journal file. Every function throws the file system's error; after one nothing half is left in use. */
export interface JournalFile {
  readonly sizeBytes: number;
  append(bytes: Uint8Array): void;
  /** The bytes are on the disk, not only with the operating system. */
  sync(): void;
  /** Cuts the file back: what was appended beyond this size is gone. */
  truncate(sizeBytes: number): void;
  close(): void;
}

/** Tests hand in files that refuse. */
export type OpenJournalFile = (path: string) => JournalFile;

/** Opens the file for appending; made with mode 0600 when missing. */
export function openJournalFile(path: string): JournalFile {
  const file = openSync(path, 'a', 0o600);
  closeSync(file);
  const handle = openSync(path, 'r+');
  let sizeBytes = statSync(path).size;
  const truncate = (to: number): void => {
    ftruncateSync(handle, to);
    sizeBytes = to;
  };
  return {
    get sizeBytes() {
      return sizeBytes;
    },
    append: (bytes) => {
      const from = sizeBytes;
      try {
        let done = 0;
        while (done < bytes.byteLength) {
          done += writeSync(handle, bytes, done, bytes.byteLength - done, from + done);
        }
        sizeBytes = from + bytes.byteLength;
      } catch (error) {
        truncate(from);
        throw error;
      }
    },
    sync: () => fdatasyncSync(handle),
    truncate,
    close: () => closeSync(handle),
  };
}

/** Puts a file in another's place: the old one or the new one is there, never a part. */
export function replaceFile(path: string, bytes: Uint8Array): void {
  const partial = `${path}.partial`;
  rmSync(partial, { force: true });
  const file = openSync(partial, 'wx', 0o600);
  try {
    let done = 0;
    while (done < bytes.byteLength) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(partial, path);
  syncFolder(dirname(path));
}

/** Makes renames in the folder durable. Windows cannot open folders and does not need it. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The file's bytes are on the disk. */
export function syncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
