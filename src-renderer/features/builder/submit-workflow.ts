// Owns: handing an arrangement to the queue, planning again after a stop, taking a plan back or putting it away.
// Must not: send anything; the engine queues durably and answers.
import { callDesk } from '../../bridge.ts';
import { announce, announceUrgently } from '../../stores/announcer-store.ts';
import { refreshQueue } from '../../stores/queue-store.ts';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import { useBuilderStore } from './builder-store.ts';
import { writeRefusal } from './write-workflow.ts';
import { reopenPackage } from './open-package.ts';
import { flushDraft } from './save-draft.ts';
import { pickList } from '../../../src-shared/domain/workflow/model.ts';
import type { Result } from '../../../src-shared/contract/errors.ts';
import type { WorkflowEntry } from '../../../src-shared/domain/outbox-item.ts';

/** Queues the arrangement as one plan. Returns whether it was queued. */
export async function submitArrangement(callCount: number): Promise<boolean> {
  const { key, detail, history } = useBuilderStore.getState();
  if (key === null || detail === null || history === null) return false;
  // On disk first: if the engine refuses, the arrangement is there.
  await flushDraft();
  const wanted = pickList(history.present);
  const name = writeVisibly(detail.workflow.package.name);
  const isQueued = await act(
    callDesk('workflow.submit', { key, baseHash: detail.baseHash, wanted }),
    words.builder.preview.queued(name, callCount),
  );
  if (!isQueued) return false;
  await reopenPackage(key, null);
  return true;
}

/** From the list as the service has it now to the same goal. */
export async function planAgain(entry: WorkflowEntry): Promise<void> {
  const { key } = useBuilderStore.getState();
  const isPlanned = await act(
    callDesk('workflow.planAgain', { opId: entry.opId }),
    words.builder.plan.planned,
  );
  if (isPlanned && key !== null) await reopenPackage(key, null);
}

/** Puts a stopped plan away; what the service has stands. */
export async function keepTheirs(entry: WorkflowEntry): Promise<void> {
  const { key } = useBuilderStore.getState();
  const isPutAway = await act(
    callDesk('queue.dismiss', { opId: entry.opId }),
    words.builder.plan.kept,
  );
  if (isPutAway && key !== null) await reopenPackage(key, null);
}

/** Puts a stopped plan away and goes on arranging where it was going. */
export async function editMine(entry: WorkflowEntry): Promise<void> {
  const { key, detail } = useBuilderStore.getState();
  if (key === null || detail === null) return;
  const isPutAway = await act(
    callDesk('queue.dismiss', { opId: entry.opId }),
    words.builder.plan.editing,
  );
  if (!isPutAway) return;
  await reopenPackage(key, { base: detail.base, wanted: entry.subject.wanted, savedAt: null });
}

/** Withdraws what has not left of a plan; the arrangement is a draft again. */
export async function takeBack(entry: WorkflowEntry): Promise<void> {
  const { key, detail } = useBuilderStore.getState();
  const { done, total } = entry.subject;
  const says = words.builder.plan;
  const isBack = await act(
    callDesk('queue.cancel', { opId: entry.opId }),
    done === 0 ? says.takenBack : says.takenBackMidway(done, total),
  );
  if (!isBack || key === null || detail === null) return;
  await reopenPackage(key, {
    base: detail.base,
    wanted: entry.subject.wanted,
    savedAt: null,
  });
}

async function act(call: Promise<Result<unknown>>, said: string): Promise<boolean> {
  useBuilderStore.setState({ isActing: true, actError: null });
  const result = await call;
  useBuilderStore.setState({ isActing: false });
  refreshQueue();
  if (!result.ok) {
    useBuilderStore.setState({ actError: result.error });
    const sentence = words.errors[result.error.code](result.error.detail ?? {});
    announceUrgently(writeRefusal(result.error) ?? `${sentence.what} ${sentence.next}`);
    return false;
  }
  announce(said);
  return true;
}
