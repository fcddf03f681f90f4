// Owns: reading a journal file as far as it can be read, and saying whether all of it could.
// Must not: change the file, or judge what its items mean.
import { readFileSync } from 'node:fs';
import { openLine } from './journal-line.ts';
import { createPicture, isLineContent } from './journal-record.ts';
import type { KeyObject } from 'node:crypto';
import type { JournalPicture, LineContent } from './journal-record.ts';

export interface JournalReading extends JournalPicture {
  /** null: no line could be read. */
  readonly journalId: string | null;
  /** The batch that the file's base stands for. */
  readonly baseBatch: number;
  /** The last batch that is in it. */
  readonly batch: number;
  readonly epoch: number;
  /** Highest sequence number of an item ever given out, as far as the journal knows. */
  readonly maxSeq: number;
  /** Every line is authentic and none is missing in between. A half written last line does not count. */
  readonly isWhole: boolean;
  readonly badLines: number;
  /** Up to where the file may be kept when it is written on. */
  readonly soundBytes: number;
  readonly lineCount: number;
  readonly lastTag: string;
}

/** null when there is no file, or an empty one. */
export function readJournal(path: string, key: KeyObject): JournalReading | null {
  const bytes = readBytes(path);
  if (bytes === null || bytes.byteLength === 0) return null;
  return readLines(bytes, key);
}

function readBytes(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function readLines(bytes: Buffer, key: KeyObject): JournalReading {
  const picture = createPicture();
  const head = { journalId: null as string | null, baseBatch: 0, batch: 0, epoch: 0, maxSeq: 0 };
  let isWhole = true;
  let badLines = 0;
  let soundBytes = 0;
  let lastTag = '';
  let lineCount = 0;
  let baseLines = 0;
  let start = 0;
  for (let index = 0; ; index += 1) {
    const end = bytes.indexOf(10, start);
    if (end === -1) break;
    const opened = openLine(key, bytes.toString('latin1', start, end));
    start = end + 1;
    const content = opened !== null && isLineContent(opened.content) ? opened.content : null;
    if (opened === null || content === null) {
      badLines += 1;
      isWhole = false;
      continue;
    }
    if (opened.line !== index || opened.before !== lastTag) isWhole = false;
    if (content.kind === 'batch' && content.batch !== head.batch + 1) isWhole = false;
    if (content.kind === 'head') baseLines = content.baseLines;
    note(head, content);
    if (content.kind !== 'head') for (const change of content.changes) picture.apply(change);
    lastTag = opened.tag;
    lineCount = index + 1;
    soundBytes = start;
  }
  const isBaseThere = head.journalId !== null && lineCount > baseLines;
  return {
    ...picture,
    ...head,
    isWhole: isWhole && isBaseThere,
    badLines,
    soundBytes,
    lineCount,
    lastTag,
  };
}

interface Head {
  journalId: string | null;
  baseBatch: number;
  batch: number;
  epoch: number;
  maxSeq: number;
}

function note(head: Head, content: LineContent): void {
  if (content.kind === 'base') return;
  head.batch = content.batch;
  head.epoch = Math.max(head.epoch, content.epoch);
  if (content.kind !== 'head') return;
  head.journalId = content.journalId;
  head.baseBatch = content.batch;
  head.maxSeq = content.maxSeq;
}
