// Owns: the head of the list: title with total, search as you type, state filter, order.
import { useEffect, useRef, useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import styles from './list-head.module.css';
import { useListStore } from './list-store.ts';
import { openList } from './read-list.ts';
import { INBOX_SORTS } from '../../../src-shared/contract/inbox-view.ts';
import { useInboxStore } from '../../stores/inbox-store.ts';
import { goToView, useNavigationStore } from '../../stores/navigation-store.ts';
import { focusList } from '../../ui/focus-list.ts';
import { Chip } from '../../ui/chip.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { words } from '../../words/words.ts';
import type { KeyboardEvent } from 'react';

/** Joins key presses of quick typing; below what a person notices as a pause. */
const SEARCH_PAUSE_MS = 60;

const STATE_VIEWS = ['pending', 'approved', 'declined'] as const;

export function ListHead() {
  const sort = useListStore((store) => store.sort);
  return (
    <header className={styles.head}>
      <ListTitle />
      <ListSearch />
      <div className={styles.tools}>
        <StateFilter />
        <Select
          look="compact"
          label={words.inbox.sort}
          value={sort}
          options={INBOX_SORTS.map((value) => ({ value, label: words.inbox.sorts[value] }))}
          onChange={(value) => void openList({ sort: value })}
        />
      </div>
    </header>
  );
}

function ListTitle() {
  const view = useNavigationStore((store) => store.view);
  const { total: listTotal, isCapped, search, phase } = useListStore();
  const counts = useInboxStore((store) => store.counts);
  // The counts follow every change; the list's own total is from when it was read.
  const total = search === '' && view !== 'all' && counts !== null ? counts[view] : listTotal;
  const viewName = words.frame.viewNames[view];
  const isMain = STATE_VIEWS.some((one) => one === view);
  const totalText =
    search === ''
      ? isMain
        ? words.inbox.viewTotal(viewName, total)
        : words.inbox.total(total)
      : words.inbox.found(total, isCapped);
  return (
    <h1 className={styles.title}>
      {isMain ? words.frame.screens.inbox : viewName}
      {phase === 'ready' ? <Chip>{totalText}</Chip> : null}
    </h1>
  );
}

function ListSearch() {
  const asked = useListStore((store) => store.search);
  const view = useListStore((store) => store.view);
  const [text, setText] = useState(asked);
  const lastView = useRef(view);
  useEffect(() => {
    if (lastView.current === view) return;
    lastView.current = view;
    setText('');
  }, [view]);
  useEffect(() => {
    if (text === useListStore.getState().search) return;
    const timer = setTimeout(() => void openList({ search: text }), SEARCH_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const leaves =
      event.key === 'ArrowDown' || event.key === 'Enter' || (event.key === 'Escape' && text === '');
    if (!leaves) return;
    event.preventDefault();
    focusList();
  };
  return (
    <SearchField
      label={words.inbox.searchLabel}
      placeholder={words.inbox.searchPlaceholder}
      value={text}
      onChange={setText}
      command="search.focus"
      onKeyDown={onKeyDown}
    />
  );
}

function StateFilter() {
  const view = useNavigationStore((store) => store.view);
  const chosen = STATE_VIEWS.find((one) => one === view);
  return (
    <ToggleButtonGroup
      className={styles.filter ?? ''}
      aria-label={words.inbox.filters}
      selectionMode="single"
      selectedKeys={chosen === undefined ? [] : [chosen]}
      onSelectionChange={(keys) => {
        const wanted = STATE_VIEWS.find((one) => keys.has(one));
        if (wanted !== undefined) goToView(wanted);
      }}
    >
      {STATE_VIEWS.map((one) => (
        <ToggleButton key={one} id={one} className={styles.filterItem ?? ''}>
          {words.frame.viewNames[one]}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
