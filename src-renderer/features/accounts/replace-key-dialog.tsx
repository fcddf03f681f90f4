// Owns: putting a new key in the place of an account's old one.
import { useState } from 'react';
import styles from './accounts.module.css';
import { tidyPasted } from './account-draft.ts';
import { SecretField } from './secret-field.tsx';
import { callDesk } from '../../bridge.ts';
import { announce } from '../../stores/announcer-store.ts';
import { readEverything } from '../../stores/connect-desk.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { words } from '../../words/words.ts';
import type { AccountDialogProps } from './account-dialog-props.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';

const says = words.accounts.replaceKey;
const { problems, keyId: keyIdLabel } = words.accounts.connect;

export function ReplaceKeyDialog(props: AccountDialogProps) {
  return (
    <Dialog title={says.title} size="small" isOpen={props.isOpen} onClose={props.onClose}>
      <ReplaceKeyForm {...props} />
    </Dialog>
  );
}

function ReplaceKeyForm({ account, onClose }: AccountDialogProps) {
  const [keyId, setKeyId] = useState('');
  const [secret, setSecret] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const [error, setError] = useState<DeskError | null>(null);
  const key = { keyId: tidyPasted(keyId), secret: tidyPasted(secret) };
  const save = async () => {
    setIsChecked(true);
    if (key.keyId === '' || key.secret === '') return;
    const result = await callDesk('account.replaceKey', { accountId: account.id, ...key });
    if (!result.ok) {
      setError(result.error);
      return;
    }
    announce(says.done);
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
      <p>{says.text(account.label)}</p>
      <TextField
        label={keyIdLabel}
        value={keyId}
        onChange={setKeyId}
        problem={isChecked && key.keyId === '' ? problems.keyId : null}
        autoComplete="off"
        spellCheck="false"
        hasFocusFirst
      />
      <SecretField
        value={secret}
        onChange={setSecret}
        problem={isChecked && key.secret === '' ? problems.secret : null}
      />
      {error === null ? null : <ErrorNote error={error} />}
      <div className={styles.dialogActs}>
        <Button onPress={onClose}>{words.ui.cancel}</Button>
        <Button type="submit" kind="primary">
          {says.save}
        </Button>
      </div>
    </form>
  );
}
