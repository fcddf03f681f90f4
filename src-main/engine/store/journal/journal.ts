// Owns: the open journal of a running engine: one line a transaction, written before the transaction's commit, and the
// file made anew when it has grown. Must not: decide what a difference between journal and database means (reconcile.ts).
import { replaceFile } from '../durable-file.ts';
import { createJournalBase } from './journal-base.ts';
import { openJournalFile } from './journal-file.ts';
import { sealLine } from './journal-line.ts';
import { takeNotedChanges } from './note-changes.ts';
import type { KeyObject } from 'node:crypto';
import type { Connection } from '../connection.ts';
import type { JournalFile, OpenJournalFile } from './journal-file.ts';

/** Where the next line goes. */
export interface JournalPlace {
  readonly journalId: string;
  /** The last batch that is in the file. */
  readonly batch: number;
  readonly lineCount: number;
  readonly lastTag: string;
}

export interface JournalOptions {
  readonly path: string;
  readonly key: KeyObject;
  readonly epoch: number;
  readonly place: JournalPlace;
  readonly readWallMs: () => number;
  readonly openFile?: OpenJournalFile | undefined;
  readonly failpoint?: ((name: string) => void) | undefined;
}

export interface Journal {
  /**
   * Writes what the running transaction changed, as its last step; nothing when it changed nothing that is journaled.
   * Throws the file system's error: the transaction must roll back then.
   */
  writeBatch(db: Connection): void;
  /** The transaction is committed: the line stands. */
  confirm(): void;
  /** The transaction did not commit after all: the line is taken back, at the latest before the next one. */
  takeBack(): void;
  /** Call outside a transaction: makes the file anew when it has grown. Never throws; the old file stays then. */
  compactIfDue(db: Connection): void;
  close(): void;
}

/** Some hundreds of decisions; read at each start in a few milliseconds. */
const COMPACT_BYTES = 1024 * 1024;
/** A base that is large by itself may grow by as much again before it is written anew. */
const COMPACT_FACTOR = 2;

export function createJournal(options: JournalOptions): Journal {
  return new OpenJournal(options);
}

class OpenJournal implements Journal {
  readonly #options: JournalOptions;
  #file: JournalFile;
  #place: JournalPlace;
  /** The last line, as long as its transaction may still fail. */
  #open: { readonly sizeBytes: number; readonly place: JournalPlace } | null = null;
  #dueBytes: number;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#file = (options.openFile ?? openJournalFile)(options.path);
    this.#place = options.place;
    this.#dueBytes = COMPACT_BYTES;
  }

  writeBatch(db: Connection): void {
    const noted = takeNotedChanges(db);
    if (noted === null) return;
    // A line that could not be taken back must go before anything is written behind it.
    this.#cutBack();
    const batch = this.#place.batch + 1;
    db.prepare('UPDATE outbox.journal_mark SET journal_id = ?, batch = ?').run(
      this.#place.journalId,
      batch,
    );
    const before = { sizeBytes: this.#file.sizeBytes, place: this.#place };
    this.#open = before;
    this.#options.failpoint?.('store.journal.before-append');
    const line = this.#seal(batch, noted.changes);
    this.#file.append(Buffer.from(line.text));
    if (noted.mustSync) this.#file.sync();
    this.#place = { ...line.place, batch };
    this.#options.failpoint?.('store.journal.before-commit');
  }

  confirm(): void {
    this.#open = null;
  }

  takeBack(): void {
    try {
      this.#cutBack();
    } catch {
      // The caller throws what kept it from committing. The line is cut off before the next one, or at the close.
    }
  }

  compactIfDue(db: Connection): void {
    if (this.#file.sizeBytes < this.#dueBytes) return;
    try {
      this.#compact(db);
    } catch {
      // The old file is whole and stays in use; later, with more room, it is tried again.
      this.#dueBytes = this.#file.sizeBytes + COMPACT_BYTES / 4;
    }
  }

  close(): void {
    this.takeBack();
    this.#file.close();
  }

  #cutBack(): void {
    if (this.#open === null) return;
    const { sizeBytes, place } = this.#open;
    this.#place = place;
    this.#file.truncate(sizeBytes);
    this.#open = null;
  }

  #seal(batch: number, changes: readonly string[]) {
    const { key, epoch } = this.#options;
    const { lineCount, lastTag, journalId } = this.#place;
    // The changes are JSON as SQLite wrote them; the whole is a LineContent.
    const content = `{"kind":"batch","batch":${batch},"epoch":${epoch},"changes":[${changes.join(',')}]}`;
    const { text, tag } = sealLine(key, { line: lineCount, before: lastTag }, content);
    return { text, place: { journalId, lineCount: lineCount + 1, lastTag: tag } };
  }

  #compact(db: Connection): void {
    const { path, key, failpoint, openFile, readWallMs } = this.#options;
    const { journalId, batch } = this.#place;
    const base = createJournalBase(db, { key, journalId, batch, wallMs: readWallMs() });
    failpoint?.('store.journal.compact.before-rename');
    // Windows does not rename over an open file.
    this.#file.close();
    try {
      replaceFile(path, base.bytes);
      failpoint?.('store.journal.compact.after-rename');
      this.#place = { journalId, batch, lineCount: base.lineCount, lastTag: base.lastTag };
    } finally {
      this.#file = (openFile ?? openJournalFile)(path);
    }
    this.#dueBytes = Math.max(COMPACT_BYTES, base.bytes.byteLength * COMPACT_FACTOR);
  }
}
