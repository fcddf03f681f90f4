// Owns: starting over with an empty desk: what goes, what is kept, and the question before it.
// Must not: be shown on the practice desk, which has nothing to start over from.
import { useState } from 'react';
import { SettingsSection } from './settings-section.tsx';
import { callDesk } from '../../bridge.ts';
import { announceUrgently } from '../../stores/announcer-store.ts';
import { readEverything } from '../../stores/connect-desk.ts';
import { useDeskStore } from '../../stores/desk-store.ts';
import { useResetStore } from '../../stores/reset-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { words } from '../../words/words.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { QueueCounts } from '../../../src-shared/contract/desk-status.ts';

const says = words.settings.reset;

export function ResetSection() {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <SettingsSection name="reset">
      <p>{says.lead}</p>
      <p>{says.kept}</p>
      <div>
        <Button onPress={() => setIsAsking(true)}>{says.button}</Button>
      </div>
      <ResetDialog isOpen={isAsking} onClose={() => setIsAsking(false)} />
    </SettingsSection>
  );
}

function ResetDialog(props: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const queue = useDeskStore((store) => store.status?.queue ?? null);
  const [error, setError] = useState<DeskError | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const unsent = queue === null ? 0 : countUnsettled(queue);
  const reset = async () => {
    setIsBusy(true);
    const result = await callDesk('desk.reset', null);
    setIsBusy(false);
    setError(result.ok ? null : result.error);
    if (!result.ok) return;
    useResetStore.setState({ exported: result.value });
    announceUrgently(words.settings.reset.tell(result.value.path));
    props.onClose();
    await readEverything();
  };
  return (
    <Dialog
      title={says.title}
      size="small"
      role="alertdialog"
      isOpen={props.isOpen}
      onClose={props.onClose}
      actions={
        <>
          <Button onPress={props.onClose}>{words.ui.cancel}</Button>
          <Button kind="danger" isDisabled={isBusy} onPress={() => void reset()}>
            {says.confirm}
          </Button>
        </>
      }
    >
      {error === null ? null : <ErrorNote error={error} />}
      <p>{unsent === 0 ? says.none : says.unsent(unsent)}</p>
      <p>{says.kept}</p>
    </Dialog>
  );
}

function countUnsettled(queue: QueueCounts): number {
  const { held, waiting, sending, checking, blocked, needsYou } = queue;
  return held + waiting + sending + checking + blocked + needsYou;
}
