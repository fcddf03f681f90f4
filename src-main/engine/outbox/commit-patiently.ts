// Owns: storing an answer although the disk refuses for a while: it must not be forgotten while we still know it.
// Must not: be used before a write; what cannot be stored then must simply not be sent.
import { translateStoreError } from '../store/sqlite-error.ts';
import type { OutboxRun } from './outbox-ports.ts';

/** A full disk is freed by a person; every few seconds is soon enough and costs nothing. */
const RETRY_MS = 5_000;

/** Repeats `commit` while the disk is full or locked, until the outbox stops; other errors are thrown at once. */
export async function commitPatiently<T>(run: OutboxRun, commit: () => T): Promise<T> {
  for (;;) {
    try {
      return commit();
    } catch (error) {
      const code = translateStoreError(error)?.error.code;
      // Stopping without having stored it is safe: after a restart SENDING is read back.
      if ((code !== 'DISK_FULL' && code !== 'DATABASE_IN_USE') || run.isStopping()) throw error;
      run.world.log.warn('outbox.answerNotStored', { code });
      await new Promise<void>((resolve) => {
        run.world.clock.schedule(RETRY_MS, resolve);
      });
    }
  }
}
