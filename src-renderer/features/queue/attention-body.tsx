// Owns: what a person needs to settle an entry: both sides beside each other, or the fields that changed.
// Must not: offer to overwrite; the service cannot reopen a decision.
import styles from './queue.module.css';
import { isUnreadable } from './entry-names.ts';
import { describeTheirState, explainAttention } from './explain-attention.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { CLOCK_RENEWAL_MS, useNow } from '../../ui/use-now.ts';
import { format, words } from '../../words/words.ts';
import { isReassignEntry } from '../../../src-shared/domain/outbox-item.ts';
import type { ReactNode } from 'react';
import type {
  ConflictFacts,
  QueueEntry,
  ReassignEntry,
} from '../../../src-shared/domain/outbox-item.ts';
import type { PictureChange } from '../../../src-shared/domain/reassign-request.ts';

/** A hand-over's fields and decisions; what differs for a plan is asked for by its kind. */
const says = words.queue.about.reassign.conflict;

export interface AttentionBodyProps {
  readonly entry: QueueEntry;
  /** The actions. */
  readonly children: ReactNode;
}

export function AttentionBody({ entry, children }: AttentionBodyProps) {
  const { conflict } = entry;
  return (
    <div className={styles.attention}>
      <p className={styles.explanation}>{explainAttention(entry)}</p>
      <div className={styles.sides}>
        {isReassignEntry(entry) && !isUnreadable(entry.subject) ? <OwnSide entry={entry} /> : null}
        {conflict === null ? null : <TheirSide entry={entry} conflict={conflict} />}
      </div>
      {conflict === null || conflict.changes.length === 0 ? null : (
        <Changes changes={conflict.changes} />
      )}
      {children}
    </div>
  );
}

function OwnSide({ entry }: { readonly entry: ReassignEntry }) {
  const nowMs = useNow(CLOCK_RENEWAL_MS);
  const { decision, text } = entry.subject;
  const approved = text === null ? says.approvedPlain : says.approvedWith;
  return (
    <div className={styles.side}>
      <h3 className={styles.sideTitle}>{says.yours}</h3>
      <p>
        {decision === 'approve' ? approved : says.declinedWith}{' '}
        {text === null ? null : <Quote text={text} />}
      </p>
      <p className={styles.sideTime}>
        <time dateTime={entry.decidedAt} title={format.exact(entry.decidedAt)}>
          {says.decidedAt(format.moment(entry.decidedAt, nowMs))}
        </time>
      </p>
    </div>
  );
}

interface TheirSideProps {
  readonly entry: QueueEntry;
  readonly conflict: ConflictFacts;
}

function TheirSide({ entry, conflict }: TheirSideProps) {
  const { sentCount, subject } = entry;
  const { theirs } = words.queue.about[subject.type].conflict;
  const nowMs = useNow(CLOCK_RENEWAL_MS);
  return (
    <div className={styles.side}>
      <h3 className={styles.sideTitle}>{theirs}</h3>
      <p>
        {describeTheirState(entry, conflict) ?? <UnknownState state={conflict.theirState} />}{' '}
        {conflict.theirState === 'declined' ? (
          <TheirReason reason={conflict.theirDeclineReason} />
        ) : null}
      </p>
      <p className={styles.sideTime}>
        <time dateTime={conflict.seenAt} title={format.exact(conflict.seenAt)}>
          {says.seenAt(format.moment(conflict.seenAt, nowMs))}
        </time>{' '}
        {sentCount === 0 ? says.notSent : says.mayHaveLeft(sentCount)}
      </p>
    </div>
  );
}

function UnknownState({ state }: { readonly state: string }) {
  return (
    <>
      {says.otherStateLead} <Quote text={state} />
    </>
  );
}

function TheirReason({ reason }: { readonly reason: string | null }) {
  if (reason === null || reason.trim() === '') return says.noReason;
  return (
    <>
      {says.theirReason} <Quote text={reason} />
    </>
  );
}

function Quote({ text }: { readonly text: string }) {
  return (
    <q className={styles.quote}>
      <ForeignText text={text} isMultiline />
    </q>
  );
}

function Changes({ changes }: { readonly changes: readonly PictureChange[] }) {
  return (
    <table className={styles.changes}>
      <caption className={styles.changesTitle}>{says.changesTitle}</caption>
      <thead>
        <tr>
          <th scope="col">{says.field}</th>
          <th scope="col">{says.before}</th>
          <th scope="col">{says.now}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field}>
            <th scope="row">{words.detail.fields[change.field]}</th>
            <td>
              <ChangedValue value={change.seen} />
            </td>
            <td>
              <strong>
                <ChangedValue value={change.now} />
              </strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ChangedValue({ value }: { readonly value: string | null }) {
  if (value === null || value === '') return <span className={styles.empty}>{says.empty}</span>;
  return <ForeignText text={value} isMultiline />;
}
