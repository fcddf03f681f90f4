// Owns: what will be sent before it is: the difference, what it causes, and every call with what that call causes.
import { useMemo } from 'react';
import styles from './preview-dialog.module.css';
import { openDialog, useBuilderStore } from './builder-store.ts';
import { dropOwnMove } from './edit-workflow.ts';
import { RefusalNote } from './refusal-note.tsx';
import { listChanges } from './start-arrangement.ts';
import { submitArrangement } from './submit-workflow.ts';
import { writeConsequences, writeDifference, writeStep } from './write-workflow.ts';
import { listConsequences } from '../../../src-shared/domain/workflow/consequences.ts';
import { pickList } from '../../../src-shared/domain/workflow/model.ts';
import { unpackKnowledge } from '../../../src-shared/domain/workflow/pack-knowledge.ts';
import { makePlan } from '../../../src-shared/domain/workflow/plan.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { words } from '../../words/words.ts';
import type { PackageDetail } from '../../../src-shared/contract/package-view.ts';
import type { Workflow } from '../../../src-shared/domain/workflow/model.ts';
import type { Plan, PlanStep } from '../../../src-shared/domain/workflow/plan.ts';

const says = words.builder.preview;

export interface PreviewDialogProps {
  readonly base: Workflow;
  readonly present: Workflow;
  readonly knowledge: PackageDetail['knowledge'];
}

export function PreviewDialog({ base, present, knowledge }: PreviewDialogProps) {
  const plan = useMemo(
    () => makePlan(pickList(base), pickList(present), unpackKnowledge(knowledge)),
    [base, present, knowledge],
  );
  const error = useBuilderStore((store) => store.actError);
  const isActing = useBuilderStore((store) => store.isActing);
  const close = () => openDialog(null);
  const callCount = plan?.steps.length ?? 0;
  const confirm = async () => {
    if (await submitArrangement(callCount)) close();
  };
  return (
    <Dialog
      title={says.title}
      isOpen
      onClose={close}
      size="large"
      actions={
        <>
          <Button onPress={close}>{words.ui.cancel}</Button>
          <Button
            kind="primary"
            hasFocusFirst
            isDisabled={callCount === 0 || isActing}
            onPress={() => void confirm()}
          >
            {says.confirm(callCount)}
          </Button>
        </>
      }
    >
      <div className={styles.parts}>
        {error === null ? null : <RefusalNote error={error} />}
        <Sentences
          title={says.differences}
          sentences={listChanges({ base, present, stale: null }).map(writeDifference)}
        />
        <Sentences
          title={says.consequences}
          sentences={writeConsequences(listConsequences(base, present))}
          ifNone={says.noConsequences}
        />
        {plan === null ? (
          <p className={styles.problem}>{says.noPlan}</p>
        ) : (
          <Calls plan={plan} base={base} />
        )}
      </div>
    </Dialog>
  );
}

interface SentencesProps {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly ifNone?: string;
}

function Sentences({ title, sentences, ifNone }: SentencesProps) {
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      {sentences.length === 0 ? <p className={styles.note}>{ifNone}</p> : null}
      <ul className={styles.list}>
        {sentences.map((sentence, place) => (
          <li key={place}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

function Calls({ plan, base }: { readonly plan: Plan; readonly base: Workflow }) {
  return (
    <section>
      <h3 className={styles.title}>{says.calls(plan.steps.length)}</h3>
      <p className={styles.note}>{says.callsLead}</p>
      <ol className={styles.calls}>
        {plan.steps.map((step, place) => (
          <li key={place} className={styles.call}>
            <p className={styles.callText}>{writeStep(step)}</p>
            {listEffects(step, base).map((sentence) => (
              <p key={sentence} className={styles.note}>
                {sentence}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What one call by itself causes, between the lists before and after it. */
function listEffects(step: PlanStep, base: Workflow): readonly string[] {
  const before = { ...base, ...step.before };
  const after = { ...base, ...step.after };
  const sentences = writeConsequences(
    dropOwnMove(listConsequences(before, after, step.target?.key ?? null)),
  );
  return step.isCertain ? sentences : [...sentences, says.uncertain];
}
