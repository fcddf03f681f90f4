// Owns: the workflow as text: step by step, and who gets mail when. For screen readers, for print, for a second look.
import styles from './outline-dialog.module.css';
import { openDialog } from './builder-store.ts';
import { nameRecipient, writeNames } from './write-workflow.ts';
import {
  listFirstMailed,
  outlineWorkflow,
  simulateMails,
} from '../../../src-shared/domain/workflow/text-outline.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import type { OutlineStep } from '../../../src-shared/domain/workflow/text-outline.ts';

const says = words.builder.outline;

export function OutlineDialog({ list }: { readonly list: RecipientList }) {
  const first = listFirstMailed(list);
  const moments = simulateMails(list);
  return (
    <Dialog title={says.title} isOpen onClose={() => openDialog(null)} size="medium" isForReading>
      <p className={styles.lead}>
        {first.length === 0 ? says.nobody : says.firstMail(writeNames(first))}
      </p>
      <h3 className={styles.title}>{says.steps}</h3>
      <ol className={styles.steps}>
        {outlineWorkflow(list).map((step) => (
          <Step key={step.index} step={step} />
        ))}
      </ol>
      <h3 className={styles.title}>{says.moments}</h3>
      <ol className={styles.steps}>
        {moments.map((moment, place) => (
          <li key={moment.steps[0] ?? place}>
            <p className={styles.moment}>
              {place === 0
                ? says.firstMoment
                : says.nextMoment(writeNames(moments[place - 1]?.waitsFor ?? []))}
            </p>
            <p>
              {moment.mailed.length === 0
                ? says.nobody
                : writeNames(moment.mailed.map((entry) => entry.recipient))}
            </p>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

function Step({ step }: { readonly step: OutlineStep }) {
  const notes = [
    ...(step.isParallel ? [says.parallel] : []),
    ...(step.opensWith === step.index ? [] : [says.opensWith(step.opensWith)]),
  ];
  return (
    <li>
      <p className={styles.moment}>{[says.step(step.index), ...notes].join(', ')}</p>
      <ul className={styles.entries}>
        {step.entries.map(({ recipient, mail }) => (
          <li key={recipient.key}>
            {says.entry(
              writeVisibly(nameRecipient(recipient)),
              words.workflow.roles[recipient.role],
              says.mails[mail],
            )}
          </li>
        ))}
      </ul>
    </li>
  );
}
