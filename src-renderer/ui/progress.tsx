// Owns: the thin progress bar. Without a total it says only that work is going on.
import { ProgressBar } from 'react-aria-components';
import styles from './progress.module.css';

export interface ProgressProps {
  readonly label: string;
  readonly done: number;
  /** null = not known yet. */
  readonly total: number | null;
}

export function Progress({ label, done, total }: ProgressProps) {
  const isOpenEnded = total === null || total === 0;
  return (
    <ProgressBar
      aria-label={label}
      value={isOpenEnded ? 0 : Math.min(done, total)}
      maxValue={isOpenEnded ? 1 : total}
      isIndeterminate={isOpenEnded}
    >
      {({ percentage }) => (
        <div className={styles.track}>
          <div
            className={isOpenEnded ? styles.openEnded : styles.fill}
            style={{ width: isOpenEnded ? '35%' : `${percentage ?? 0}%` }}
          />
        </div>
      )}
    </ProgressBar>
  );
}
