// Owns: the head of the navigation: which desk this is and for whom.
import styles from './desk-badge.module.css';
import { useDeskStore } from '../stores/desk-store.ts';
import { format, words } from '../words/words.ts';

export function DeskBadge() {
  const status = useDeskStore((store) => store.status);
  const isPractice = status?.profile === 'practice';
  const labels = (status?.accounts ?? []).map((account) => account.label);
  const under = isPractice ? words.frame.practiceNote : format.list(labels);
  return (
    <div className={styles.badge}>
      <span className={styles.logo} aria-hidden="true">
        <svg
          width="16"
          height="16"
          viewBox="0 0 16 16"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
        >
          <path d="M2 12c2.5 0 3-7 5-7s.5 5 2.5 5S12 7 14 7" />
        </svg>
      </span>
      <span className={styles.text}>
        <span className={styles.name}>
          {isPractice ? words.frame.practiceName : words.frame.appName}
        </span>
        {under === '' ? null : <span className={styles.under}>{under}</span>}
      </span>
    </div>
  );
}
