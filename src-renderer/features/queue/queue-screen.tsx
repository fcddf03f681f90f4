// Owns: the queue screen: every decision of this desk by what it needs, live, with its commands.
// Must not: decide what a state means, or promise more than the engine knows.
import { useCallback, useEffect, useRef, useState } from 'react';
import { ListChecks } from 'lucide-react';
import styles from './queue.module.css';
import { QueueHeader } from './queue-header.tsx';
import { QueueSectionList } from './queue-section-list.tsx';
import { splitByToday } from './entry-order.ts';
import { useEntryCommands } from './use-entry-commands.ts';
import { useEntryFocus } from './use-entry-focus.ts';
import { useWantedEntry } from './use-wanted-entry.ts';
import { LIST_SCOPE } from '../../commands/use-keyboard.ts';
import { goToScreen } from '../../stores/navigation-store.ts';
import { readQueue, useQueueStore } from '../../stores/queue-store.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { CLOCK_RENEWAL_MS, useNow } from '../../ui/use-now.ts';
import { useFocusOnArrival } from '../../ui/use-focus-on-arrival.ts';
import { words } from '../../words/words.ts';
import type { ShownEntry, ShownSection } from './entry-order.ts';
import type { QueuePage } from '../../../src-shared/contract/routes.ts';
import type { QueueEntry } from '../../../src-shared/domain/outbox-item.ts';

const NO_ENTRIES: readonly QueueEntry[] = [];

type Groups = Readonly<Record<ShownSection, readonly QueueEntry[]>>;

export function QueueScreen() {
  const pages = useQueueStore((store) => store.pages);
  const error = useQueueStore((store) => store.error);
  const nowMs = useNow(CLOCK_RENEWAL_MS);
  useFocusOnArrival();
  useEffect(() => void readQueue(), []);
  const done = splitByToday(pages.done?.entries ?? NO_ENTRIES, nowMs);
  const groups: Groups = {
    attention: pages.attention?.entries ?? NO_ENTRIES,
    waiting: pages.waiting?.entries ?? NO_ENTRIES,
    doneToday: done.today,
    doneEarlier: done.earlier,
  };
  const isRead = pages.attention !== null && pages.waiting !== null && pages.done !== null;
  return (
    <div className={styles.screen} data-pane="queue">
      <QueueHeader />
      <div className={styles.scroll}>
        {error === null ? null : (
          <ErrorNote
            error={error}
            actions={<Button onPress={() => void readQueue()}>{words.ui.tryAgain}</Button>}
          />
        )}
        {isRead ? <QueueLists groups={groups} pages={pages} /> : null}
        {isRead || error !== null ? null : <p className={styles.loading}>{words.queue.loading}</p>}
      </div>
    </div>
  );
}

interface QueueListsProps {
  readonly groups: Groups;
  readonly pages: Readonly<Record<'attention' | 'waiting' | 'done', QueuePage | null>>;
}

function QueueLists({ groups, pages }: QueueListsProps) {
  const order = listInOrder(groups);
  const listRef = useRef<HTMLDivElement>(null);
  const focus = useEntryFocus(order, listRef);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  // Stable, so that rows that did not change are not drawn again.
  const toggle = useCallback((opId: string) => setOpen((before) => flip(before, opId)), []);
  const all = [...groups.attention, ...groups.waiting, ...groups.doneToday, ...groups.doneEarlier];
  const current = all.find(({ opId }) => opId === focus.currentOpId) ?? null;
  useEntryCommands(focus, current);
  useWantedEntry(all, (opId) => {
    setOpen((before) => new Set([...before, opId]));
    focus.focusEntry(opId);
  });
  const shared = { currentOpId: focus.currentOpId, open, onToggle: toggle };
  return (
    <div ref={listRef} tabIndex={-1} className={styles.lists} {...LIST_SCOPE} {...focus.listProps}>
      {all.length === 0 ? <EmptyQueue /> : null}
      <QueueSectionList
        {...shared}
        section="attention"
        entries={groups.attention}
        page={pages.attention}
      />
      {all.length > 0 || (pages.waiting?.total ?? 0) > 0 ? (
        <QueueSectionList
          {...shared}
          section="waiting"
          entries={groups.waiting}
          page={pages.waiting}
        />
      ) : null}
      <QueueSectionList
        {...shared}
        section="doneToday"
        entries={groups.doneToday}
        page={groups.doneEarlier.length === 0 ? pages.done : null}
      />
      <QueueSectionList
        {...shared}
        section="doneEarlier"
        entries={groups.doneEarlier}
        page={groups.doneEarlier.length === 0 ? null : pages.done}
      />
    </div>
  );
}

function EmptyQueue() {
  const says = words.queue.empty;
  return (
    <EmptyState
      icon={<ListChecks size={28} aria-hidden="true" />}
      title={says.title}
      text={says.text}
      actions={<Button onPress={() => goToScreen('inbox')}>{says.toInbox}</Button>}
    />
  );
}

function listInOrder(groups: Groups): readonly ShownEntry[] {
  const sections: readonly ShownSection[] = ['attention', 'waiting', 'doneToday', 'doneEarlier'];
  return sections.flatMap((section) => groups[section].map(({ opId }) => ({ opId, section })));
}

function flip(before: ReadonlySet<string>, opId: string): ReadonlySet<string> {
  const after = new Set(before);
  if (!after.delete(opId)) after.add(opId);
  return after;
}
