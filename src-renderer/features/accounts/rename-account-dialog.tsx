// Owns: giving an account another name.
import { useState } from 'react';
import styles from './accounts.module.css';
import { callDesk } from '../../bridge.ts';
import { readEverything } from '../../stores/connect-desk.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { words } from '../../words/words.ts';
import type { AccountDialogProps } from './account-dialog-props.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';

const says = words.accounts.rename;

export function RenameAccountDialog(props: AccountDialogProps) {
  return (
    <Dialog title={says.title} size="small" isOpen={props.isOpen} onClose={props.onClose}>
      <RenameForm {...props} />
    </Dialog>
  );
}

function RenameForm({ account, onClose }: AccountDialogProps) {
  const [label, setLabel] = useState(account.label);
  const [error, setError] = useState<DeskError | null>(null);
  const isEmpty = label.trim() === '';
  const save = async () => {
    if (isEmpty) return;
    const result = await callDesk('account.rename', { accountId: account.id, label: label.trim() });
    if (!result.ok) {
      setError(result.error);
      return;
    }
    await readEverything();
    onClose();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={says.label}
        value={label}
        onChange={setLabel}
        problem={isEmpty ? words.accounts.connect.problems.label : null}
        maxLength={80}
        hasFocusFirst
      />
      {error === null ? null : <ErrorNote error={error} />}
      <div className={styles.dialogActs}>
        <Button onPress={onClose}>{words.ui.cancel}</Button>
        <Button type="submit" kind="primary" isDisabled={isEmpty}>
          {says.save}
        </Button>
      </div>
    </form>
  );
}
