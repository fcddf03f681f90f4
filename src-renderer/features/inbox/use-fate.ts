// Owns: the sentence about where a decision made now would go.
import { pickWorstAccount, useDeskStore } from '../../stores/desk-store.ts';
import { useSettingsStore } from '../../stores/settings-store.ts';
import { words } from '../../words/words.ts';

/** To the queue while offline, else how long it can be undone. */
export function useFate(): string {
  const account = useDeskStore((store) => pickWorstAccount(store.status?.accounts ?? []));
  const holdSeconds = useSettingsStore((store) => store.settings.holdSeconds);
  const isOffline = account?.connectivity === 'offline';
  return isOffline ? words.decision.offline : words.decision.held(holdSeconds);
}
