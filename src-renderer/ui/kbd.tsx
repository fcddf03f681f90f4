// Owns: how keys are drawn. Hidden from screen readers: the command's own name says what to do.
import styles from './kbd.module.css';
import { drawChord } from '../commands/key-chord.ts';
import { readCommandKeys } from '../commands/command-keys.ts';
import { useDeskStore } from '../stores/desk-store.ts';
import { useSettingsStore } from '../stores/settings-store.ts';
import type { CommandId } from '../commands/command-list.ts';

/** Draws one chord, such as "Mod+K". */
export function Kbd({ chord }: { readonly chord: string }) {
  const isMac = useDeskStore((store) => store.isMac);
  return (
    <span className={styles.keys} aria-hidden="true">
      {drawChord(chord, isMac).map((key, index) => (
        <kbd key={`${key}${index}`} className={styles.key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}

/** Draws the key a command has now, or nothing when it has none. */
export function CommandKbd({ id }: { readonly id: CommandId }) {
  const settings = useSettingsStore((store) => store.settings);
  const chord = readCommandKeys(id, settings)[0];
  return chord === undefined ? null : <Kbd chord={chord} />;
}
