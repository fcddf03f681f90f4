// Owns: an entry's history from the journal in readable lines, and the facts that do not fit on its row.
import styles from './queue.module.css';
import { useDeskStore } from '../../stores/desk-store.ts';
import { useDeskRead } from '../../stores/use-desk-read.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { CLOCK_RENEWAL_MS, useNow } from '../../ui/use-now.ts';
import { format, words } from '../../words/words.ts';
import { isUnreadable, writeNames } from './entry-names.ts';
import { writeHistory } from './write-history-line.ts';
import { isReassignEntry } from '../../../src-shared/domain/outbox-item.ts';
import type { QueueEntry, ReassignEntry } from '../../../src-shared/domain/outbox-item.ts';

const says = words.queue.history;

export function EntryHistory({ entry }: { readonly entry: QueueEntry }) {
  // The entry is a new object whenever the engine pushed a change of it; the journal has grown then.
  const { value: events, error } = useDeskRead('queue.history', { opId: entry.opId }, entry);
  const nowMs = useNow(CLOCK_RENEWAL_MS);
  const names = writeNames(entry);
  return (
    <section className={styles.history} aria-label={says.region(names)}>
      <div>
        <h3 className={styles.sideTitle}>{says.title}</h3>
        {error === null ? null : <ErrorNote error={error} />}
        {events === null && error === null ? <p>{says.loading}</p> : null}
        <ol className={styles.events}>
          {writeHistory(events ?? [], entry.subject.type).map(({ at, text }, index) => (
            // The journal only grows at its end, so the place names a line.
            <li key={`${at}-${index}`} className={styles.event}>
              <time dateTime={at} title={format.exact(at)}>
                {format.moment(at, nowMs)}
              </time>
              <span>{text}</span>
            </li>
          ))}
        </ol>
      </div>
      <EntryFacts entry={entry} />
    </section>
  );
}

function EntryFacts({ entry }: { readonly entry: QueueEntry }) {
  const label = useDeskStore(
    (store) => store.status?.accounts.find(({ id }) => id === entry.accountId)?.label ?? '',
  );
  const { facts } = says;
  return (
    <dl className={styles.facts}>
      {isReassignEntry(entry) && !isUnreadable(entry.subject) ? (
        <DecisionFacts entry={entry} />
      ) : null}
      <dt>{facts.account}</dt>
      <dd>{label}</dd>
      <dt>{facts.decided}</dt>
      <dd>{format.exact(entry.decidedAt)}</dd>
      <dt>{facts.sentCount}</dt>
      <dd>{entry.sentCount === 0 ? facts.none : format.number(entry.sentCount)}</dd>
    </dl>
  );
}

function DecisionFacts({ entry }: { readonly entry: ReassignEntry }) {
  const { owner, text, decision } = entry.subject;
  const { facts } = says;
  return (
    <>
      <dt>{facts.text[decision]}</dt>
      <dd className={styles.fullText}>
        {text === null ? facts.noText : <ForeignText text={text} isMultiline />}
      </dd>
      <dt>{facts.owner}</dt>
      <dd>
        <ForeignText text={owner} />
      </dd>
    </>
  );
}
