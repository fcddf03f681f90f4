// Owns: showing the entry another screen asked for, loading further pages when it is older than what is shown.
import { useEffect, useEffectEvent } from 'react';
import { announceUrgently } from '../../stores/announcer-store.ts';
import { useNavigationStore } from '../../stores/navigation-store.ts';
import { readMoreOfQueue, useQueueStore } from '../../stores/queue-store.ts';
import { words } from '../../words/words.ts';
import type { QueueEntry } from '../../../src-shared/domain/outbox-item.ts';

/** Calls `show` once the wanted entry is on screen; says so when it is in no section any more. */
export function useWantedEntry(shown: readonly QueueEntry[], show: (opId: string) => void): void {
  // A key, so that each further page is a reason to look again.
  const next = useQueueStore((store) => store.pages.done?.next ?? null);
  const wanted = useNavigationStore((store) => store.wantedOpId);
  const showNow = useEffectEvent(show);
  const isShown = wanted !== null && shown.some(({ opId }) => opId === wanted);
  useEffect(() => {
    if (wanted === null) return;
    if (isShown) {
      useNavigationStore.setState({ wantedOpId: null });
      showNow(wanted);
    } else if (next !== null) {
      void readMoreOfQueue('done');
    } else {
      useNavigationStore.setState({ wantedOpId: null });
      announceUrgently(words.queue.announced.notFound);
    }
  }, [wanted, isShown, next]);
}
