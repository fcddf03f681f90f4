// Owns: what stands in for the rows: reading, first sync, an empty view, a search without a hit.
import styles from './list-empty.module.css';
import { useListStore } from './list-store.ts';
import { pickWorstAccount, useDeskStore } from '../../stores/desk-store.ts';
import { goToScreen } from '../../stores/navigation-store.ts';
import { openList } from './read-list.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { words } from '../../words/words.ts';

export function ListEmpty() {
  const { phase, search, view } = useListStore();
  const account = useDeskStore((store) => pickWorstAccount(store.status?.accounts ?? []));
  const isFirstSync = account !== null && account.sync.completedAt === null;
  if (phase === 'loading') return <p className={styles.quiet}>{words.inbox.loading}</p>;
  if (search !== '') {
    return (
      <EmptyState
        {...words.inbox.emptySearch(search)}
        actions={
          view === 'all' ? undefined : (
            <Button onPress={() => void openList({ view: 'all', search })}>
              {words.inbox.searchAll}
            </Button>
          )
        }
      />
    );
  }
  if (isFirstSync && account.sync.state === 'running') {
    return <EmptyState {...words.inbox.firstSync} />;
  }
  const isByOwner = view === 'mine' || view === 'team';
  return (
    <EmptyState
      {...words.inbox.empty[view]}
      actions={
        isByOwner ? (
          <Button onPress={() => goToScreen('settings')}>{words.inbox.chooseOwners}</Button>
        ) : undefined
      }
    />
  );
}
