// Owns: the bytes of the journal on disk: appended, synced, taken back.
// Must not: know what they mean.
import { closeSync, fdatasyncSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';

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
