// Owns: the connection test on screen: each named step, its state, and the remedy of the one that failed.
import { CircleCheck, CircleDashed, CircleMinus, CircleX, LoaderCircle } from 'lucide-react';
import styles from './accounts.module.css';
import { chooseRemedy } from './test-progress.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { words } from '../../words/words.ts';
import type { AccountKind } from './account-kind.ts';
import type { ConnectionTestView } from './use-connection-test.ts';
import type { ShownStep } from './test-progress.ts';

const says = words.accounts.test;

const ICONS = {
  waiting: CircleDashed,
  running: LoaderCircle,
  passed: CircleCheck,
  failed: CircleX,
  skipped: CircleMinus,
} as const;

export interface ConnectionTestStepsProps {
  readonly view: ConnectionTestView;
  readonly kind: AccountKind;
}

export function ConnectionTestSteps({ view, kind }: ConnectionTestStepsProps) {
  if (view.phase === 'none') return null;
  return (
    <section className={styles.test} aria-label={says.title}>
      {view.error === null ? null : <ErrorNote error={view.error} />}
      <ol className={styles.steps}>
        {view.steps.map((step) => (
          <Step key={step.name} step={step} kind={kind} />
        ))}
      </ol>
      {view.phase === 'passed' ? <p className={styles.allPassed}>{says.allPassed}</p> : null}
    </section>
  );
}

interface StepProps {
  readonly step: ShownStep;
  readonly kind: AccountKind;
}

function Step({ step, kind }: StepProps) {
  const Icon = ICONS[step.state];
  return (
    <li className={styles.step} data-state={step.state}>
      <Icon size={16} aria-hidden="true" className={styles.stepIcon} />
      <div className={styles.stepText}>
        <p className={styles.stepLine}>
          <span className={styles.stepName}>{says.steps[kind][step.name]}</span>
          <span className={styles.stepState}>
            <span className="visually-hidden">{says.states[step.state]}</span>
            {step.state === 'passed' ? says.passed[kind][step.name](step.facts) : null}
          </span>
        </p>
        {step.state === 'passed' ? null : (
          <p className={styles.stepHelp}>
            {step.error === null ? says.help[kind][step.name] : null}
          </p>
        )}
        {step.error === null ? null : (
          <p className={styles.stepHelp}>
            <strong className={styles.stepWhat}>
              {words.errors[step.error.code](step.error.detail ?? {}).what}
            </strong>{' '}
            {chooseRemedy(step.error, kind)}
          </p>
        )}
      </div>
    </li>
  );
}
