// Owns: the practice desk's helpers: letting something happen at the practice service, and leaving.
import { useState } from 'react';
import styles from './accounts.module.css';
import { callDesk } from '../../bridge.ts';
import { announce } from '../../stores/announcer-store.ts';
import { readEverything } from '../../stores/connect-desk.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { words } from '../../words/words.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';

const says = words.accounts.practice;

const ACTS = [
  ['new-request', says.newRequest],
  ['colleague-approves', says.approves],
  ['colleague-declines', says.declines],
] as const;
type PracticeAct = (typeof ACTS)[number][0];

export function PracticeHelpers() {
  const [error, setError] = useState<DeskError | null>(null);
  const [done, setDone] = useState<PracticeAct | null>(null);
  const [isLeaving, setIsLeaving] = useState(false);
  const act = async (name: PracticeAct) => {
    const result = await callDesk('practice.act', { act: name, key: null });
    setError(result.ok ? null : result.error);
    setDone(result.ok ? name : null);
    if (result.ok) announce(says.done[name]);
  };
  const leave = async () => {
    setIsLeaving(true);
    const result = await callDesk('practice.leave', null);
    setError(result.ok ? null : result.error);
    setIsLeaving(false);
    await readEverything();
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
          {ACTS.map(([name, title]) => (
            <Button key={name} onPress={() => void act(name)}>
              {title}
            </Button>
          ))}
        </div>
        {done === null ? null : <p className={styles.hint}>{says.done[done]}</p>}
      </section>
      {error === null ? null : <ErrorNote error={error} />}
      <div className={styles.leave}>
        <Button isDisabled={isLeaving} onPress={() => void leave()}>
          {says.leave}
        </Button>
        <p className={styles.hint}>{says.leaveText}</p>
      </div>
    </div>
  );
}
