// Owns: the reasons to reuse: list, write, change, remove.
import { useState } from 'react';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import styles from './settings.module.css';
import { SettingsSection } from './settings-section.tsx';
import { SnippetDialog } from './snippet-dialog.tsx';
import { callDesk } from '../../bridge.ts';
import { announce } from '../../stores/announcer-store.ts';
import { useDeskStore } from '../../stores/desk-store.ts';
import { useDeskRead } from '../../stores/use-desk-read.ts';
import { Button } from '../../ui/button.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { Snippet } from '../../../src-shared/contract/routes.ts';

const says = words.settings.snippets;

export function SnippetsSection() {
  const epoch = useDeskStore((store) => store.epoch);
  const { value: snippets, error: readError, readAgain } = useDeskRead('snippet.list', null, epoch);
  const [error, setError] = useState<DeskError | null>(null);
  const [edited, setEdited] = useState<Snippet | 'new' | null>(null);
  const remove = async (snippet: Snippet) => {
    const result = await callDesk('snippet.remove', { id: snippet.id });
    setError(result.ok ? null : result.error);
    if (result.ok) announce(says.removed(writeVisibly(snippet.title)));
    readAgain();
  };
  return (
    <SettingsSection name="snippets" error={error ?? readError}>
      <p className={styles.help}>{says.text}</p>
      {snippets?.length === 0 ? <p className={styles.help}>{says.none}</p> : null}
      {snippets === null || snippets.length === 0 ? null : (
        <ul className={styles.snippets}>
          {snippets.map((snippet) => (
            <SnippetLine
              key={snippet.id}
              snippet={snippet}
              onEdit={() => setEdited(snippet)}
              onRemove={() => void remove(snippet)}
            />
          ))}
        </ul>
      )}
      <div>
        <Button icon={<Plus size={14} aria-hidden="true" />} onPress={() => setEdited('new')}>
          {says.add}
        </Button>
      </div>
      <SnippetDialog
        edited={edited}
        onClose={() => setEdited(null)}
        onSaved={() => {
          setEdited(null);
          readAgain();
        }}
      />
    </SettingsSection>
  );
}

interface SnippetLineProps {
  readonly snippet: Snippet;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function SnippetLine({ snippet, onEdit, onRemove }: SnippetLineProps) {
  const title = writeVisibly(snippet.title);
  return (
    <li className={styles.snippet}>
      <div className={styles.snippetText}>
        <p className={styles.snippetTitle}>
          <ForeignText text={snippet.title} />
        </p>
        <p className={styles.help}>
          <ForeignText text={snippet.text} isMultiline />
        </p>
      </div>
      <IconButton
        size="small"
        label={says.edit(title)}
        icon={<Pencil size={14} />}
        onPress={onEdit}
      />
      <IconButton
        size="small"
        label={says.remove(title)}
        icon={<Trash2 size={14} />}
        onPress={onRemove}
      />
    </li>
  );
}
