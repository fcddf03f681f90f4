// Owns: how an error is told: what happened, what it means for the work, the next step.
import { TriangleAlert } from 'lucide-react';
import styles from './error-note.module.css';
import { words } from '../words/words.ts';
import type { ReactNode } from 'react';
import type { DeskError } from '../../src-shared/contract/errors.ts';

export interface ErrorNoteProps {
  readonly error: DeskError;
  /** Buttons that do the next step. */
  readonly actions?: ReactNode;
}

export function ErrorNote({ error, actions }: ErrorNoteProps) {
  const sentence = words.errors[error.code](error.detail ?? {});
  return (
    <div className={styles.note} role="alert">
      <TriangleAlert size={16} aria-hidden="true" className={styles.icon} />
      <div className={styles.text}>
        <strong>{sentence.what}</strong> {sentence.means} {sentence.next}
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
