// Owns: storing an answer although the disk refuses for a while: it must not be forgotten while we still know it.
// Must not: be used before a write; what cannot be stored then must simply not be sent.
import { translateStoreError } from '../store/sqlite-error.ts';
import type { ErrorCode } from '../../../src-shared/contract/errors.ts';
import type { OutboxRun } from './outbox-ports.ts';

/** A full disk is freed by a person; every few seconds is soon enough and costs nothing. */
const RETRY_MS = 5_000;

/** What passes by itself or by a person's act; anything else would be the same the next time. */
const PASSING: readonly (ErrorCode | undefined)[] = [
  'DISK_FULL',
  'DATABASE_IN_USE',
  'DATA_FOLDER_READ_ONLY',
];

/** Repeats `commit` while the disk refuses, until the outbox stops; other errors are thrown at once. */
export async function commitPatiently<T>(run: OutboxRun, commit: () => T): Promise<T> {
  for (;;) {
    try {
      return commit();
    } catch (error) {
      const code = translateStoreError(error)?.error.code;
      // Stopping without having stored it is safe: after a restart SENDING is read back.
      if (!PASSING.includes(code) || run.isStopping()) throw error;
      run.world.log.warn('outbox.answerNotStored', { code: code ?? null });
      await new Promise<void>((resolve) => {
        run.world.clock.schedule(RETRY_MS, resolve);
      });
    }
  }
}
