// Owns: people and groups the desk knows, also offline, offered while somebody is named by hand.
// Must not: fill anything in by itself.
import styles from './dialogs.module.css';
import { useBuilderStore } from './builder-store.ts';
import { useDeskRead } from '../../stores/use-desk-read.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { words } from '../../words/words.ts';
import { Button } from '../../ui/button.tsx';
import type { DirectoryEntry } from '../../../src-shared/contract/package-view.ts';

const says = words.builder.palette;
/** More than a glance takes in; typing narrows. */
const SHOWN_LIMIT = 5;
const ASKED_LIMIT = 30;

export interface WhoSuggestionsProps {
  /** What has been typed so far; nothing is offered for nothing. */
  readonly text: string;
  readonly kind: DirectoryEntry['kind'];
  readonly onChoose: (entry: DirectoryEntry) => void;
}

export function WhoSuggestions({ text, kind, onChoose }: WhoSuggestionsProps) {
  const accountId = useBuilderStore((store) => store.key?.split('/')[0] ?? '');
  const { value } = useDeskRead(
    'directory.search',
    { accountId, text: text.trim(), limit: ASKED_LIMIT },
    null,
  );
  const offered = (value ?? [])
    .filter((entry) => entry.kind === kind && (entry.email ?? entry.name) !== text.trim())
    .slice(0, SHOWN_LIMIT);
  if (text.trim() === '' || offered.length === 0) return null;
  return (
    <ul className={styles.suggestions} aria-label={says.known}>
      {offered.map((entry) => (
        <li key={`${entry.kind}:${entry.email ?? entry.name}`}>
          <Button size="small" kind="quiet" onPress={() => onChoose(entry)}>
            <ForeignText text={entry.name} />
            {entry.email === null ? null : (
              <span className={styles.known}>
                <ForeignText text={entry.email} />
              </span>
            )}
          </Button>
        </li>
      ))}
    </ul>
  );
}
