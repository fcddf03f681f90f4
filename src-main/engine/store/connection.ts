// Owns: the one way to talk to SQLite: opening a ciphered file, prepared statements, transactions.
// Must not: know tables.
// oxlint-disable-next-line typescript/triple-slash-reference -- programs that include this file must find the types
/// <reference path="./better-sqlite3.d.ts" />
import Database from 'better-sqlite3';
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { hashId } from './id-hash.ts';

declare const connectionBrand: unique symbol;

type Statement<P extends unknown[], R> = Database.Statement<P, R>;

/**
 * An open database. On the store's connection the mirror's tables are in `main` and the outbox's in `outbox`;
 * a transaction over both is atomic for each file, not across the two (WAL), so nothing may rely on that.
 */
export interface Connection {
  readonly [connectionBrand]: true;
  /** Prepares once and keeps the statement; the text must be constant, values are always bound. */
  prepare<P extends unknown[] = unknown[], R = unknown>(sql: string): Statement<P, R>;
  exec(sql: string): void;
  /** The pragma's first value. */
  readPragma(source: string): unknown;
  /** Runs `work` in one transaction, or in a savepoint of the one that runs; a throw rolls back. */
  inTransaction<T>(work: () => T): T;
  readonly isInTransaction: boolean;
  close(): void;
}

// A locked file is another engine or an antivirus scan; two seconds outlast a scan and are bearable at start.
const BUSY_TIMEOUT_MS = 2000;

/** Opens a file ciphered with AEGIS under a raw 32-byte key. Reads nothing yet: a wrong key shows on first use. */
export function openConnection(path: string, key: Uint8Array): Connection {
  const database = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  database.pragma(`cipher='aegis'`);
  database.pragma(`key="${writeRawKey(key)}"`);
  // Sorts and temporary indexes hold the same personal data as the file and must not reach the disk in the clear.
  database.pragma('temp_store=MEMORY');
  database.pragma('foreign_keys=ON');
  database.function('id_hash', { deterministic: true }, (text) => hashId(String(text)));
  const statements = new Map<string, Database.Statement>();
  // Made once: each making costs as much as a small commit.
  const runInTransaction = database.transaction((work: () => unknown) => work());
  const connection: Omit<Connection, typeof connectionBrand> = {
    prepare<P extends unknown[], R>(sql: string): Statement<P, R> {
      let statement = statements.get(sql);
      if (statement === undefined) {
        statement = database.prepare(sql);
        statements.set(sql, statement);
      }
      return statement as unknown as Statement<P, R>;
    },
    exec: (sql) => {
      database.exec(sql);
    },
    readPragma: (source) => database.pragma(source, { simple: true }),
    inTransaction: <T>(work: () => T): T => runInTransaction(work) as T,
    get isInTransaction() {
      return database.inTransaction;
    },
    close: () => {
      statements.clear();
      database.close();
    },
  };
  return connection as Connection;
}

/**
 * Opens a file alone: locked against everybody else, in WAL, every commit on the disk before it counts. Throws SQLite's
 * errors, and INTERNAL when a setting did not take; nothing is left open then.
 */
export function openExclusively(path: string, key: Uint8Array): Connection {
  const connection = openConnection(path, key);
  try {
    // Order matters: exclusive before WAL, or the lock is shared through the -shm file.
    connection.readPragma('locking_mode=EXCLUSIVE');
    assertPragma(connection.readPragma('journal_mode=WAL'), 'wal');
    connection.readPragma('synchronous=FULL');
    assertPragma(connection.readPragma('synchronous'), 2);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Throws INTERNAL when a setting did not take: SQLite itself only answers with the old one. */
export function assertPragma(actual: unknown, expected: string | number): void {
  if (actual === expected) return;
  throw new CodedError('INTERNAL', `A database setting did not take: expected ${expected}`);
}

/** Attaches another ciphered file under a schema name of ours. */
export function attachDatabase(
  connection: Connection,
  schema: 'outbox',
  path: string,
  key: Uint8Array,
): void {
  connection.prepare<[string, string]>(`ATTACH ? AS ${schema} KEY ?`).run(path, writeRawKey(key));
}

// The raw syntax skips the passphrase derivation (150-320 ms a file): the key is random already.
function writeRawKey(key: Uint8Array): string {
  if (key.byteLength !== 32) throw new RangeError('A database key has 32 bytes');
  return `raw:${Buffer.from(key).toString('hex')}`;
}
