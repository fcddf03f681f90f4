// Owns: the sheet of all keys, drawn from the command registry, so that it is never out of date.
import styles from './keys-sheet.module.css';
import { COMMAND_IDS, readCommand } from '../commands/command-list.ts';
import { readCommandKeys } from '../commands/command-keys.ts';
import { openOverlay, useNavigationStore } from '../stores/navigation-store.ts';
import { useSettingsStore } from '../stores/settings-store.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { words } from '../words/words.ts';
import type { CommandGroup, CommandId } from '../commands/command-list.ts';
import type { ReactNode } from 'react';

const GROUPS: readonly CommandGroup[] = ['list', 'decide', 'go', 'desk'];

export function KeysSheet() {
  const overlay = useNavigationStore((store) => store.overlay);
  return (
    <Dialog
      title={words.frame.keysSheet.title}
      isOpen={overlay === 'keys'}
      onClose={() => openOverlay(null)}
      size="large"
      isForReading
    >
      <p className={styles.lead}>{words.frame.keysSheet.lead}</p>
      <div className={styles.groups}>
        {GROUPS.map((group) => (
          <GroupOfKeys key={group} group={group} />
        ))}
        <KeyTable title={words.frame.keysSheet.fixed}>
          {words.frame.keysSheet.fixedKeys.map(([title, keys]) => (
            <KeyLine key={title} title={title} chords={keys} />
          ))}
        </KeyTable>
      </div>
    </Dialog>
  );
}

function GroupOfKeys({ group }: { readonly group: CommandGroup }) {
  const settings = useSettingsStore((store) => store.settings);
  const ids = COMMAND_IDS.filter(
    (id) => readCommand(id).group === group && readCommandKeys(id, settings).length > 0,
  );
  return (
    <KeyTable title={words.commands.groups[group]}>
      {ids.map((id: CommandId) => (
        <KeyLine
          key={id}
          title={words.commands.titles[id]}
          chords={readCommandKeys(id, settings)}
        />
      ))}
    </KeyTable>
  );
}

function KeyTable({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.group}>
      <h3 className={styles.heading}>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}

function KeyLine(props: { readonly title: string; readonly chords: readonly string[] }) {
  return (
    <li className={styles.line}>
      <span>{props.title}</span>
      <span className={styles.keys}>
        <span className="visually-hidden">{props.chords.join(', ')}</span>
        {props.chords.map((chord) => (
          <Kbd key={chord} chord={chord} />
        ))}
      </span>
    </li>
  );
}
