// Owns: saying that others changed the package under the person's arrangement, and the two ways on.
import styles from './plan-note.module.css';
import { useBuilderStore } from './builder-store.ts';
import { keepMine, takeTheirs } from './open-package.ts';
import { mergeArrangement } from './merge-arrangement.ts';
import { writeDifference, writeNames } from './write-workflow.ts';
import { Button } from '../../ui/button.tsx';
import { words } from '../../words/words.ts';
import type { ListDifference } from '../../../src-shared/domain/workflow/difference.ts';

const says = words.builder.stale;

export function StaleNote({ differences }: { readonly differences: readonly ListDifference[] }) {
  const present = useBuilderStore((store) => store.history?.present ?? null);
  const base = useBuilderStore((store) => store.base);
  const began = useBuilderStore((store) => store.began);
  const merge =
    present === null || base === null || began === null
      ? null
      : mergeArrangement(present, began, base);
  return (
    <div className={styles.note} data-plan="stale">
      <div className={styles.text}>
        <p>
          <strong>{says.title}.</strong> {says.text}
        </p>
        <ul className={styles.differences} aria-label={says.theirs}>
          {differences.map((difference, place) => (
            <li key={place}>{writeDifference(difference)}</li>
          ))}
        </ul>
        <p>
          {says.keepDoes}
          {merge === null || merge.takenIn.length === 0
            ? null
            : ` ${says.takesIn(writeNames(merge.takenIn))}`}
          {merge === null || merge.broughtBack.length === 0
            ? null
            : ` ${says.bringsBack(writeNames(merge.broughtBack))}`}
        </p>
      </div>
      <Button size="small" kind="primary" onPress={keepMine}>
        {says.keepMine}
      </Button>
      <Button size="small" onPress={takeTheirs}>
        {says.takeTheirs}
      </Button>
    </div>
  );
}
