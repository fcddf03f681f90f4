// Owns: the small labelled pill. The text carries the meaning; the tone only helps the eye.
import styles from './chip.module.css';
import { joinClasses } from './join-classes.ts';
import type { ReactNode } from 'react';
import type { ChipTone } from './chip-tone.ts';

export interface ChipProps {
  readonly tone?: ChipTone;
  readonly icon?: ReactNode;
  readonly title?: string;
  readonly children: ReactNode;
}

export function Chip({ tone = 'plain', icon, title, children }: ChipProps) {
  return (
    <span className={joinClasses(styles.chip, styles[tone])} title={title}>
      {icon}
      <span className={styles.text}>{children}</span>
    </span>
  );
}
