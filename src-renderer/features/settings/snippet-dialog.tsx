// Owns: writing one reason to reuse.
import { useState } from 'react';
import { callDesk } from '../../bridge.ts';
import { announce } from '../../stores/announcer-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import { MAX_REASON_LENGTH, countCharacters } from '../../../src-shared/domain/decision.ts';
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
  const problems = { title: findTitleProblem(title), text: findTextProblem(text) };
  const save = async () => {
    setIsChecked(true);
    if (problems.title !== null || problems.text !== null) return null;
    const input = { id: snippet?.id ?? null, title: title.trim(), text: text.trim() };
    return callDesk('snippet.save', input);
  };
  return (
    <DialogForm
      saveLabel={says.save}
      onSave={save}
      onSaved={(saved) => {
        announce(says.saved(writeVisibly(saved.title)));
        onSaved();
      }}
      onCancel={onClose}
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
    </DialogForm>
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
