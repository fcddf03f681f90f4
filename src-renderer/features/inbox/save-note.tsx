// Owns: telling above the list how far saving it is and what became of it, until the person puts it away.
import styles from './save-note.module.css';
import { dismissSaving, saveList, stopSaving, useSaveStore, writeSaved } from './save-list.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { focusList } from '../../ui/focus-list.ts';
import { Progress } from '../../ui/progress.tsx';
import { words } from '../../words/words.ts';
import type { SaveState } from './save-list.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';

type Told = Exclude<SaveState, { phase: 'idle' | 'choosing' | 'failed' }>;

const says = words.inbox.save;

export function SaveNote() {
  const state = useSaveStore((store) => store.state);
  if (state.phase === 'idle') return null;
  if (state.phase === 'choosing') return <p className={styles.note}>{says.choosing}</p>;
  return state.phase === 'failed' ? <Failed error={state.error} /> : <Telling state={state} />;
}

function Failed({ error }: { readonly error: DeskError }) {
  return (
    <div className={styles.error}>
      <ErrorNote
        error={error}
        actions={
          <>
            <Button size="small" onPress={() => void saveList()}>
              {says.again}
            </Button>
            <Button size="small" kind="quiet" onPress={putAway}>
              {says.dismiss}
            </Button>
          </>
        }
      />
    </div>
  );
}

/** One button all along, so that the focus stays where it was when the work ends. */
function Telling({ state }: { readonly state: Told }) {
  const isRunning = state.phase === 'saving';
  return (
    <section className={styles.note} aria-label={says.progress}>
      <div className={styles.text}>
        {writeText(state)}
        {isRunning ? (
          <Progress label={says.progress} done={state.done} total={state.total} />
        ) : null}
      </div>
      <Button size="small" kind="quiet" onPress={isRunning ? stopSaving : putAway}>
        {isRunning ? says.stop : says.dismiss}
      </Button>
    </section>
  );
}

function writeText(state: Told): string {
  if (state.phase === 'saving') return says.saving(state.done, state.total);
  return state.phase === 'saved' ? writeSaved(state) : says.stopped;
}

function putAway(): void {
  dismissSaving();
  focusList();
}
