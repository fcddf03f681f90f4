// Owns: the bar that appears with a selection: how many, and what can be done with exactly those.
import styles from './selection-bar.module.css';
import { isDecidable } from './list-rows.ts';
import { select, useListStore } from './list-store.ts';
import { useOverlayStore } from './overlay-store.ts';
import { SELECTION_LIMIT } from './selection.ts';
import { Button } from '../../ui/button.tsx';
import { words } from '../../words/words.ts';

export function SelectionBar() {
  const rows = useListStore((store) => store.rows);
  const keys = useListStore((store) => store.selection.keys);
  if (keys.size === 0) return null;
  const decidable = rows.filter((row) => keys.has(row.key) && isDecidable(row)).length;
  const shown = Math.min(rows.length, SELECTION_LIMIT);
  return (
    <fieldset className={styles.bar} aria-label={words.inbox.selectionBar}>
      <span className={styles.count}>{words.inbox.selected(keys.size)}</span>
      {keys.size < shown ? (
        <Button kind="quiet" size="small" onPress={() => select({ kind: 'all' })}>
          {words.inbox.selectAllShown(shown)}
        </Button>
      ) : null}
      <Button kind="quiet" size="small" onPress={() => select({ kind: 'clear' })}>
        {words.inbox.clearSelection}
      </Button>
      <span className={styles.acts}>
        <Button
          kind="primary"
          size="small"
          isDisabled={decidable === 0}
          onPress={() => useOverlayStore.setState({ bulk: 'approve' })}
        >
          {words.inbox.approveMany(decidable)}
        </Button>
        <Button
          kind="danger"
          size="small"
          isDisabled={decidable === 0}
          onPress={() => useOverlayStore.setState({ bulk: 'decline' })}
        >
          {words.inbox.declineMany(decidable)}
        </Button>
      </span>
    </fieldset>
  );
}
