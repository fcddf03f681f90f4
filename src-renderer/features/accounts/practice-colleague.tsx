// Owns: letting a made-up colleague decide one request at the practice service.
import { useState } from 'react';
import styles from './accounts.module.css';
import { listPracticeChoices } from './practice-choices.ts';
import { useDeskStore } from '../../stores/desk-store.ts';
import { useDeskRead } from '../../stores/use-desk-read.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { words } from '../../words/words.ts';
import type { PracticeAct } from './practice-choices.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';

const says = words.accounts.practice;
/** Enough to choose from; the whole inbox is not wanted here. */
const CHOICE_LIMIT = 10;
const PAGE = { search: '', sort: 'newest', after: null, limit: CHOICE_LIMIT } as const;

export interface PracticeColleagueProps {
  readonly onAct: (act: PracticeAct, key: RequestKey) => void;
}

export function PracticeColleague({ onAct }: PracticeColleagueProps) {
  // Counts change when requests arrive, are decided or settle: then there is something else to choose.
  const version = useDeskStore((store) =>
    JSON.stringify([store.status?.pendingCount, store.status?.queue]),
  );
  const queued = useDeskRead('inbox.page', { ...PAGE, view: 'queued' }, version);
  const pending = useDeskRead('inbox.page', { ...PAGE, view: 'pending' }, version);
  const [chosen, setChosen] = useState<RequestKey | null>(null);
  const choices = listPracticeChoices(queued.value?.rows ?? [], pending.value?.rows ?? []);
  const current = choices.find(({ value }) => value === chosen) ?? choices[0];
  if (current === undefined) return null;
  return (
    <div className={styles.colleague}>
      <Select
        label={says.colleagueFor}
        value={current.value}
        options={choices}
        onChange={setChosen}
      />
      <div className={styles.formActs}>
        <Button onPress={() => onAct('colleague-approves', current.value)}>{says.approves}</Button>
        <Button onPress={() => onAct('colleague-declines', current.value)}>{says.declines}</Button>
      </div>
    </div>
  );
}
