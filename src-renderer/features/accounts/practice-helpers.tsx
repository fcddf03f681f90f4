// Owns: the practice desk's helpers: letting something happen at the practice service, and leaving.
import { useState } from 'react';
import styles from './accounts.module.css';
import { PracticeColleague } from './practice-colleague.tsx';
import { callDesk } from '../../bridge.ts';
import { announce } from '../../stores/announcer-store.ts';
import { readEverything } from '../../stores/connect-desk.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { words } from '../../words/words.ts';
import type { PracticeAct } from './practice-choices.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';

const says = words.accounts.practice;

export function PracticeHelpers() {
  const [error, setError] = useState<DeskError | null>(null);
  const [done, setDone] = useState<PracticeAct | null>(null);
  const act = async (name: PracticeAct, key: RequestKey | null) => {
    const result = await callDesk('practice.act', { act: name, key });
    setError(result.ok ? null : result.error);
    setDone(result.ok ? name : null);
    if (result.ok) announce(says.done[name]);
  };
  return (
    <div className={styles.accounts}>
      <p className={styles.lead}>{says.text}</p>
      <section className={styles.card} aria-labelledby="practice-helpers">
        <h3 className={styles.cardTitle} id="practice-helpers">
          {says.helpers}
        </h3>
        <p className={styles.cardSub}>{says.helpersText}</p>
        <div className={styles.formActs}>
          <Button onPress={() => void act('new-request', null)}>{says.newRequest}</Button>
        </div>
        <PracticeColleague onAct={(name, key) => void act(name, key)} />
        {done === null ? null : <p className={styles.hint}>{says.done[done]}</p>}
      </section>
      {error === null ? null : <ErrorNote error={error} />}
      <LeavePractice onError={setError} />
    </div>
  );
}

function LeavePractice({ onError }: { readonly onError: (error: DeskError) => void }) {
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = async () => {
    setIsLeaving(true);
    const result = await callDesk('practice.leave', null);
    setIsLeaving(false);
    if (!result.ok) onError(result.error);
    await readEverything();
  };
  return (
    <div className={styles.leave}>
      <Button isDisabled={isLeaving} onPress={() => void leave()}>
        {says.leave}
      </Button>
      <p className={styles.hint}>{says.leaveText}</p>
    </div>
  );
}
