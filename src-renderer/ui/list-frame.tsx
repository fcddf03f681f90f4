// Owns: the frame of a list: title with its total, search and tools, an error that leaves the rows alone, and the
// rows or what stands in for them.
import styles from './list-frame.module.css';
import { Button } from './button.tsx';
import { Chip } from './chip.tsx';
import { ErrorNote } from './error-note.tsx';
import { words } from '../words/words.ts';
import type { ReactNode } from 'react';
import type { DeskError } from '../../src-shared/contract/errors.ts';

export interface ListFrameProps {
  readonly label: string;
  /** Name of the pane, by which commands find it. */
  readonly pane: string;
  readonly title: string;
  /** Null while it is not known. */
  readonly total: string | null;
  readonly search: ReactNode;
  readonly tools: ReactNode;
  /** What stands between the head and the rows. */
  readonly notes?: ReactNode;
  readonly error: DeskError | null;
  readonly onRetry: () => void;
  /** What to say instead of rows; null where there are rows. */
  readonly standIn: ReactNode;
  readonly children: ReactNode;
}

export function ListFrame(props: ListFrameProps) {
  const { label, pane, title, total, error, standIn } = props;
  return (
    <section className={styles.pane} aria-label={label} data-pane={pane}>
      <header className={styles.head}>
        <h1 className={styles.title}>
          {title}
          {total === null ? null : <Chip>{total}</Chip>}
        </h1>
        {props.search}
        <div className={styles.tools}>{props.tools}</div>
      </header>
      {props.notes}
      {error === null ? null : (
        <div className={styles.error}>
          <ErrorNote
            error={error}
            actions={
              <Button size="small" onPress={props.onRetry}>
                {words.ui.tryAgain}
              </Button>
            }
          />
        </div>
      )}
      <div className={styles.rows}>
        {props.children}
        {error !== null || standIn === null ? null : (
          <div className={styles.standIn}>{standIn}</div>
        )}
      </div>
    </section>
  );
}
