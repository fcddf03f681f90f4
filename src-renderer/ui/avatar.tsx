// Owns: the round sign of a person: initials, never an image from anywhere. Hidden from screen readers.
import styles from './avatar.module.css';
import { pickAvatarTone, pickInitials } from './initials.ts';
import { joinClasses } from './join-classes.ts';

export function Avatar({ name }: { readonly name: string }) {
  return (
    <span className={joinClasses(styles.avatar, styles[pickAvatarTone(name)])} aria-hidden="true">
      {pickInitials(name)}
    </span>
  );
}
