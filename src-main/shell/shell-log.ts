// Owns: the shell's log file: one JSON line an entry, two files of at most 1 MB.
// Must not: take anything but flat facts; callers never give it page input, links or answers.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

type LogEntry = { readonly event: string } & Readonly<Record<string, string | number | boolean>>;
export type WriteLog = (entry: LogEntry) => void;

const MAX_FILE_BYTES = 1024 * 1024;
const MAX_TEXT = 500;

/** Opens `shell.log` in the folder. Writing never throws: a full disk must not stop the desk. */
export function createShellLog(folder: string): WriteLog {
  const path = join(folder, 'shell.log');
  const tryTo = (work: () => void): void => {
    try {
      work();
    } catch {
      // Nothing can be told where telling itself fails.
    }
  };
  tryTo(() => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  return (entry) =>
    tryTo(() => {
      tryTo(() => {
        if (statSync(path).size > MAX_FILE_BYTES) renameSync(path, `${path}.1`);
      });
      const short = Object.fromEntries(
        Object.entries(entry).map(([name, value]) => [
          name,
          typeof value === 'string' ? value.slice(0, MAX_TEXT) : value,
        ]),
      );
      appendFileSync(path, `${JSON.stringify({ at: new Date().toISOString(), ...short })}\n`, {
        mode: 0o600,
      });
    });
}
