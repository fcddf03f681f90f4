// Owns: storing an answer although the disk refuses for a while: it must not be forgotten while we still know it.
// Must not: be used before a write; what cannot be stored then must simply not be sent.
import { translateStoreError } from '../store/sqlite-error.ts';
import { STORE_RETRY_MS, isPassingStoreError } from './passing-store-error.ts';
import type { OutboxRun } from './outbox-ports.ts';

/** Repeats `commit` while the disk refuses, until the outbox stops; other errors are thrown at once. */
export async function commitPatiently<T>(run: OutboxRun, commit: () => T): Promise<T> {
  for (;;) {
    try {
      return commit();
    } catch (error) {
      // Stopping without having stored it is safe: after a restart SENDING is read back.
      if (!isPassingStoreError(error) || run.isStopping()) throw error;
      const code = translateStoreError(error)?.error.code ?? null;
      run.world.log.warn('outbox.answerNotStored', { code });
      await new Promise<void>((resolve) => {
        run.world.clock.schedule(STORE_RETRY_MS, resolve);
      });
    }
  }
}
