// Owns: giving an account another name.
import { useState } from 'react';
import { callDesk } from '../../bridge.ts';
import { readEverything } from '../../stores/connect-desk.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { words } from '../../words/words.ts';
import type { AccountDialogProps } from './account-dialog-props.ts';

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
  const isEmpty = label.trim() === '';
  return (
    <DialogForm
      saveLabel={says.save}
      isSaveDisabled={isEmpty}
      onSave={async () => {
        if (isEmpty) return null;
        return callDesk('account.rename', { accountId: account.id, label: label.trim() });
      }}
      onSaved={async () => {
        await readEverything();
        onClose();
      }}
      onCancel={onClose}
    >
      <TextField
        label={says.label}
        value={label}
        onChange={setLabel}
        problem={isEmpty ? words.accounts.connect.problems.label : null}
        maxLength={80}
        hasFocusFirst
      />
    </DialogForm>
  );
}
