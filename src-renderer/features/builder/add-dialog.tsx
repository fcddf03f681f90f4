// Owns: naming somebody who is not in the palette: by e-mail, as a placeholder, or in another's place.
import { useRef, useState } from 'react';
import styles from './dialogs.module.css';
import { openDialog } from './builder-store.ts';
import { runEdit } from './edit-workflow.ts';
import { addLast } from './palette-entry.tsx';
import { WhoSuggestions } from './who-suggestions.tsx';
import { writeProblem } from './write-workflow.ts';
import { createProblem } from '../../../src-shared/domain/workflow/rules.ts';
import { isWellFormedAddress } from '../../../src-shared/domain/email-domain.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import type { Addable } from './new-recipient.ts';
import type { DirectoryEntry } from '../../../src-shared/contract/package-view.ts';
import type { CallableKind, Recipient } from '../../../src-shared/domain/workflow/model.ts';

const says = words.builder.palette;

/** A new last recipient. */
export function AddDialog({ kind }: { readonly kind: 'person' | 'placeholder' }) {
  return (
    <WhoDialog
      kind={kind}
      title={kind === 'person' ? says.addTitle : says.placeholderTitle}
      confirm={says.confirm}
      onConfirm={addLast}
    />
  );
}

/** Somebody else in a recipient's place; role and fields stay (spec §5.6). */
export function ReplaceDialog({ recipient }: { readonly recipient: Recipient }) {
  const name = writeVisibly(recipient.name);
  return (
    <WhoDialog
      kind={recipient.kind === 'group' ? 'group' : 'person'}
      title={says.replaceTitle(name)}
      lead={says.replaceLead(name)}
      confirm={says.confirmReplace}
      onConfirm={({ kind, name: newName, email }) =>
        runEdit({ kind: 'replace', key: recipient.key, by: { kind, name: newName, email } }, 'card')
      }
    />
  );
}

interface WhoDialogProps {
  readonly kind: CallableKind;
  readonly title: string;
  readonly lead?: string;
  readonly confirm: string;
  readonly onConfirm: (who: Addable) => void;
}

function WhoDialog({ kind, title, lead, confirm, onConfirm }: WhoDialogProps) {
  const who = useWho(kind, onConfirm);
  return (
    <Dialog
      title={title}
      isOpen
      onClose={closeDialog}
      size="small"
      actions={
        <>
          <Button onPress={closeDialog}>{words.ui.cancel}</Button>
          <Button kind="primary" onPress={who.finish}>
            {confirm}
          </Button>
        </>
      }
    >
      {lead === undefined ? null : <p className={styles.lead}>{lead}</p>}
      <WhoForm kind={kind} who={who} />
    </Dialog>
  );
}

function closeDialog(): void {
  openDialog(null);
}

function useWho(kind: CallableKind, onConfirm: WhoDialogProps['onConfirm']) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [isTried, setIsTried] = useState(false);
  const isPerson = kind === 'person';
  const hasEmail = !isPerson || isWellFormedAddress(email.trim());
  const hasName = isPerson || name.trim() !== '';
  const finish = () => {
    setIsTried(true);
    if (!hasEmail || !hasName) return;
    closeDialog();
    const shown = name.trim() === '' ? email.trim() : name.trim();
    onConfirm({ kind, name: shown, email: isPerson ? email.trim() : null, memberCount: null });
  };
  const isNameWrong = isTried && !hasName;
  return {
    name,
    setName,
    email,
    setEmail,
    isNameWrong,
    isEmailWrong: isTried && !hasEmail,
    finish,
  };
}

interface WhoFormProps {
  readonly kind: CallableKind;
  readonly who: ReturnType<typeof useWho>;
}

function WhoForm({ kind, who }: WhoFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const isPerson = kind === 'person';
  const choose = (known: DirectoryEntry) => {
    who.setName(known.name);
    who.setEmail(known.email ?? '');
    // The button goes with its offer; the focus stays in the form.
    form.current?.querySelector('input')?.focus();
  };
  return (
    <form
      ref={form}
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        who.finish();
      }}
    >
      {isPerson ? (
        <EmailField value={who.email} onChange={who.setEmail} isWrong={who.isEmailWrong} />
      ) : null}
      {kind === 'placeholder' ? null : (
        <WhoSuggestions text={isPerson ? who.email : who.name} kind={kind} onChoose={choose} />
      )}
      <TextField
        label={kind === 'placeholder' ? says.placeholderName : says.name}
        value={who.name}
        onChange={who.setName}
        hasFocusFirst={!isPerson}
        {...(kind === 'placeholder' ? { help: says.placeholderHelp } : {})}
        problem={who.isNameWrong ? writeProblem(createProblem('NAME_EMPTY')) : null}
      />
      {/* Enter sends a form of several fields only when it has a button of its own. */}
      <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
    </form>
  );
}

interface EmailFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isWrong: boolean;
}

function EmailField({ value, onChange, isWrong }: EmailFieldProps) {
  return (
    <TextField
      label={says.email}
      type="email"
      value={value}
      onChange={onChange}
      hasFocusFirst
      problem={isWrong ? writeProblem(createProblem('EMAIL_MALFORMED')) : null}
    />
  );
}
