// Owns: making the journal part of every transaction of the store's connection. Must not: know what is journaled.
import { createJournal } from './journal.ts';
import { installChangeNotes } from './note-changes.ts';
import type { Connection } from '../connection.ts';
import type { JournalOptions } from './journal.ts';

/**
 * From here on every outermost transaction that changed unsent work writes its line, and syncs it where it must, as its
 * last step before the commit. A line that cannot be written rolls the transaction back and throws the file's error.
 */
export function keepJournal(connection: Connection, options: JournalOptions): void {
  installChangeNotes(connection);
  const journal = createJournal(options);
  const runPlain = connection.inTransaction.bind(connection);
  const closePlain = connection.close.bind(connection);
  const inTransaction = <T>(work: () => T): T => {
    if (connection.isInTransaction) return runPlain(work);
    let value: T;
    try {
      value = runPlain(() => {
        const result = work();
        journal.writeBatch(connection);
        return result;
      });
    } catch (error) {
      journal.takeBack();
      throw error;
    }
    journal.confirm();
    journal.compactIfDue(connection);
    return value;
  };
  const close = (): void => {
    journal.close();
    closePlain();
  };
  Object.assign(connection, { inTransaction, close });
}
