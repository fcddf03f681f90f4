// Owns: telling once what a repair of the stored decisions found, with the next step, until the person puts it away.
import { useState } from 'react';
import { LifeBuoy } from 'lucide-react';
import styles from './repair-note.module.css';
import { callDesk } from '../bridge.ts';
import { useDeskStore } from '../stores/desk-store.ts';
import { goToScreen } from '../stores/navigation-store.ts';
import { Button } from '../ui/button.tsx';
import { ErrorNote } from '../ui/error-note.tsx';
import { words } from '../words/words.ts';
import type { DeskError } from '../../src-shared/contract/errors.ts';

const says = words.repair;

export function RepairNote() {
  const note = useDeskStore((store) => store.status?.repairNote ?? null);
  const [error, setError] = useState<DeskError | null>(null);
  if (note === null) return null;
  const sentences = says.listSentences(note);
  const needsLook = note.asking + note.unclear + note.missing > 0 || note.mayLackMore;
  const dismiss = async () => {
    const result = await callDesk('desk.dismissRepairNote', { noteId: note.noteId });
    setError(result.ok ? null : result.error);
  };
  return (
    <section className={styles.note} role="alert" aria-label={says.label}>
      <LifeBuoy size={16} aria-hidden="true" className={styles.icon} />
      <div className={styles.text}>
        <strong>{says.titles[note.why]}</strong> {sentences.join(' ')}
        {needsLook ? null : ` ${says.nothingToDo}`}
        {error === null ? null : <ErrorNote error={error} />}
        <div className={styles.actions}>
          {needsLook ? (
            <Button size="small" onPress={() => goToScreen('queue')}>
              {says.showQueue}
            </Button>
          ) : null}
          <Button size="small" kind="quiet" onPress={() => void dismiss()}>
            {says.dismiss}
          </Button>
        </div>
      </div>
    </section>
  );
}
