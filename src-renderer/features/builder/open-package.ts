// Owns: opening a package, reading it again when the engine says it changed, and what others' changes mean for the
// arrangement. While a card is dragged nothing is taken over. Must not: change the arrangement by itself.
import { callDesk } from '../../bridge.ts';
import { announce } from '../../stores/announcer-store.ts';
import { words } from '../../words/words.ts';
import { CLOSED_BUILDER, useBuilderStore } from './builder-store.ts';
import { runAfterDrag } from './drag-store.ts';
import { mergeArrangement } from './merge-arrangement.ts';
import { dropPendingDraft, flushDraft, saveDraftSoon } from './save-draft.ts';
import {
  adoptKeys,
  findRunningPlan,
  findStale,
  listChanges,
  startArrangement,
} from './start-arrangement.ts';
import { createHistory } from '../../../src-shared/domain/workflow/history.ts';
import { findRecipient, pickList } from '../../../src-shared/domain/workflow/model.ts';
import type { ErrorCode } from '../../../src-shared/contract/errors.ts';
import type { PackageDetail, WorkflowDraft } from '../../../src-shared/contract/package-view.ts';
import type { WorkflowHistory } from '../../../src-shared/domain/workflow/history.ts';
import type { Workflow } from '../../../src-shared/domain/workflow/model.ts';
import type { PackageKey } from '../../../src-shared/domain/workflow/package-key.ts';

let wanted = 0;

/** Opens a package in the builder. A workflow never read, or not understood when it was, is asked for first. */
export async function openPackage(key: PackageKey): Promise<void> {
  useBuilderStore.setState({ ...CLOSED_BUILDER, key });
  await readPackage(key, { mayAsk: true });
}

/** Back to the list; what was arranged is kept on disk. */
export async function closePackage(): Promise<void> {
  wanted += 1;
  await flushDraft();
  useBuilderStore.setState(CLOSED_BUILDER);
}

/** Reads the open package from the service now. */
export async function refreshPackage(): Promise<void> {
  const { key } = useBuilderStore.getState();
  if (key === null) return;
  useBuilderStore.setState({ isActing: true, actError: null });
  const result = await callDesk('package.refresh', { key });
  useBuilderStore.setState({ isActing: false });
  if (!result.ok) useBuilderStore.setState({ actError: result.error });
  await readPackage(key);
}

/** Follows a push; during a drag it waits for its end. */
export function followPackageChange(keys: readonly PackageKey[] | null): void {
  const { key } = useBuilderStore.getState();
  if (key === null || (keys !== null && !keys.includes(key))) return;
  runAfterDrag(() => void readPackage(key));
}

/** Never read, or with a word nobody here knew when it was read. */
const NOT_SHOWN: readonly ErrorCode[] = ['NOT_FOUND', 'ANSWER_UNEXPECTED'];

interface ReadOptions {
  /** Asks the service when what the engine keeps cannot be shown. */
  readonly mayAsk?: boolean;
  /** What was arranged has been settled: start from what the engine says. */
  readonly isAnew?: boolean;
}

async function readPackage(key: PackageKey, options: ReadOptions = {}): Promise<void> {
  wanted += 1;
  const mine = wanted;
  const { history } = useBuilderStore.getState();
  let result = await callDesk('package.detail', { key });
  if (!result.ok && NOT_SHOWN.includes(result.error.code) && options.mayAsk === true) {
    const asked = await callDesk('package.refresh', { key });
    if (asked.ok) result = await callDesk('package.detail', { key });
    // Offline, what is wrong with the workflow says more than that it cannot be asked for.
    else if (result.error.code === 'NOT_FOUND') result = asked;
  }
  if (mine !== wanted) return;
  if (!result.ok) {
    useBuilderStore.setState({ error: result.error });
    return;
  }
  const detail = result.value;
  runAfterDrag(() => {
    const now = useBuilderStore.getState();
    if (now.key !== key) return;
    if (options.isAnew === true) startAnew(detail);
    else if (history !== null && now.history !== history) void readAfterSaving(key, mine);
    else takeDetail(detail);
  });
}

/** Something was arranged while the engine was asked: its answer knows only what was kept before that. */
async function readAfterSaving(key: PackageKey, mine: number): Promise<void> {
  await flushDraft();
  if (mine === wanted) await readPackage(key);
}

/** Takes what the engine says; the person's own arrangement is never thrown away by it. */
function takeDetail(detail: PackageDetail): void {
  const before = useBuilderStore.getState();
  if (before.detail === null || before.history === null || before.base === null) {
    startAnew(detail);
    return;
  }
  const wasRunning = findRunningPlan(before.detail) !== null;
  const isRunning = findRunningPlan(detail) !== null;
  const { present } = before.history;
  const hasChanges = listChanges({ base: before.base, present, stale: null }).length > 0;
  if (wasRunning || isRunning || !hasChanges) {
    startAnew(detail);
    return;
  }
  if (before.detail.baseHash === detail.baseHash) {
    useBuilderStore.setState({ detail, error: null });
    return;
  }
  const began = before.began ?? before.detail.base;
  const stale = findStale(began, detail.base);
  const base = detail.workflow;
  useBuilderStore.setState({
    detail,
    base,
    history: rebaseHistory(before.history, detail),
    error: null,
    stale,
    began: stale === null ? null : began,
  });
  if (stale !== null) announce(words.builder.stale.title);
}

function startAnew(detail: PackageDetail): void {
  const { base, present, stale } = startArrangement(detail);
  useBuilderStore.setState(({ selectedKey, history }) => {
    const isSame = history !== null && JSON.stringify(history.present) === JSON.stringify(present);
    return {
      detail,
      base,
      stale,
      began: stale === null ? null : (detail.draft?.base ?? null),
      error: null,
      history: isSame ? history : createHistory(present),
      selectedKey:
        selectedKey !== null && findRecipient(present, selectedKey) !== undefined
          ? selectedKey
          : null,
    };
  });
}

/** The same arrangement over the package as it is now: keys of the new list, and its condition. */
function rebaseHistory(history: WorkflowHistory, detail: PackageDetail): WorkflowHistory {
  const present = {
    ...history.present,
    ...adoptKeys(pickList(history.present), detail.workflow),
    package: detail.workflow.package,
  };
  return createHistory(present);
}

/** Others changed the list; the person's arrangement stands, with whom they added, and now starts from theirs. */
export function keepMine(): void {
  const { history, base, began } = useBuilderStore.getState();
  if (history === null || base === null || began === null) return;
  const { merged, takenIn } = mergeArrangement(history.present, began, base);
  if (takenIn.length > 0) replacePresent(history, merged);
  useBuilderStore.setState({ stale: null, began: null });
  saveDraftSoon();
  announce(words.builder.stale.kept);
}

/** Others changed the list; theirs is shown, and the person's own can be had back by undo. */
export function takeTheirs(): void {
  const { history, base } = useBuilderStore.getState();
  if (history === null || base === null) return;
  replacePresent(history, base);
  useBuilderStore.setState({ stale: null, began: null });
  saveDraftSoon();
  announce(words.builder.stale.taken);
}

/** One step that can be taken back. */
function replacePresent(history: WorkflowHistory, present: Workflow): void {
  // A step of the history needs a command; only what stood before and after it is ever used.
  const command = { kind: 'close-gaps' as const };
  const step = { command, before: history.present, after: present };
  useBuilderStore.setState({ history: { present, done: [...history.done, step], undone: [] } });
}

/** What was arranged has been queued, put away or taken back: keeps this draft instead and reads all anew. */
export async function reopenPackage(key: PackageKey, draft: WorkflowDraft | null): Promise<void> {
  dropPendingDraft();
  await callDesk('workflow.saveDraft', { key, draft });
  await readPackage(key, { isAnew: true });
}

/** Reads the open package again: the engine is new, or the screen was away. */
export function reloadPackage(): void {
  followPackageChange(null);
}
