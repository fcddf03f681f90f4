// Owns: the foot of the detail: message and buttons, the reason composer, or what has been decided already.
import styles from './decision-footer.module.css';
import { DecidedNote } from './decided-note.tsx';
import { askApprove, openDecline } from './decision-actions.ts';
import { canDecide } from './decide.ts';
import { typeDraft, useDetailStore } from './detail-store.ts';
import { ReasonComposer } from './reason-composer.tsx';
import { SnoozeMenu } from './snooze-menu.tsx';
import { StopDialog } from './stop-dialog.tsx';
import { useFate } from './use-fate.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { isSendChord } from '../../ui/send-chord.ts';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { TextArea } from '../../ui/text-area.tsx';
import { words } from '../../words/words.ts';
import { MAX_MESSAGE_LENGTH, countCharacters } from '../../../src-shared/domain/decision.ts';
import type { KeyboardEvent } from 'react';
import type { InboxDetail } from '../../../src-shared/contract/inbox-view.ts';

export interface DecisionFooterProps {
  readonly detail: InboxDetail;
  readonly nowMs: number;
}

export function DecisionFooter({ detail, nowMs }: DecisionFooterProps) {
  const composer = useDetailStore((store) => store.composer);
  const decideError = useDetailStore((store) => store.decideError);
  const isDraftUnsaved = useDetailStore((store) => store.isDraftUnsaved);
  const isOpen = canDecide(detail);
  return (
    <section className={styles.foot} aria-label={words.decision.region}>
      {decideError === null ? null : <ErrorNote error={decideError} />}
      {isOpen && detail.entry === null ? null : <DecidedNote detail={detail} nowMs={nowMs} />}
      {!isOpen ? null : composer === 'decline' ? (
        <ReasonComposer detail={detail} />
      ) : (
        <MessageComposer detail={detail} nowMs={nowMs} />
      )}
      {isDraftUnsaved ? <p className={styles.warning}>{words.decision.draftNotSaved}</p> : null}
      <StopDialog detail={detail} />
    </section>
  );
}

function MessageComposer({ detail, nowMs }: DecisionFooterProps) {
  const message = useDetailStore((store) => store.draft.message);
  const isDeciding = useDetailStore((store) => store.isDeciding);
  const fate = useFate();
  const over = countCharacters(message) - MAX_MESSAGE_LENGTH;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isSendChord(event.nativeEvent)) return;
    event.preventDefault();
    askApprove();
  };
  return (
    <>
      <TextArea
        label={words.decision.message}
        placeholder={words.decision.messagePlaceholder(
          writeVisibly(detail.request.newInvitee.name),
        )}
        value={message}
        onChange={(text) => typeDraft({ message: text })}
        limit={MAX_MESSAGE_LENGTH}
        problem={over > 0 ? words.decision.tooLong(over) : null}
        help={writePreview(detail, message)}
        note={fate}
        onKeyDown={onKeyDown}
      />
      <div className={styles.acts}>
        <Button
          kind="primary"
          command="decision.approve"
          isDisabled={isDeciding || over > 0}
          onPress={askApprove}
        >
          {words.decision.approve}
        </Button>
        <Button
          kind="danger"
          command="decision.decline"
          isDisabled={isDeciding}
          onPress={openDecline}
        >
          {words.decision.decline}
        </Button>
        <SnoozeMenu detail={detail} nowMs={nowMs} />
      </div>
    </>
  );
}

/** What the new person will read, in one sentence. */
function writePreview(detail: InboxDetail, message: string): string {
  const name = writeVisibly(detail.request.newInvitee.name);
  const says = words.decision;
  if (message.trim() !== '') return says.previewMessage(name);
  const own = detail.request.newInvitee.message?.trim() ?? '';
  if (own === '') return says.previewPlain(name);
  return says.previewOwnMessage(name, writeVisibly(detail.request.originalInvitee.name));
}
