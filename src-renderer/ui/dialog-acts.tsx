// Owns: the row of buttons that ends what stands in a dialog and belongs to it, such as a form's.
import styles from './dialog-acts.module.css';
import type { ReactNode } from 'react';

export function DialogActs({ children }: { readonly children: ReactNode }) {
  return <div className={styles.acts}>{children}</div>;
}
