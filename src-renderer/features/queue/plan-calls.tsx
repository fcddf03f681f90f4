// Owns: the calls inside a plan's entry: what each does, how far it is, and where the plan stopped.
import styles from './plan-calls.module.css';
import { Chip } from '../../ui/chip.tsx';
import { Progress } from '../../ui/progress.tsx';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import type { CallFacts, WorkflowEntry } from '../../../src-shared/domain/outbox-item.ts';

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
            <span>{writeCall(call.facts)}</span>
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

/** What a call does, and to whom, from the facts the entry carries. */
function writeCall({ call, name: who }: CallFacts): string {
  const texts = words.builder.calls;
  const { roles, types } = words.workflow;
  const name = (order: number) => (who === null ? texts.somebody(order) : writeVisibly(who));
  switch (call.kind) {
    case 'set-type':
      return texts.setType(types[call.type].toLowerCase());
    case 'add':
      return texts.add(writeVisibly(call.name), roles[call.role].toLowerCase(), call.signingOrder);
    case 'reorder':
      return texts.reorder(name(call.order), call.order, call.to);
    case 'delete':
      return texts.remove(name(call.order), call.order);
    case 'update': {
      const { changes } = call;
      const parts = [
        ...(changes.email === undefined ? [] : [texts.changes.who(writeVisibly(changes.email))]),
        ...(changes.name === undefined ? [] : [texts.changes.name(writeVisibly(changes.name))]),
        ...(changes.role === undefined ? [] : [texts.changes.role(roles[changes.role])]),
        ...(changes.signingOrder === undefined ? [] : [texts.changes.step(changes.signingOrder)]),
        ...(changes.notifies === undefined ? [] : [texts.changes.mails(changes.notifies)]),
      ];
      return texts.update(name(call.order), parts.join(', '));
    }
  }
}
