// Owns: putting a new key, or login, in the place of an account's old one.
import { useState } from 'react';
import { createHubKeyDraft, findHubKeyProblems, readHubKey } from './hub-key-draft.ts';
import { HubKeyFields } from './hub-key-fields.tsx';
import { SecretField } from './secret-field.tsx';
import { tidyPasted } from './tidy-pasted.ts';
import { callDesk } from '../../bridge.ts';
import { announce } from '../../stores/announcer-store.ts';
import { readEverything } from '../../stores/connect-desk.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { words } from '../../words/words.ts';
import type { AccountDialogProps } from './account-dialog-props.ts';
import type { Result } from '../../../src-shared/contract/errors.ts';
import type { ReactNode } from 'react';

const says = words.accounts.replaceKey;
const connectSays = words.accounts.connect;

export function ReplaceKeyDialog(props: AccountDialogProps) {
  const { account, isOpen, onClose } = props;
  return (
    <Dialog title={says[account.kind].title} size="small" isOpen={isOpen} onClose={onClose}>
      {account.kind === 'signinghub' ? <HubLogin {...props} /> : <CmSignKey {...props} />}
    </Dialog>
  );
}

function CmSignKey(props: AccountDialogProps) {
  const [keyId, setKeyId] = useState('');
  const [secret, setSecret] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const key = { keyId: tidyPasted(keyId), secret: tidyPasted(secret) };
  const { problems } = connectSays;
  return (
    <ReplaceForm
      {...props}
      onSubmit={async () => {
        setIsChecked(true);
        if (key.keyId === '' || key.secret === '') return null;
        return callDesk('account.replaceKey', { accountId: props.account.id, ...key });
      }}
    >
      <TextField
        label={connectSays.keyId}
        value={keyId}
        onChange={setKeyId}
        problem={isChecked && key.keyId === '' ? problems.keyId : null}
        autoComplete="off"
        spellCheck="false"
        hasFocusFirst
      />
      <SecretField
        label={connectSays.secret}
        value={secret}
        onChange={setSecret}
        problem={isChecked && key.secret === '' ? problems.secret : null}
      />
    </ReplaceForm>
  );
}

function HubLogin(props: AccountDialogProps) {
  const [draft, setDraft] = useState(createHubKeyDraft);
  const [isChecked, setIsChecked] = useState(false);
  const key = readHubKey(draft);
  const problems = findHubKeyProblems(key, draft.way);
  return (
    <ReplaceForm
      {...props}
      onSubmit={async () => {
        setIsChecked(true);
        if (Object.keys(problems).length > 0) return null;
        return callDesk('account.replaceSigningHubKey', { accountId: props.account.id, ...key });
      }}
    >
      <HubKeyFields
        draft={draft}
        problems={isChecked ? problems : {}}
        onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
        hasFocusFirst
      />
    </ReplaceForm>
  );
}

interface ReplaceFormProps extends AccountDialogProps {
  /** null: something is missing, and the fields say what. */
  readonly onSubmit: () => Promise<Result<null> | null>;
  readonly children: ReactNode;
}

function ReplaceForm({ account, onClose, onSubmit, children }: ReplaceFormProps) {
  return (
    <DialogForm
      saveLabel={says.save}
      onSave={onSubmit}
      onSaved={async () => {
        announce(says[account.kind].done);
        await readEverything();
        onClose();
      }}
      onCancel={onClose}
    >
      <p>{says[account.kind].text(account.label)}</p>
      {children}
    </DialogForm>
  );
}
