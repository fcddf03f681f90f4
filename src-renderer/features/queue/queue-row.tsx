// Owns: one entry of the queue: state, what it is about, the exact facts, its actions, and its history on demand.
import { memo } from 'react';
import { ChevronRight } from 'lucide-react';
import { Button } from 'react-aria-components';
import styles from './queue.module.css';
import { AttentionBody } from './attention-body.tsx';
import { describeEntry, hasCountdown } from './describe-entry.ts';
import { EntryActs } from './entry-acts-bar.tsx';
import { EntryHistory } from './entry-history.tsx';
import { isUnreadable } from './entry-names.ts';
import { listAttentionActs, listWaitingActs } from './entry-acts.ts';
import { PlanCalls } from './plan-calls.tsx';
import { isWorkflowEntry, NEEDS_PERSON_STATES } from '../../../src-shared/domain/outbox-item.ts';
import { useDeskStore } from '../../stores/desk-store.ts';
import { Chip } from '../../ui/chip.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { CLOCK_RENEWAL_MS, useNow } from '../../ui/use-now.ts';
import { format, words } from '../../words/words.ts';
import type { ShownSection } from './entry-order.ts';
import type { QueueEntry } from '../../../src-shared/domain/outbox-item.ts';

const COUNTDOWN_RENEWAL_MS = 1000;

export interface QueueRowProps {
  readonly entry: QueueEntry;
  readonly section: ShownSection;
  /** The one entry that Tab leads to. */
  readonly isCurrent: boolean;
  readonly isOpen: boolean;
  readonly onToggle: (opId: string) => void;
}

export const QueueRow = memo(function QueueRow(props: QueueRowProps) {
  const { entry, section, isCurrent, isOpen } = props;
  const waitsForPerson = section === 'attention' && NEEDS_PERSON_STATES.includes(entry.state);
  const isPaused = useDeskStore((store) => store.status?.isQueuePaused ?? false);
  const said = useEntryWords(entry, isPaused, !waitsForPerson);
  const isWaiting = !waitsForPerson && section === 'waiting';
  const acts = isWaiting ? listWaitingActs(entry, isPaused) : [];
  return (
    <li className={styles.row} data-op-id={entry.opId}>
      <div className={styles.line}>
        <span className={styles.chip}>
          <Chip tone={said.tone}>{said.chip}</Chip>
        </span>
        <div className={styles.about}>
          <Button
            className={styles.title ?? ''}
            aria-expanded={isOpen}
            excludeFromTabOrder={!isCurrent}
            onPress={() => props.onToggle(entry.opId)}
            data-entry-title=""
            {...(isCurrent ? { 'data-pane-focus': '' } : {})}
          >
            <ChevronRight size={14} aria-hidden="true" className={styles.chevron} />
            <EntryTitle entry={entry} />
          </Button>
          <EntrySubline entry={entry} />
        </div>
        <span className={styles.sentence}>{said.sentence}</span>
        <EntryActs entry={entry} acts={acts} isReachable={isCurrent} size="small" />
      </div>
      {waitsForPerson ? (
        <AttentionBody entry={entry}>
          <EntryActs
            entry={entry}
            acts={listAttentionActs(entry)}
            isReachable={isCurrent}
            size="normal"
          />
        </AttentionBody>
      ) : null}
      {isWorkflowEntry(entry) && (isOpen || waitsForPerson) ? <PlanCalls entry={entry} /> : null}
      {isOpen ? <EntryHistory entry={entry} /> : null}
    </li>
  );
});

/** Where an entry stands: its words with the account's and the queue's condition woven in. */
function useEntryWords(entry: QueueEntry, isPaused: boolean, isPutAway: boolean) {
  const nowMs = useNow(hasCountdown(entry) ? COUNTDOWN_RENEWAL_MS : CLOCK_RENEWAL_MS);
  const offlineSince = useDeskStore((store) => {
    const account = store.status?.accounts.find(({ id }) => id === entry.accountId);
    return account?.connectivity === 'offline' ? account.connectivitySince : null;
  });
  return describeEntry(entry, { nowMs, isPaused, offlineSince, isPutAway });
}

function EntryTitle({ entry }: { readonly entry: QueueEntry }) {
  const { subject } = entry;
  if (subject.type === 'workflow') {
    return (
      <span className={styles.titleText}>
        {words.queue.plan.title} <ForeignText text={subject.packageName} />
      </span>
    );
  }
  if (isUnreadable(subject)) {
    return <span className={styles.titleText}>{words.queue.unreadable}</span>;
  }
  const { decision, fromName, toName } = subject;
  return (
    <span className={styles.titleText}>
      {words.queue.entryTitle(words.outbox.decisions[decision])} <ForeignText text={fromName} />{' '}
      <span aria-hidden="true">→</span>
      <span className="visually-hidden">{words.queue.arrow}</span> <ForeignText text={toName} />
    </span>
  );
}

function EntrySubline({ entry }: { readonly entry: QueueEntry }) {
  const nowMs = useNow(CLOCK_RENEWAL_MS);
  return (
    <span className={styles.subline}>
      {isUnreadable(entry.subject) ? null : entry.subject.type === 'reassign' ? (
        <>
          <ForeignText text={entry.subject.dossierName} />
          {' · '}
        </>
      ) : (
        `${words.queue.plan.progress(entry.subject.done, entry.subject.total)} · `
      )}
      <time dateTime={entry.decidedAt} title={format.exact(entry.decidedAt)}>
        {words.queue.decidedAt(format.moment(entry.decidedAt, nowMs))}
      </time>
    </span>
  );
}
