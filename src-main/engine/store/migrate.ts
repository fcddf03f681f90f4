// Owns: bringing a file from its version to the newest, one transaction a step. Must not: touch a newer file.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import type { Connection } from './connection.ts';

export interface MigrateOptions {
  readonly migrations: readonly string[];
  /** Called before each step with the version the file has, outside any transaction: the place for a backup. */
  readonly beforeStep?: (fromVersion: number) => void;
  /** Called inside each step's transaction, before its commit. */
  readonly beforeCommit?: () => void;
}

/**
 * Runs what is missing. A kill leaves the file at a whole version, since `user_version` is part of the same
 * transaction. Throws DATABASE_FROM_FUTURE for a file that a newer app has written.
 */
export function migrate(connection: Connection, options: MigrateOptions): void {
  const { migrations } = options;
  const version = readVersion(connection);
  if (version > migrations.length) {
    throw new CodedError('DATABASE_FROM_FUTURE', 'A newer version of the app wrote this database', {
      version,
      newestKnown: migrations.length,
    });
  }
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue;
    options.beforeStep?.(index);
    connection.inTransaction(() => {
      connection.exec(sql);
      connection.exec(`PRAGMA user_version = ${index + 1}`);
      options.beforeCommit?.();
    });
  }
}

/** The version of the connection's main file; 0 for an empty one. */
function readVersion(connection: Connection): number {
  return Number(connection.readPragma('user_version'));
}
