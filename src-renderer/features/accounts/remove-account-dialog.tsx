// Owns: removing an account, and saying why it is refused while work of it is not sent.
import { useState } from 'react';
import styles from './accounts.module.css';
import { callDesk } from '../../bridge.ts';
import { announce } from '../../stores/announcer-store.ts';
import { readEverything } from '../../stores/connect-desk.ts';
import { goToScreen } from '../../stores/navigation-store.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActs } from '../../ui/dialog-acts.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { words } from '../../words/words.ts';
import type { AccountDialogProps } from './account-dialog-props.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';

const says = words.accounts.remove;

export function RemoveAccountDialog(props: AccountDialogProps) {
  return (
    <Dialog
      title={says.title(props.account.label)}
      size="small"
      role="alertdialog"
      isOpen={props.isOpen}
      onClose={props.onClose}
    >
      <RemoveBody {...props} />
    </Dialog>
  );
}

function RemoveBody({ account, onClose }: AccountDialogProps) {
  const [error, setError] = useState<DeskError | null>(null);
  const remove = async () => {
    const result = await callDesk('account.remove', { accountId: account.id });
    if (!result.ok) {
      setError(result.error);
      return;
    }
    announce(says.done(account.label));
    onClose();
    await readEverything();
  };
  const isRefused = error?.code === 'ACCOUNT_HAS_UNSENT';
  return (
    <div className={styles.form}>
      <p>{says.text[account.kind]}</p>
      {error === null || isRefused ? null : <ErrorNote error={error} />}
      {isRefused ? (
        <p className={styles.refused} role="alert">
          {says.refused(readCount(error), account.kind)}
        </p>
      ) : null}
      <DialogActs>
        <Button onPress={onClose} hasFocusFirst>
          {words.ui.cancel}
        </Button>
        {isRefused ? (
          <Button kind="primary" onPress={() => goToScreen('queue')}>
            {says.toQueue}
          </Button>
        ) : (
          <Button kind="danger-fill" onPress={() => void remove()}>
            {says.confirm}
          </Button>
        )}
      </DialogActs>
    </div>
  );
}

function readCount(error: DeskError): number | null {
  const count = error.detail?.['count'];
  return typeof count === 'number' ? count : null;
}
