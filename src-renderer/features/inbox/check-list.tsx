// Owns: drawing the findings of the checks, worst first: a chip for the weight, a sentence for the meaning.
import { CircleCheck, OctagonAlert, TriangleAlert } from 'lucide-react';
import styles from './check-list.module.css';
import { Chip } from '../../ui/chip.tsx';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import type { ChipTone } from '../../ui/chip-tone.ts';
import type { ReactNode } from 'react';
import type { CheckSeverity, HandOverCheck } from '../../../src-shared/domain/hand-over-checks.ts';

const LOOKS: Readonly<
  Record<CheckSeverity, { readonly tone: ChipTone; readonly icon: ReactNode }>
> = {
  stop: { tone: 'bad', icon: <OctagonAlert size={12} aria-hidden="true" /> },
  warn: { tone: 'warn', icon: <TriangleAlert size={12} aria-hidden="true" /> },
  fine: { tone: 'ok', icon: <CircleCheck size={12} aria-hidden="true" /> },
};

export interface CheckListProps {
  readonly checks: readonly HandOverCheck[];
  readonly newName: string;
}

export function CheckList({ checks, newName }: CheckListProps) {
  if (checks.length === 0) return null;
  const stops = checks.filter((check) => check.severity === 'stop').length;
  const warns = checks.filter((check) => check.severity === 'warn').length;
  const worst = stops > 0 ? 'stop' : warns > 0 ? 'warn' : 'fine';
  return (
    <section aria-label={words.detail.checks} className={styles.checks} data-worst={worst}>
      <h3 className="visually-hidden">{words.detail.checksOf(stops, warns)}</h3>
      <ul className={styles.list}>
        {checks.map((check) => (
          <li key={check.code} className={styles.check}>
            <Chip tone={LOOKS[check.severity].tone} icon={LOOKS[check.severity].icon}>
              {words.checks.severities[check.severity]}
            </Chip>
            <span>{writeCheck(check, newName)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The sentence of a finding; names in it are made visible. */
export function writeCheck(check: HandOverCheck, newName: string): string {
  const name = newName.trim() === '' ? words.detail.newInvitee : writeVisibly(newName);
  return words.checks.codes[check.code].sentence(check.facts, name);
}
