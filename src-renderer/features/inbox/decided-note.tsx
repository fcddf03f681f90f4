// Owns: saying what has been decided: here and on its way, or on the server.
import styles from './decision-footer.module.css';
import { callDesk } from '../../bridge.ts';
import { renewDetail, useDetailStore } from './detail-store.ts';
import { pickPhraseTone } from './row-words.ts';
import { goToQueueEntry } from '../../stores/navigation-store.ts';
import { refreshQueue } from '../../stores/queue-store.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { format, words } from '../../words/words.ts';
import type { InboxDetail } from '../../../src-shared/contract/inbox-view.ts';
import type { ReassignEntry } from '../../../src-shared/domain/outbox-item.ts';

export interface DecidedNoteProps {
  readonly detail: InboxDetail;
  readonly nowMs: number;
}

export function DecidedNote({ detail, nowMs }: DecidedNoteProps) {
  return (
    <>
      {detail.entry === null ? null : <OwnDecision entry={detail.entry} nowMs={nowMs} />}
      {detail.request.state === 'pending' ? null : <ServerState detail={detail} />}
    </>
  );
}

function OwnDecision(props: { readonly entry: ReassignEntry; readonly nowMs: number }) {
  const { entry, nowMs } = props;
  const { decision, text } = entry.subject;
  const phrase = words.outbox.phrases[entry.phrase];
  return (
    <div className={styles.decided}>
      <Chip tone={pickPhraseTone(entry.phrase)}>
        {words.outbox.overlay(decision, phrase.short)}
      </Chip>
      <span className={styles.decidedText}>
        {phrase.long}
        <span className={styles.quiet}> {format.moment(entry.decidedAt, nowMs)}</span>
        {text === null ? null : (
          <span className={styles.quiet}>
            {' “'}
            <ForeignText text={text} />”
          </span>
        )}
      </span>
      {entry.canCancel ? (
        <Button size="small" onPress={() => void takeBack(entry)}>
          {words.detail.takeBack}
        </Button>
      ) : null}
      <Button size="small" kind="quiet" onPress={() => goToQueueEntry(entry.opId)}>
        {words.detail.showInQueue}
      </Button>
    </div>
  );
}

function ServerState({ detail }: { readonly detail: InboxDetail }) {
  const { state, newInvitee, declineReason } = detail.request;
  const says = words.detail.decidedOnServer;
  if (state === 'pending') return null;
  const sentence =
    state === 'approved' ? says.approved(writeVisibly(newInvitee.name)) : says[state];
  return (
    <p>
      {sentence}
      {declineReason === null ? null : (
        <span className={styles.quiet}>
          {` ${words.detail.declineReason}: “`}
          <ForeignText text={declineReason} />”
        </span>
      )}
    </p>
  );
}

async function takeBack(entry: ReassignEntry): Promise<void> {
  const result = await callDesk('queue.cancel', { opId: entry.opId });
  refreshQueue();
  if (!result.ok) {
    useDetailStore.setState({ decideError: result.error });
    return;
  }
  await renewDetail();
}
