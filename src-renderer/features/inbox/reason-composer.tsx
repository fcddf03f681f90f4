// Owns: writing the reason of a decline: required, counted, from snippets if wanted; its text survives closing.
import { useRef, useState } from 'react';
import footStyles from './decision-footer.module.css';
import { closeDecline, declineNow } from './decision-actions.ts';
import { typeDraft, useDetailStore } from './detail-store.ts';
import { SnippetMenu } from './snippet-menu.tsx';
import { useFate } from './use-fate.ts';
import { focusList } from '../../ui/focus-list.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { keepFocus } from '../../ui/keep-focus.ts';
import { SEND_CHORD, isSendChord } from '../../ui/send-chord.ts';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { TextArea } from '../../ui/text-area.tsx';
import { words } from '../../words/words.ts';
import { MAX_REASON_LENGTH, countCharacters } from '../../../src-shared/domain/decision.ts';
import type { KeyboardEvent } from 'react';
import type { InboxDetail } from '../../../src-shared/contract/inbox-view.ts';

export function ReasonComposer({ detail }: { readonly detail: InboxDetail }) {
  const reason = useDetailStore((store) => store.draft.reason);
  const isDeciding = useDetailStore((store) => store.isDeciding);
  const field = useRef<HTMLTextAreaElement>(null);
  const fate = useFate();
  const [isTried, setIsTried] = useState(false);
  const original = writeVisibly(detail.request.originalInvitee.name);
  const over = countCharacters(reason) - MAX_REASON_LENGTH;
  const isEmpty = reason.trim() === '';
  const send = () => {
    setIsTried(true);
    if (!isEmpty && over <= 0) declineNow();
  };
  const close = () => {
    closeDecline();
    focusList();
  };
  const insert = (text: string) => {
    typeDraft({ reason: text });
    // What is typed next goes on behind it, and not into the menu's button.
    keepFocus(() => field.current);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      close();
    }
    if (!isSendChord(event.nativeEvent)) return;
    event.preventDefault();
    send();
  };
  return (
    <>
      <TextArea
        label={words.decision.reason}
        placeholder={words.decision.reasonPlaceholder(original)}
        value={reason}
        onChange={(text) => typeDraft({ reason: text })}
        limit={MAX_REASON_LENGTH}
        rows={3}
        isRequired
        hasFocusFirst
        problem={writeProblem(isTried && isEmpty, over)}
        help={words.decision.previewDecline(original)}
        note={fate}
        inputRef={field}
        onKeyDown={onKeyDown}
      />
      <div className={footStyles.acts}>
        <Button kind="danger-fill" isDisabled={isDeciding || over > 0} onPress={send}>
          {words.decision.declineNow} <Kbd chord={SEND_CHORD} />
        </Button>
        <Button onPress={close}>{words.decision.keepOpen}</Button>
        <SnippetMenu text={reason} onInsert={insert} />
      </div>
    </>
  );
}

function writeProblem(isMissing: boolean, over: number): string | null {
  if (isMissing) return words.decision.reasonMissing;
  return over > 0 ? words.decision.tooLong(over) : null;
}
