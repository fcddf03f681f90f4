// Owns: what a place without content says: what it is for and what to do first.
import styles from './empty-state.module.css';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly title: string;
  readonly text: string;
  readonly icon?: ReactNode;
  readonly actions?: ReactNode;
}

export function EmptyState({ title, text, icon, actions }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {icon === undefined ? null : <div className={styles.icon}>{icon}</div>}
      <p className={styles.title}>{title}</p>
      <p className={styles.text}>{text}</p>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
