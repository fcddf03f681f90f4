// Owns: a form inside a dialog: its fields, what went wrong, Cancel and Save. It stays open until saving went well.
import { useState } from 'react';
import styles from './dialog-form.module.css';
import { Button } from './button.tsx';
import { DialogActs } from './dialog-acts.tsx';
import { ErrorNote } from './error-note.tsx';
import { words } from '../words/words.ts';
import type { ReactNode } from 'react';
import type { DeskError, Result } from '../../src-shared/contract/errors.ts';

export interface DialogFormProps<T> {
  /** What the button that saves says. */
  readonly saveLabel: string;
  readonly isSaveDisabled?: boolean;
  /** null: something is missing, nothing was asked, and the fields say what. */
  readonly onSave: () => Promise<Result<T> | null>;
  /** Saving went well; closing the dialog is up to it. */
  readonly onSaved: (value: T) => void | Promise<void>;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

export function DialogForm<T>(props: DialogFormProps<T>) {
  const [error, setError] = useState<DeskError | null>(null);
  const save = async () => {
    const result = await props.onSave();
    if (result === null) return;
    if (!result.ok) {
      setError(result.error);
      return;
    }
    await props.onSaved(result.value);
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {props.children}
      {error === null ? null : <ErrorNote error={error} />}
      <DialogActs>
        <Button onPress={props.onCancel}>{words.ui.cancel}</Button>
        <Button type="submit" kind="primary" isDisabled={props.isSaveDisabled ?? false}>
          {props.saveLabel}
        </Button>
      </DialogActs>
    </form>
  );
}
