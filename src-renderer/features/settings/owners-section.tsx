// Owns: choosing whose dossiers are mine and my teams'.
import { useState } from 'react';
import styles from './settings.module.css';
import { listOwners, toggleOwner } from './list-owners.ts';
import { SettingsSection } from './settings-section.tsx';
import { useSettingsControl } from './use-settings-control.ts';
import { useDeskStore } from '../../stores/desk-store.ts';
import { refreshCounts } from '../../stores/inbox-store.ts';
import { useDeskRead } from '../../stores/use-desk-read.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { format, words } from '../../words/words.ts';
import type { OwnerRow } from './list-owners.ts';

const says = words.settings.owners;
/** More than this is found faster by typing than by scrolling. */
const SHOWN_AT_FIRST = 12;

export function OwnersSection() {
  const { settings, change, error } = useSettingsControl();
  const epoch = useDeskStore((store) => store.epoch);
  const { value: counts, error: readError } = useDeskRead('inbox.owners', null, epoch);
  const [atFirst] = useState(settings);
  const [wanted, setWanted] = useState('');
  const [limit, setLimit] = useState(SHOWN_AT_FIRST);
  const rows = counts === null ? [] : listOwners(counts, settings, atFirst);
  const low = wanted.trim().toLocaleLowerCase();
  const found = rows.filter(({ owner }) => owner.toLocaleLowerCase().includes(low));
  const choose = async (key: 'ownersMine' | 'ownersTeam', owner: string, isChosen: boolean) => {
    await change({ [key]: toggleOwner(settings[key], owner, isChosen) });
    refreshCounts();
  };
  return (
    <SettingsSection name="owners" error={error ?? readError}>
      <p className={styles.help}>{says.text}</p>
      {rows.length > SHOWN_AT_FIRST ? (
        <SearchField
          label={says.find}
          placeholder={says.findPlaceholder}
          value={wanted}
          onChange={setWanted}
        />
      ) : null}
      {counts !== null && rows.length === 0 ? <p className={styles.help}>{says.none}</p> : null}
      {rows.length > 0 && found.length === 0 ? <p className={styles.help}>{says.noMatch}</p> : null}
      {found.length === 0 ? null : (
        <OwnersTable rows={found.slice(0, limit)} onChoose={(...parts) => void choose(...parts)} />
      )}
      {found.length > limit ? (
        <div>
          <Button size="small" kind="quiet" onPress={() => setLimit(limit + 100)}>
            {says.more(found.length - limit)}
          </Button>
        </div>
      ) : null}
    </SettingsSection>
  );
}

interface OwnersTableProps {
  readonly rows: readonly OwnerRow[];
  readonly onChoose: (key: 'ownersMine' | 'ownersTeam', owner: string, isChosen: boolean) => void;
}

function OwnersTable({ rows, onChoose }: OwnersTableProps) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{says.owner}</th>
          <th scope="col" className={styles.number}>
            {says.pending}
          </th>
          <th scope="col" className={styles.tick}>
            {says.mine}
          </th>
          <th scope="col" className={styles.tick}>
            {says.team}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ owner, pending, isMine, isTeam }) => (
          <tr key={owner}>
            <th scope="row">
              <ForeignText text={owner} />
            </th>
            <td className={styles.number}>{format.number(pending)}</td>
            <td className={styles.tick}>
              <Checkbox
                isLabelHidden
                label={says.isMine(writeVisibly(owner))}
                isChecked={isMine}
                onChange={(isChosen) => onChoose('ownersMine', owner, isChosen)}
              />
            </td>
            <td className={styles.tick}>
              <Checkbox
                isLabelHidden
                label={says.isTeam(writeVisibly(owner))}
                isChecked={isTeam}
                onChange={(isChosen) => onChoose('ownersTeam', owner, isChosen)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
