// Owns: the sign of a recipient: round for a person, square for a group, dashed for a placeholder, a stamp for a seal.
import { Stamp } from 'lucide-react';
import styles from './recipient-sign.module.css';
import { Avatar } from '../../ui/avatar.tsx';
import type { RecipientKind } from '../../../src-shared/domain/workflow/model.ts';

export interface RecipientSignProps {
  readonly kind: RecipientKind;
  readonly name: string;
}

export function RecipientSign({ kind, name }: RecipientSignProps) {
  if (kind === 'placeholder') {
    return (
      <span className={styles.placeholder} aria-hidden="true">
        ?
      </span>
    );
  }
  if (kind === 'seal') {
    return (
      <span className={styles.seal} aria-hidden="true">
        <Stamp size={15} />
      </span>
    );
  }
  return (
    <span className={kind === 'group' ? styles.group : styles.person}>
      <Avatar name={name} />
    </span>
  );
}
