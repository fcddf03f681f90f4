// Owns: the bar at the foot of the builder: what a drop would cause, what the last change caused, who is mailed first.
import { TriangleAlert } from 'lucide-react';
import styles from './sentence-bar.module.css';
import { useBuilderStore } from './builder-store.ts';
import { useDragStore } from './drag-store.ts';
import { writeNames } from './write-workflow.ts';
import { listFirstMailed } from '../../../src-shared/domain/workflow/text-outline.ts';
import { findEditProblem } from '../../../src-shared/domain/workflow/rules.ts';
import { Chip } from '../../ui/chip.tsx';
import { words } from '../../words/words.ts';
import type { Workflow } from '../../../src-shared/domain/workflow/model.ts';

const says = words.builder;

export interface SentenceBarProps {
  readonly workflow: Workflow;
  readonly changeCount: number;
  /** A plan is on its way or stopped; what was said of the arrangement is over. */
  readonly isBusy: boolean;
}

/** Not a live region: whoever says a sentence announces it once. */
export function SentenceBar({ workflow, changeCount, isBusy }: SentenceBarProps) {
  const said = useBuilderStore((store) => store.sentence);
  const foresight = useDragStore((store) => store.foresight);
  const sentence = foresight ?? (isBusy ? null : said);
  const isProblem = sentence?.tone === 'problem';
  return (
    <div className={styles.bar} data-tone={sentence?.tone ?? 'plain'} data-sentence="">
      {changeCount === 0 ? null : <Chip tone="accent">{says.preview.changes(changeCount)}</Chip>}
      {isProblem ? <TriangleAlert size={14} aria-hidden="true" /> : null}
      <p className={styles.text}>{sentence?.text ?? writeIdle(workflow)}</p>
    </div>
  );
}

function writeIdle(workflow: Workflow): string {
  const first = listFirstMailed(workflow);
  if (first.length > 0) return says.idleFirst(writeNames(first));
  return findEditProblem(workflow.package) === null ? says.idle : says.outline.nobody;
}
