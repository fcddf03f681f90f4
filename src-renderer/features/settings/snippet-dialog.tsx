// Owns: writing one reason to reuse.
import { useState } from 'react';
import styles from './settings.module.css';
import { callDesk } from '../../bridge.ts';
import { announce } from '../../stores/announcer-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import { MAX_REASON_LENGTH, countCharacters } from '../../../src-shared/domain/decision.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { Snippet } from '../../../src-shared/contract/routes.ts';

export interface SnippetDialogProps {
  /** null = closed. */
  readonly edited: Snippet | 'new' | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const says = words.settings.snippets;
const MAX_TITLE_LENGTH = 80;

export function SnippetDialog({ edited, onClose, onSaved }: SnippetDialogProps) {
  return (
    <Dialog title={says.editTitle} size="small" isOpen={edited !== null} onClose={onClose}>
      {edited === null ? null : (
        <SnippetForm
          snippet={edited === 'new' ? null : edited}
          onClose={onClose}
          onSaved={onSaved}
        />
      )}
    </Dialog>
  );
}

interface SnippetFormProps {
  readonly snippet: Snippet | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

function SnippetForm({ snippet, onClose, onSaved }: SnippetFormProps) {
  const [title, setTitle] = useState(snippet?.title ?? '');
  const [text, setText] = useState(snippet?.text ?? '');
  const [isChecked, setIsChecked] = useState(false);
  const [error, setError] = useState<DeskError | null>(null);
  const problems = { title: findTitleProblem(title), text: findTextProblem(text) };
  const save = async () => {
    setIsChecked(true);
    if (problems.title !== null || problems.text !== null) return;
    const input = { id: snippet?.id ?? null, title: title.trim(), text: text.trim() };
    const result = await callDesk('snippet.save', input);
    if (!result.ok) {
      setError(result.error);
      return;
    }
    announce(says.saved(writeVisibly(result.value.title)));
    onSaved();
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
        label={says.title}
        help={says.titleHelp}
        value={title}
        onChange={setTitle}
        problem={isChecked ? problems.title : null}
        hasFocusFirst
      />
      <TextArea
        label={says.body}
        value={text}
        onChange={setText}
        rows={4}
        limit={MAX_REASON_LENGTH}
        problem={isChecked ? problems.text : null}
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

function findTitleProblem(title: string): string | null {
  if (title.trim() === '') return says.titleMissing;
  return title.trim().length > MAX_TITLE_LENGTH ? says.titleTooLong : null;
}

function findTextProblem(text: string): string | null {
  if (text.trim() === '') return says.textMissing;
  return countCharacters(text.trim()) > MAX_REASON_LENGTH ? says.textTooLong : null;
}
