// Owns: one section of the queue: heading with its number, the entries, and the way to more of them.
import { useState } from 'react';
import styles from './queue.module.css';
import { QueueRow } from './queue-row.tsx';
import { readMoreOfQueue } from '../../stores/queue-store.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { joinClasses } from '../../ui/join-classes.ts';
import { format, words } from '../../words/words.ts';
import type { ShownSection } from './entry-order.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { QueuePage } from '../../../src-shared/contract/routes.ts';
import type { QueueEntry } from '../../../src-shared/domain/outbox-item.ts';

export interface QueueSectionListProps {
  readonly section: ShownSection;
  readonly entries: readonly QueueEntry[];
  /** The page the entries come from; null when another section shows the way to more. */
  readonly page: QueuePage | null;
  readonly currentOpId: string | null;
  readonly open: ReadonlySet<string>;
  readonly onToggle: (opId: string) => void;
}

export function QueueSectionList(props: QueueSectionListProps) {
  const { section, entries, page, currentOpId, open, onToggle } = props;
  const headingId = `queue-${section}`;
  const isWaiting = section === 'waiting';
  if (entries.length === 0 && !isWaiting) return null;
  const isWholePage = section === 'attention' || isWaiting;
  const total = isWholePage && page !== null ? page.total : entries.length;
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <h2 className={styles.sectionTitle} id={headingId}>
        {words.queue.sections[section]}
        {total === 0 ? null : <span className={styles.sectionCount}>{format.number(total)}</span>}
      </h2>
      {entries.length === 0 ? (
        <p className={styles.nothing}>{words.queue.nothingWaiting}</p>
      ) : (
        <ul
          className={joinClasses(styles.list, section === 'attention' && styles.needy)}
          data-section={section}
        >
          {entries.map((entry) => (
            <QueueRow
              key={entry.opId}
              entry={entry}
              section={section}
              isCurrent={entry.opId === currentOpId}
              isOpen={open.has(entry.opId)}
              onToggle={onToggle}
            />
          ))}
        </ul>
      )}
      {page === null || page.next === null ? null : <MoreButton section={section} page={page} />}
    </section>
  );
}

function MoreButton(props: { readonly section: ShownSection; readonly page: QueuePage }) {
  const { section, page } = props;
  const [error, setError] = useState<DeskError | null>(null);
  const [isReading, setIsReading] = useState(false);
  const read = async () => {
    setIsReading(true);
    const wanted = section === 'attention' || section === 'waiting' ? section : 'done';
    setError(await readMoreOfQueue(wanted));
    setIsReading(false);
  };
  return (
    <div className={styles.more}>
      <Button size="small" kind="quiet" isPending={isReading} onPress={() => void read()}>
        {words.queue.more(page.total - page.entries.length)}
      </Button>
      {error === null ? null : <ErrorNote error={error} />}
    </div>
  );
}
