// Owns: the first run: open the practice desk, or connect an account.
import { useState } from 'react';
import { GraduationCap, PlugZap } from 'lucide-react';
import styles from './accounts.module.css';
import { ConnectForm } from './connect-form.tsx';
import { callDesk } from '../../bridge.ts';
import { announce } from '../../stores/announcer-store.ts';
import { readEverything } from '../../stores/connect-desk.ts';
import { useDeskStore } from '../../stores/desk-store.ts';
import { goToScreen } from '../../stores/navigation-store.ts';
import { useResetStore } from '../../stores/reset-store.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Progress } from '../../ui/progress.tsx';
import { words } from '../../words/words.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';

const says = words.accounts;

export function OnboardingScreen() {
  const problem = useDeskStore((store) => store.status?.problem ?? null);
  const exported = useResetStore((store) => store.exported);
  return (
    <main className={styles.onboarding} data-pane="onboarding">
      <div className={styles.onboardingInner}>
        <header>
          <h1 className={styles.welcome}>{says.welcome}</h1>
          <p className={styles.lead}>{says.welcomeText}</p>
        </header>
        {problem === null ? null : <ErrorNote error={problem} />}
        {exported === null ? null : <p>{words.settings.reset.tell(exported.path)}</p>}
        <div className={styles.ways}>
          <PracticeWay />
          <section className={styles.way} aria-labelledby="way-connect">
            <h2 className={styles.wayTitle} id="way-connect">
              <PlugZap size={16} aria-hidden="true" />
              {says.connect.title}
            </h2>
            <p className={styles.wayText}>{says.connect.text}</p>
            <ConnectForm
              onSaved={(kind) => goToScreen(kind === 'signinghub' ? 'workflows' : 'inbox')}
            />
          </section>
        </div>
      </div>
    </main>
  );
}

function PracticeWay() {
  const [isOpening, setIsOpening] = useState(false);
  const [error, setError] = useState<DeskError | null>(null);
  const open = async () => {
    setIsOpening(true);
    setError(null);
    announce(says.openingPractice);
    const result = await callDesk('practice.start', null);
    if (result.ok) {
      goToScreen('inbox');
      // The status that comes with it shows the inbox; this screen is gone by then.
      await readEverything();
      return;
    }
    setError(result.error);
    setIsOpening(false);
  };
  return (
    <section className={styles.way} aria-labelledby="way-practice">
      <h2 className={styles.wayTitle} id="way-practice">
        <GraduationCap size={16} aria-hidden="true" />
        {says.practice.title}
      </h2>
      <p className={styles.wayText}>{says.practice.text}</p>
      {isOpening ? (
        <div className={styles.opening}>
          <p>{says.openingPracticeText}</p>
          <Progress label={says.openingPractice} done={0} total={null} />
        </div>
      ) : null}
      {error === null ? null : <ErrorNote error={error} />}
      <div className={styles.formActs}>
        <Button kind="primary" isDisabled={isOpening} onPress={() => void open()}>
          {says.openPractice}
        </Button>
      </div>
    </section>
  );
}
