// Owns: tables a person saves as CSV: written beside the place chosen, put there only when whole.
// Must not: choose the place, or know what the table is about.
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import papa from 'papaparse';
import { CodedError } from '../../src-shared/contract/errors.ts';
import type { FileHandle } from 'node:fs/promises';

type Row = readonly string[];

export interface TableFiles {
  /** Begins a table at this place; one that was being written is dropped. `name` is the file's. */
  begin(path: string, header: Row): Promise<{ readonly fileId: string; readonly name: string }>;
  addRows(fileId: string, rows: readonly Row[]): Promise<void>;
  /** Puts the whole table in its place, over an older one; what is not whole is dropped. */
  end(fileId: string, isWhole: boolean): Promise<void>;
  /** Drops what is still being written; call it before quitting. */
  close(): Promise<void>;
}

interface Table {
  readonly fileId: string;
  readonly path: string;
  readonly partPath: string;
  readonly file: FileHandle;
}

/** Excel takes a file without it for the system's old code page. */
const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';

/**
 * Errors are FILE_NOT_WRITTEN with `why` (`full`, `denied`, `other`), and NOT_FOUND for a table that is no longer being
 * written; the file at the chosen place is then as it was before.
 */
export function createTableFiles(): TableFiles {
  let current: Table | null = null;

  async function drop(table: Table): Promise<void> {
    if (current === table) current = null;
    await table.file.close().catch(() => {});
    await rm(table.partPath, { force: true }).catch(() => {});
  }
  async function withTable(
    fileId: string,
    work: (table: Table) => Promise<unknown>,
  ): Promise<void> {
    const table = current;
    if (table?.fileId !== fileId) throw new CodedError('NOT_FOUND', 'No such table is written');
    try {
      await work(table);
    } catch (error) {
      await drop(table);
      throw describeFailure(error);
    }
  }

  return {
    async begin(path, header) {
      if (current !== null) await drop(current);
      const fileId = randomUUID();
      const partPath = `${path}.${fileId.slice(0, 8)}.part`;
      try {
        // It holds personal data: for its owner only.
        const file = await open(partPath, 'wx', 0o600);
        current = { fileId, path, partPath, file };
      } catch (error) {
        throw describeFailure(error);
      }
      await withTable(fileId, ({ file }) =>
        file.appendFile(BYTE_ORDER_MARK + writeLines([header])),
      );
      return { fileId, name: basename(path) };
    },
    addRows: (fileId, rows) => withTable(fileId, ({ file }) => file.appendFile(writeLines(rows))),
    async end(fileId, isWhole) {
      await withTable(fileId, async (table) => {
        if (!isWhole) return drop(table);
        await table.file.sync();
        await table.file.close();
        await rename(table.partPath, table.path);
        current = null;
      });
    },
    async close() {
      if (current !== null) await drop(current);
    },
  };
}

/** Text that a spreadsheet would run as a formula is kept text by an apostrophe before it. */
function writeLines(rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const text = papa.unparse(
    rows.map((row) => [...row]),
    { escapeFormulae: true, newline: LINE_END },
  );
  return text + LINE_END;
}

function describeFailure(error: unknown): CodedError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const why =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? 'full'
      : code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'EBUSY'
        ? 'denied'
        : 'other';
  return new CodedError('FILE_NOT_WRITTEN', 'The table could not be written', { why });
}
