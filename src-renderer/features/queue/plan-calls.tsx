// Owns: the calls inside a plan's entry: what each does, how far it is, and where the plan stopped.
import styles from './plan-calls.module.css';
import { Chip } from '../../ui/chip.tsx';
import { Progress } from '../../ui/progress.tsx';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { writeCall } from '../../ui/write-call.ts';
import { words } from '../../words/words.ts';
import type { UpdateCall } from '../../../src-shared/domain/workflow/call.ts';
import type { WorkflowEntry } from '../../../src-shared/domain/outbox-item.ts';

const says = words.queue.plan;

export function PlanCalls({ entry }: { readonly entry: WorkflowEntry }) {
  const { calls, done, total, stoppedAt } = entry.subject;
  return (
    <div className={styles.plan}>
      <div className={styles.progress}>
        <span>{says.progress(done, total)}</span>
        <Progress label={says.progressLabel} done={done} total={total} />
      </div>
      <ol className={styles.calls}>
        {calls.map((call, place) => (
          // The plan's calls keep their order; the place names a call.
          <li key={place} className={styles.call} data-stopped={place === stoppedAt}>
            <span className={styles.place}>{place + 1}</span>
            <span>{writeCall(call.facts.call, call.facts.name, describeWho)}</span>
            <Chip tone={pickTone(call.phrase, place === stoppedAt)}>
              {place === stoppedAt ? says.stoppedHere : words.outbox.phrases[call.phrase].short}
            </Chip>
          </li>
        ))}
      </ol>
    </div>
  );
}

function pickTone(phrase: WorkflowEntry['phrase'], isStopped: boolean) {
  if (isStopped) return 'bad';
  return phrase === 'sent' || phrase === 'already-so' ? 'ok' : 'plain';
}

/** Whom an update puts there, from the facts the entry carries: what was there before is not among them. */
function describeWho({ changes }: UpdateCall): readonly string[] {
  const texts = words.builder.calls.changes;
  return [
    ...(changes.email === undefined ? [] : [texts.who(writeVisibly(changes.email))]),
    ...(changes.name === undefined ? [] : [texts.name(writeVisibly(changes.name))]),
  ];
}
