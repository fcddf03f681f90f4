// Owns: the buttons of an entry, doing what they say, and telling what came of it.
import { useState } from 'react';
import styles from './queue.module.css';
import { writeNames } from './entry-names.ts';
import { runEntryAct } from './run-entry-act.ts';
import { announce } from '../../stores/announcer-store.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { words } from '../../words/words.ts';
import type { EntryAct } from './entry-acts.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { QueueEntry } from '../../../src-shared/domain/outbox-item.ts';

export interface EntryActsProps {
  readonly entry: QueueEntry;
  readonly acts: readonly EntryAct[];
  /** Whether Tab leads to the buttons; only those of the current entry are in its way. */
  readonly isReachable: boolean;
  readonly size: 'normal' | 'small';
}

const MAIN_ACTS: readonly EntryAct[] = ['keepTheirs', 'reviewAgain', 'showPackage'];

export function EntryActs({ entry, acts, isReachable, size }: EntryActsProps) {
  const [error, setError] = useState<DeskError | null>(null);
  const [running, setRunning] = useState<EntryAct | null>(null);
  if (acts.length === 0 && error === null) return null;
  const names = writeNames(entry);
  const run = async (act: EntryAct) => {
    setRunning(act);
    setError(null);
    const done = await runEntryAct(act, entry, names);
    setRunning(null);
    setError(done.error);
    if (done.said !== null) announce(done.said);
  };
  return (
    <div className={styles.acts}>
      {acts.map((act) => (
        <Button
          key={act}
          size={size}
          kind={MAIN_ACTS.includes(act) ? 'primary' : 'plain'}
          aria-label={words.queue.actions.spoken(words.queue.actions[act], names)}
          excludeFromTabOrder={!isReachable}
          isDisabled={running !== null && running !== act}
          onPress={() => void run(act)}
        >
          {words.queue.actions[act]}
        </Button>
      ))}
      {error === null ? null : (
        <div className={styles.error}>
          <ErrorNote error={error} />
        </div>
      )}
    </div>
  );
}
