// Owns: saying that others changed the package under the person's arrangement, and the two ways on.
import styles from './plan-note.module.css';
import { useBuilderStore } from './builder-store.ts';
import { keepMine, takeTheirs } from './open-package.ts';
import { mergeArrangement } from './merge-arrangement.ts';
import { writeDifference, writeNames } from './write-workflow.ts';
import { Button } from '../../ui/button.tsx';
import { words } from '../../words/words.ts';
import type { Merge } from './merge-arrangement.ts';
import type { ListDifference } from '../../../src-shared/domain/workflow/difference.ts';

const says = words.builder.stale;

export function StaleNote({ differences }: { readonly differences: readonly ListDifference[] }) {
  const present = useBuilderStore((store) => store.history?.present ?? null);
  const base = useBuilderStore((store) => store.base);
  const began = useBuilderStore((store) => store.began);
  // Beside a seal nothing can be sent; the arrangement stays as it was kept, in case the seal goes again.
  const canKeep = base !== null && !base.package.hasSeal;
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
        {differences.length === 0 ? null : (
          <ul className={styles.differences} aria-label={says.theirs}>
            {differences.map((difference, place) => (
              <li key={place}>{writeDifference(difference)}</li>
            ))}
          </ul>
        )}
        {canKeep ? <KeepingDoes merge={merge} /> : null}
      </div>
      {canKeep ? (
        <Button size="small" kind="primary" onPress={keepMine}>
          {says.keepMine}
        </Button>
      ) : null}
      <Button size="small" onPress={takeTheirs}>
        {says.takeTheirs}
      </Button>
    </div>
  );
}

function KeepingDoes({ merge }: { readonly merge: Merge | null }) {
  return (
    <p>
      {says.keepDoes}
      {merge === null || merge.takenIn.length === 0
        ? null
        : ` ${says.takesIn(writeNames(merge.takenIn))}`}
      {merge === null || merge.broughtBack.length === 0
        ? null
        : ` ${says.bringsBack(writeNames(merge.broughtBack))}`}
    </p>
  );
}
