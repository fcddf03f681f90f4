// Owns: the keys of all commands: switching letters off, changing one, restoring them.
import { useState } from 'react';
import styles from './settings.module.css';
import { KeyRecorderDialog } from './key-recorder-dialog.tsx';
import { SettingLine, SettingsSection } from './settings-section.tsx';
import { useSettingsControl } from './use-settings-control.ts';
import { readCommandKeys } from '../../commands/command-keys.ts';
import { COMMAND_IDS, readCommand } from '../../commands/command-list.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Switch } from '../../ui/switch.tsx';
import { words } from '../../words/words.ts';
import type { CommandGroup, CommandId } from '../../commands/command-list.ts';
import type { Settings } from '../../../src-shared/contract/settings.ts';

const says = words.settings.keys;
const GROUPS: readonly CommandGroup[] = ['list', 'decide', 'go', 'desk'];

export function KeysSection() {
  const { settings, change, error } = useSettingsControl();
  const [recorded, setRecorded] = useState<CommandId | null>(null);
  const hasOwn = Object.keys(settings.keyBindings).length > 0;
  return (
    <SettingsSection name="keys" error={error}>
      <SettingLine help={says.lettersHelp}>
        <Switch
          label={says.letters}
          isOn={settings.letterKeys}
          onChange={(letterKeys) => void change({ letterKeys })}
        />
      </SettingLine>
      {GROUPS.map((group) => (
        <KeyGroup key={group} group={group} settings={settings} onChange={setRecorded} />
      ))}
      <div>
        <Button isDisabled={!hasOwn} onPress={() => void change({ keyBindings: {} })}>
          {says.resetAll}
        </Button>
      </div>
      <KeyRecorderDialog
        id={recorded}
        settings={settings}
        onClose={() => setRecorded(null)}
        onBind={(keyBindings) => {
          setRecorded(null);
          void change({ keyBindings });
        }}
      />
    </SettingsSection>
  );
}

interface KeyGroupProps {
  readonly group: CommandGroup;
  readonly settings: Settings;
  readonly onChange: (id: CommandId) => void;
}

function KeyGroup({ group, settings, onChange }: KeyGroupProps) {
  const ids = COMMAND_IDS.filter((id) => readCommand(id).group === group);
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>{words.commands.groups[group]}</caption>
      <thead>
        <tr className="visually-hidden">
          <th scope="col">{says.command}</th>
          <th scope="col" className={styles.keys}>
            {says.keys}
          </th>
          <th scope="col" className={styles.action}>
            {says.changeShort}
          </th>
        </tr>
      </thead>
      <tbody>
        {ids.map((id) => (
          <tr key={id}>
            <th scope="row">{words.commands.titles[id]}</th>
            <td className={styles.keys}>
              <CommandKeys id={id} settings={settings} />
            </td>
            <td className={styles.action}>
              <Button
                size="small"
                kind="quiet"
                aria-label={says.change(words.commands.titles[id])}
                onPress={() => onChange(id)}
              >
                {says.changeShort}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CommandKeys({ id, settings }: { readonly id: CommandId; readonly settings: Settings }) {
  const chords = readCommandKeys(id, settings);
  const isOwn = settings.keyBindings[id] !== undefined;
  return (
    <span className={styles.chords}>
      {chords.length === 0 ? <span className={styles.help}>{says.none}</span> : null}
      {chords.map((chord) => (
        <span key={chord}>
          <span className="visually-hidden">{chord}</span>
          <Kbd chord={chord} />
        </span>
      ))}
      {isOwn ? <span className={styles.help}>{says.own}</span> : null}
    </span>
  );
}
