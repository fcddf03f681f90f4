// Owns: the question before approving a hand-over that a check says could not work.
import { approveAnyway } from './decision-actions.ts';
import { writeCheck } from './check-list.tsx';
import { useOverlayStore } from './overlay-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import type { InboxDetail } from '../../../src-shared/contract/inbox-view.ts';

export function StopDialog({ detail }: { readonly detail: InboxDetail }) {
  const isOpen = useOverlayStore((store) => store.stopAsked?.key === detail.key);
  const { name } = detail.request.newInvitee;
  const close = () => useOverlayStore.setState({ stopAsked: null });
  return (
    <Dialog
      title={words.decision.stopTitle}
      isOpen={isOpen}
      onClose={close}
      role="alertdialog"
      size="small"
      actions={
        <>
          <Button onPress={close} hasFocusFirst>
            {words.ui.cancel}
          </Button>
          <Button kind="danger-fill" onPress={approveAnyway}>
            {words.decision.approveAnyway}
          </Button>
        </>
      }
    >
      <p>{words.decision.stopLead(writeVisibly(name))}</p>
      <ul>
        {detail.checks
          .filter((check) => check.severity === 'stop')
          .map((check) => (
            <li key={check.code}>{writeCheck(check, name)}</li>
          ))}
      </ul>
    </Dialog>
  );
}
