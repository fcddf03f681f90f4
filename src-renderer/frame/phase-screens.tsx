// Owns: what shows while the desk opens, and when it cannot: locked or failed, with the next step.
import { LockKeyhole } from 'lucide-react';
import { useState } from 'react';
import styles from './phase-screens.module.css';
import { callDesk } from '../bridge.ts';
import { readEverything } from '../stores/connect-desk.ts';
import { useDeskStore } from '../stores/desk-store.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { words } from '../words/words.ts';
import type { DeskError } from '../../src-shared/contract/errors.ts';

export function StartingScreen() {
  return (
    <main className={styles.screen}>
      <EmptyState title={words.frame.phases.starting} text={words.frame.phases.startingText} />
    </main>
  );
}

/** Shown when the key is not to be had, or the engine cannot run. Nothing is ever deleted from here. */
export function LockedScreen() {
  const status = useDeskStore((store) => store.status);
  const statusError = useDeskStore((store) => store.statusError);
  const [retryError, setRetryError] = useState<DeskError | null>(null);
  const [isLooking, setIsLooking] = useState(false);
  const problem = retryError ?? status?.problem ?? statusError;
  const isLocked = status?.phase === 'locked';
  const { lockedTitle, waitingTitle, failedTitle } = words.frame.phases;
  const shutTitle = problem?.code === 'KEYCHAIN_SLOW' ? waitingTitle : lockedTitle;
  const look = async () => {
    setIsLooking(true);
    const result = await callDesk('desk.unlock', null);
    setRetryError(result.ok ? null : result.error);
    await readEverything();
    setIsLooking(false);
  };
  const sentence = problem === null ? null : words.errors[problem.code](problem.detail ?? {});
  return (
    <main className={styles.screen}>
      <div className={styles.locked}>
        <LockKeyhole size={28} aria-hidden="true" className={styles.icon} />
        <h1 className={styles.title}>{isLocked ? shutTitle : failedTitle}</h1>
        {sentence === null ? null : (
          <div role="alert" className={styles.told}>
            <p className={styles.what}>{sentence.what}</p>
            <p>{sentence.means}</p>
            <p>{sentence.next}</p>
          </div>
        )}
        <div className={styles.actions}>
          <Button kind="primary" isPending={isLooking} onPress={() => void look()}>
            {isLocked ? words.frame.phases.lockedRetry : words.ui.tryAgain}
          </Button>
          <Button onPress={() => void callDesk('shell.quit', null)}>
            {words.frame.phases.quit}
          </Button>
        </div>
      </div>
    </main>
  );
}
