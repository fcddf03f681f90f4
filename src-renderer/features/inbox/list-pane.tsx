// Owns: the middle pane: head with search and filters, selection bar, news, and the grid or what stands in for it.
import styles from './list-pane.module.css';
import { ListHead } from './list-head.tsx';
import { ListEmpty } from './list-empty.tsx';
import { RequestGrid } from './request-grid.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useListStore } from './list-store.ts';
import { readList } from './read-list.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { words } from '../../words/words.ts';

export function ListPane() {
  const hasRows = useListStore((store) => store.rows.length > 0);
  const error = useListStore((store) => store.error);
  return (
    <section className={styles.pane} aria-label={words.inbox.list} data-pane="list">
      <ListHead />
      <SelectionBar />
      <News />
      {error === null ? null : (
        <div className={styles.error}>
          <ErrorNote
            error={error}
            actions={
              <Button size="small" onPress={() => void readList()}>
                {words.ui.tryAgain}
              </Button>
            }
          />
        </div>
      )}
      <div className={styles.rows}>
        <RequestGrid />
        {hasRows || error !== null ? null : (
          <div className={styles.empty}>
            <ListEmpty />
          </div>
        )}
      </div>
    </section>
  );
}

/** New rows wait here, so that the list does not move under the person's eyes. */
function News() {
  const news = useListStore((store) => store.news);
  return (
    <output className={styles.newsBox}>
      {news === undefined ? null : (
        <span className={styles.news}>
          {words.inbox.news(news)}
          <Button kind="quiet" size="small" command="list.reload" onPress={() => void readList()}>
            {words.inbox.showNews}
          </Button>
        </span>
      )}
    </output>
  );
}
