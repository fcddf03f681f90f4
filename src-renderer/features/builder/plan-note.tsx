// Owns: what the builder says of a plan: on its way with progress, or stopped, with both lists side by side.
import styles from './plan-note.module.css';
import { useBuilderStore } from './builder-store.ts';
import { editMine, keepTheirs, planAgain, takeBack } from './submit-workflow.ts';
import { nameRecipient, writeDifference } from './write-workflow.ts';
import { listDifferences } from '../../../src-shared/domain/workflow/difference.ts';
import { recogniseList } from '../../../src-shared/domain/workflow/matching.ts';
import { goToQueueEntry } from '../../stores/navigation-store.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { Progress } from '../../ui/progress.tsx';
import { words } from '../../words/words.ts';
import type { WorkflowEntry } from '../../../src-shared/domain/outbox-item.ts';
import type { ListDifference } from '../../../src-shared/domain/workflow/difference.ts';
import type { ServerList, ServerRow } from '../../../src-shared/domain/workflow/model.ts';

const says = words.builder.plan;

/** Over the lanes while a plan is on its way. */
export function RunningPlanNote({ entry }: { readonly entry: WorkflowEntry }) {
  const { done, total } = entry.subject;
  const isActing = useBuilderStore((store) => store.isActing);
  return (
    <div className={styles.running} data-plan="running">
      <Chip tone="accent">{words.outbox.phrases[entry.phrase].short}</Chip>
      <div className={styles.text}>
        <p>
          <strong>{says.running(done, total)}</strong> {says.runningNote}
        </p>
        <Progress label={says.progress} done={done} total={total} />
      </div>
      {entry.canCancel ? (
        <Button size="small" isDisabled={isActing} onPress={() => void takeBack(entry)}>
          {says.takeBack}
        </Button>
      ) : null}
      <Button size="small" onPress={() => goToQueueEntry(entry.opId)}>
        {says.openQueue}
      </Button>
    </div>
  );
}

/** Instead of the lanes while a plan waits for a person. */
export function StoppedPlan({ entry, now }: { readonly entry: WorkflowEntry; now: ServerList }) {
  const { stoppedAt, total, theirs, wanted, refusal } = entry.subject;
  const isActing = useBuilderStore((store) => store.isActing);
  const isRefused = entry.state === 'REJECTED';
  const list = theirs ?? now;
  const known = recogniseList(list, wanted).list;
  const differences = listDifferences(known, wanted);
  const [gone, come] = [listPlaces(differences, 'REMOVED'), listPlaces(differences, 'ADDED')];
  return (
    <section className={styles.stopped} aria-labelledby="plan-stopped" data-pane="board">
      <div>
        <h2 className={styles.title} id="plan-stopped">
          {says.stopped((stoppedAt ?? 0) + 1, total)}
        </h2>
        <p className={styles.lead}>{isRefused ? says.refusedLead : says.stoppedLead}</p>
        {refusal === null ? null : <p>{says.refusedWith(refusal)}</p>}
      </div>
      <div className={styles.sides}>
        <Side title={says.theirs} list={list} marked={gone} mark={says.goes} />
        <Side title={says.wanted} list={wanted} marked={come} mark={says.comes} />
      </div>
      <Outcome differences={differences} />
      <div className={styles.acts}>
        <Button kind="primary" isDisabled={isActing} onPress={() => void planAgain(entry)}>
          {says.again}
        </Button>
        <Button isDisabled={isActing} onPress={() => void editMine(entry)}>
          {says.editMine}
        </Button>
        <Button isDisabled={isActing} onPress={() => void keepTheirs(entry)}>
          {says.keepTheirs}
        </Button>
        <Button kind="quiet" onPress={() => goToQueueEntry(entry.opId)}>
          {says.openQueue}
        </Button>
      </div>
    </section>
  );
}

/** Nobody is taken out or put in by surprise: planning again names all of it first. */
function Outcome({ differences }: { readonly differences: readonly ListDifference[] }) {
  if (differences.length === 0) return <p>{says.againNothing}</p>;
  return (
    <div>
      <p>{says.againDoes}</p>
      <ul className={styles.differences} aria-label={says.again}>
        {differences.map((difference, place) => (
          <li key={place}>{writeDifference(difference)}</li>
        ))}
      </ul>
    </div>
  );
}

function listPlaces(
  differences: readonly ListDifference[],
  wanted: 'ADDED' | 'REMOVED',
): readonly number[] {
  return differences.flatMap((one) => (one.code === wanted ? [one.recipient.order] : []));
}

interface SideProps {
  readonly title: string;
  readonly list: ServerList;
  /** Places of those who stand on this side only. */
  readonly marked: readonly number[];
  readonly mark: string;
}

function Side({ title, list, marked, mark }: SideProps) {
  return (
    <div className={styles.side}>
      <h3 className={styles.sideTitle}>
        {title} <Chip>{words.workflow.types[list.type]}</Chip>
      </h3>
      <ol className={styles.rows}>
        {list.recipients.map((row) => (
          <Row key={row.order} row={row} mark={marked.includes(row.order) ? mark : null} />
        ))}
      </ol>
    </div>
  );
}

function Row({ row, mark }: { readonly row: ServerRow; readonly mark: string | null }) {
  return (
    <li className={styles.row}>
      <span className={styles.place}>{row.order}</span>
      <span className={styles.who}>
        <ForeignText text={nameRecipient(row)} />
        {row.email === null ? null : (
          <span className={styles.email}>
            <ForeignText text={row.email} />
          </span>
        )}
      </span>
      <span className={styles.role}>
        {words.workflow.roles[row.role]}, {words.builder.outline.step(row.signingOrder)}
        {mark === null ? null : (
          <>
            {' '}
            <Chip tone="warn">{mark}</Chip>
          </>
        )}
      </span>
    </li>
  );
}
