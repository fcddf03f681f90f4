// Tables a person saves, on the real disk: whole or not at all, and never a formula.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import papa from 'papaparse';
import { createTableFiles } from '../../../src-main/shell/table-files.ts';
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { createTempFolder } from '../../support/temp-folder.ts';
import type { TableFiles } from '../../../src-main/shell/table-files.ts';

function hasCode(code: string, why?: string): (error: unknown) => boolean {
  return (error) =>
    error instanceof CodedError && error.error.code === code && error.error.detail?.['why'] === why;
}

describe('a table that is saved', () => {
  let folder: string;
  let remove: () => void;
  let tables: TableFiles;
  beforeEach(() => {
    [folder, remove] = createTempFolder();
    tables = createTableFiles();
  });
  afterEach(() => remove());

  async function save(path: string, rows: readonly (readonly string[])[]): Promise<string> {
    const { fileId } = await tables.begin(path, ['A', 'B']);
    await tables.addRows(fileId, rows);
    await tables.end(fileId, true);
    return readFileSync(path, 'utf8');
  }

  it('is text that spreadsheets read, for its owner only', async () => {
    const path = join(folder, 'list.csv');
    const text = await save(path, [
      ['plain', 'with, comma'],
      ['a "quoted" word', 'two\nlines'],
    ]);
    assert.equal(text, '\uFEFFA,B\r\nplain,"with, comma"\r\n"a ""quoted"" word","two\nlines"\r\n');
    if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  it('keeps text that a spreadsheet would run as a formula text', async () => {
    const bad = ['=1+1', '+31', '-2', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("x","y")'];
    const text = await save(
      join(folder, 'list.csv'),
      bad.map((cell) => [cell, 'x']),
    );
    const { data } = papa.parse<string[]>(text.slice(1), { skipEmptyLines: true });
    assert.deepEqual(
      data.slice(1).map(([cell]) => cell),
      bad.map((cell) => `'${cell}`),
    );
  });

  it('gives back every cell that is no formula, whatever is in it', async () => {
    const cell = fc
      .string({ unit: 'binary', maxLength: 30 })
      .filter((text) => !/^[=+\-@\t\r]/.test(text));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }),
        async (rows) => {
          const text = await save(join(folder, 'list.csv'), rows);
          const { data } = papa.parse<string[]>(text.slice(1), { newline: '\r\n' });
          assert.deepEqual(data.slice(1, -1), rows);
        },
      ),
      { numRuns: 60, seed: 20_261_122 },
    );
  });

  it('stands at its place only when it is whole, over an older one', async () => {
    const path = join(folder, 'list.csv');
    writeFileSync(path, 'older');
    const { fileId, name } = await tables.begin(path, ['A']);
    assert.equal(name, 'list.csv');
    await tables.addRows(fileId, [['1']]);
    assert.equal(readFileSync(path, 'utf8'), 'older');
    await tables.end(fileId, true);
    assert.equal(readFileSync(path, 'utf8'), '\uFEFFA\r\n1\r\n');
    assert.deepEqual(readdirSync(folder), ['list.csv']);
  });

  it('leaves nothing behind when it is stopped, when another is begun, or when the app ends', async () => {
    const path = join(folder, 'list.csv');
    const stopped = await tables.begin(path, ['A']);
    await tables.end(stopped.fileId, false);
    assert.deepEqual(readdirSync(folder), []);
    const first = await tables.begin(path, ['A']);
    const second = await tables.begin(path, ['A']);
    await assert.rejects(tables.addRows(first.fileId, [['1']]), hasCode('NOT_FOUND'));
    await tables.end(second.fileId, true);
    await assert.rejects(tables.end(second.fileId, true), hasCode('NOT_FOUND'));
    assert.deepEqual(readdirSync(folder), ['list.csv']);
    const third = await tables.begin(join(folder, 'other.csv'), ['A']);
    await tables.close();
    await assert.rejects(tables.addRows(third.fileId, [['1']]), hasCode('NOT_FOUND'));
    assert.deepEqual(readdirSync(folder), ['list.csv']);
    await tables.close();
  });

  it('says why it could not be written, and leaves what was there', async () => {
    const gone = join(folder, 'gone', 'list.csv');
    await assert.rejects(tables.begin(gone, ['A']), hasCode('FILE_NOT_WRITTEN', 'other'));
    const taken = join(folder, 'taken.csv');
    mkdirSync(join(taken, 'inside'), { recursive: true });
    const { fileId } = await tables.begin(taken, ['A']);
    await assert.rejects(tables.end(fileId, true), hasCode('FILE_NOT_WRITTEN', 'other'));
    assert.deepEqual(readdirSync(folder), ['taken.csv']);
    assert.deepEqual(readdirSync(taken), ['inside']);
  });
});
