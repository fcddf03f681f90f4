// Owns: the middle pane: title with total, search, filters and order, selection bar, news, and the grid or what
// stands in for it.
import { Download } from 'lucide-react';
import styles from './list-pane.module.css';
import { ListEmpty } from './list-empty.tsx';
import { RequestGrid } from './request-grid.tsx';
import { SaveNote } from './save-note.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useListStore } from './list-store.ts';
import { openList, readList } from './read-list.ts';
import { isSaving, saveList, useSaveStore } from './save-list.ts';
import { INBOX_SORTS } from '../../../src-shared/contract/inbox-view.ts';
import { useInboxStore } from '../../stores/inbox-store.ts';
import { goToView, useNavigationStore } from '../../stores/navigation-store.ts';
import { Button } from '../../ui/button.tsx';
import { FilterPills } from '../../ui/filter-pills.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { ListSearch } from '../../ui/list-search.tsx';
import { Select } from '../../ui/select.tsx';
import { words } from '../../words/words.ts';
import type { InboxView } from '../../../src-shared/contract/inbox-view.ts';

/** The views that are one list seen by state; the others are named in the title. */
const STATE_VIEWS = ['pending', 'approved', 'declined'] as const;

export function ListPane() {
  const hasRows = useListStore((store) => store.rows.length > 0);
  const error = useListStore((store) => store.error);
  const search = useListStore((store) => store.search);
  const view = useNavigationStore((store) => store.view);
  const total = useTotalText(view);
  const isByState = STATE_VIEWS.some((one) => one === view);
  return (
    <ListFrame
      label={words.inbox.list}
      pane="list"
      title={isByState ? words.frame.screens.inbox : words.frame.viewNames[view]}
      total={total}
      search={
        <ListSearch
          label={words.inbox.searchLabel}
          placeholder={words.inbox.searchPlaceholder}
          asked={search}
          onSearch={(text) => void openList({ search: text })}
        />
      }
      tools={<ListTools view={view} />}
      notes={
        <>
          <SelectionBar />
          <SaveNote />
          <News />
        </>
      }
      error={error}
      onRetry={() => void readList()}
      standIn={hasRows ? null : <ListEmpty />}
    >
      <RequestGrid />
    </ListFrame>
  );
}

function useTotalText(view: InboxView): string | null {
  const { total: listTotal, isCapped, search, phase } = useListStore();
  const counts = useInboxStore((store) => store.counts);
  if (phase !== 'ready') return null;
  if (search !== '') return words.inbox.found(listTotal, isCapped);
  // The counts follow every change; the list's own total is from when it was read.
  const total = view !== 'all' && counts !== null ? counts[view] : listTotal;
  return STATE_VIEWS.some((one) => one === view)
    ? words.inbox.viewTotal(words.frame.viewNames[view], total)
    : words.inbox.total(total);
}

function ListTools({ view }: { readonly view: InboxView }) {
  const sort = useListStore((store) => store.sort);
  // What is found comes newest first, whatever the order of the view.
  const isSearching = useListStore((store) => store.search !== '');
  return (
    <>
      <FilterPills
        label={words.inbox.filters}
        options={STATE_VIEWS.map((value) => ({ value, label: words.frame.viewNames[value] }))}
        chosen={STATE_VIEWS.find((one) => one === view) ?? null}
        onChoose={goToView}
      />
      <span className={styles.order}>
        <Select
          look="compact"
          label={words.inbox.sort}
          value={isSearching ? 'newest' : sort}
          isDisabled={isSearching}
          options={INBOX_SORTS.map((value) => ({ value, label: words.inbox.sorts[value] }))}
          onChange={(value) => void openList({ sort: value })}
        />
        <SaveButton />
      </span>
    </>
  );
}

function SaveButton() {
  const hasRows = useListStore((store) => store.rows.length > 0);
  const isPending = useSaveStore((store) => isSaving(store.state));
  return (
    <IconButton
      label={words.inbox.save.button}
      icon={<Download size={16} aria-hidden="true" />}
      size="small"
      command="list.save"
      isDisabled={!hasRows}
      isPending={isPending}
      onPress={() => void saveList()}
    />
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
