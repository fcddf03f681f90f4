// Owns: who can be added: people, groups, placeholders, and the ways to somebody who is not there yet.
import { useEffect, useState } from 'react';
import styles from './palette.module.css';
import { openDialog } from './builder-store.ts';
import { PaletteEntry } from './palette-entry.tsx';
import { useDeskStore } from '../../stores/desk-store.ts';
import { useDeskRead } from '../../stores/use-desk-read.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { words } from '../../words/words.ts';
import type { Addable } from './new-recipient.ts';
import type { PackageKey } from '../../../src-shared/domain/workflow/package-key.ts';

const says = words.builder.palette;
/** Joins the key presses of quick typing. */
const SEARCH_PAUSE_MS = 80;
/** More than anybody reads; typing narrows. */
const ENTRIES_LIMIT = 60;

export interface PaletteProps {
  readonly packageKey: PackageKey;
  readonly isEditable: boolean;
}

export function Palette({ packageKey, isEditable }: PaletteProps) {
  const [text, setText] = useState('');
  const asked = usePaused(text);
  const epoch = useDeskStore((store) => store.epoch);
  const accountId = packageKey.split('/')[0] ?? '';
  const { value, error } = useDeskRead(
    'directory.search',
    { accountId, text: asked, limit: ENTRIES_LIMIT },
    epoch,
  );
  const people = (value ?? []).filter((entry) => entry.kind === 'person');
  const groups = (value ?? []).filter((entry) => entry.kind === 'group');
  return (
    <aside className={styles.palette} aria-label={says.region} data-pane="palette">
      <SearchField
        label={says.search}
        placeholder={says.placeholder}
        value={text}
        onChange={setText}
      />
      <div className={styles.entries}>
        {error === null ? null : <ErrorNote error={error} />}
        <Group title={says.people} entries={people} isEditable={isEditable} />
        <Group title={says.groups} entries={groups} isEditable={isEditable} />
        {value !== null && value.length === 0 ? (
          <p className={styles.nobody}>{asked === '' ? says.empty : says.nobody}</p>
        ) : null}
        <Group title={says.placeholders} entries={listPlaceholders(text)} isEditable={isEditable} />
      </div>
      <div className={styles.acts}>
        <Button size="small" isDisabled={!isEditable} onPress={() => openDialog('email')}>
          {says.byEmail}
        </Button>
        <Button size="small" isDisabled={!isEditable} onPress={() => openDialog('placeholder')}>
          {says.newPlaceholder}
        </Button>
      </div>
    </aside>
  );
}

/** What is typed can stand for somebody not known yet. */
function listPlaceholders(text: string): readonly Addable[] {
  const name = text.trim();
  if (name === '' || name.includes('@')) return [];
  return [{ kind: 'placeholder', name, email: null, memberCount: null }];
}

interface GroupProps {
  readonly title: string;
  readonly entries: readonly Addable[];
  readonly isEditable: boolean;
}

function Group({ title, entries, isEditable }: GroupProps) {
  if (entries.length === 0) return null;
  return (
    <section className={styles.group} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <ul>
        {entries.map((entry) => (
          <PaletteEntry
            key={`${entry.kind}:${entry.email ?? entry.name}`}
            entry={entry}
            isEditable={isEditable}
          />
        ))}
      </ul>
    </section>
  );
}

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), SEARCH_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
