// Owns: every change a person makes to the open arrangement: commands, undo, redo, templates; and telling about it.
// Must not: judge a change; the domain's commands and consequences do.
import { announce, announceUrgently } from '../../stores/announcer-store.ts';
import { words } from '../../words/words.ts';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { focusCard, useBuilderStore } from './builder-store.ts';
import { findRunningPlan } from './start-arrangement.ts';
import { applyTemplate } from './lane-templates.ts';
import { listCompanions, readLaneIndex } from './move-choices.ts';
import { saveDraftSoon } from './save-draft.ts';
import { writeConsequences, writeProblem } from './write-workflow.ts';
import {
  listConsequences,
  foreseeCommand,
} from '../../../src-shared/domain/workflow/consequences.ts';
import {
  doCommand,
  redoCommand,
  undoCommand,
} from '../../../src-shared/domain/workflow/history.ts';
import { findRecipient } from '../../../src-shared/domain/workflow/model.ts';
import type { Consequence } from '../../../src-shared/domain/workflow/consequences.ts';
import type { Sentence } from './builder-store.ts';
import type { LaneTemplate } from '../../../src-shared/contract/package-view.ts';
import type { WorkflowCommand } from '../../../src-shared/domain/workflow/commands.ts';
import type { WorkflowHistory } from '../../../src-shared/domain/workflow/history.ts';
import type { Workflow } from '../../../src-shared/domain/workflow/model.ts';

const says = words.builder;

/** The focus after a change: on the card it was about, or where it is (a field of the inspector). */
export type FocusAfter = 'card' | 'stay';

/** Does a command and tells what it caused, or why it is refused. Returns whether it was done. */
export function runEdit(command: WorkflowCommand, focus: FocusAfter): boolean {
  const { history, detail } = useBuilderStore.getState();
  if (history === null || detail === null) return false;
  if (findRunningPlan(detail) !== null) return false;
  const before = history.present;
  const result = doCommand(history, command);
  if (!result.ok) {
    refuse(writeProblem(result.problem));
    return false;
  }
  const { present } = result.history;
  const key =
    'key' in command ? command.key : command.kind === 'add' ? command.recipient.key : null;
  const lead = writeLead(before, present, command, key, says.done);
  tell([lead, ...writeConsequences(dropOwnMove(listConsequences(before, present, key)))]);
  takeHistory(result.history);
  moveFocus(before, present, key, focus);
  return true;
}

/** What a command would cause, for the bar while dragging. */
export function foresee(command: WorkflowCommand): Sentence {
  const present = useBuilderStore.getState().history?.present;
  if (present === undefined) return { tone: 'plain', text: '' };
  const foresight = foreseeCommand(present, command);
  if (!foresight.ok) return { tone: 'problem', text: writeProblem(foresight.problem) };
  const key =
    'key' in command ? command.key : command.kind === 'add' ? command.recipient.key : null;
  const lead = writeLead(present, foresight.after, command, key, says.willDo);
  const sentences = writeConsequences(dropOwnMove(foresight.consequences));
  return { tone: 'plain', text: join([lead, ...sentences]) };
}

export function undoEdit(): void {
  stepThroughHistory(undoCommand, says.undone, says.nothingToUndo);
}

export function redoEdit(): void {
  stepThroughHistory(redoCommand, says.redone, says.nothingToRedo);
}

function stepThroughHistory(
  step: (history: WorkflowHistory) => WorkflowHistory,
  done: string,
  nothing: string,
): void {
  const { history, selectedKey, detail } = useBuilderStore.getState();
  if (history === null || detail === null || findRunningPlan(detail) !== null) return;
  const after = step(history);
  if (after === history) {
    announce(nothing);
    return;
  }
  tell([done, ...writeConsequences(listConsequences(history.present, after.present))]);
  takeHistory(after);
  moveFocus(history.present, after.present, selectedKey, isOnBoard() ? 'card' : 'stay');
}

/** Puts a template onto the package as one step. */
export function putTemplate(template: LaneTemplate): void {
  const { history } = useBuilderStore.getState();
  if (history === null) return;
  const result = applyTemplate(history, template, createRecipientKey);
  if (!result.ok) {
    refuse(writeProblem(result.problem));
    return;
  }
  const consequences = listConsequences(history.present, result.history.present);
  const title = says.templates.applied(writeVisibly(template.title));
  tell([title, ...writeConsequences(consequences)]);
  takeHistory(result.history);
  const first = result.history.present.recipients[0];
  if (first !== undefined) focusCard(first.key);
}

/** A key no recipient has yet; the desk's own, never sent. */
export function createRecipientKey(): string {
  return `new:${crypto.randomUUID()}`;
}

/** Says a sentence in the bar and aloud, urgently. */
export function refuse(text: string): void {
  useBuilderStore.setState({ sentence: { tone: 'problem', text } });
  announceUrgently(text);
}

function tell(sentences: readonly string[]): void {
  const text = join(sentences);
  useBuilderStore.setState({ sentence: { tone: 'plain', text } });
  announce(text);
}

function join(sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function takeHistory(history: WorkflowHistory): void {
  useBuilderStore.setState({ history });
  saveDraftSoon();
}

/** The old and the new place, for whoever cannot see the lanes. */
function writeLead(
  before: Workflow,
  after: Workflow,
  command: WorkflowCommand,
  key: string | null,
  leads: typeof says.done,
): string {
  if (key === null) return '';
  const was = findRecipient(before, key);
  const now = findRecipient(after, key);
  if (now === undefined) return was === undefined ? '' : leads.removed(writeVisibly(was.name));
  const name = writeVisibly(now.name);
  const index = readLaneIndex(after, key);
  if (was !== undefined && command.kind !== 'move' && command.kind !== 'act-together') {
    return leads.changed(name);
  }
  const companions = listCompanions(after, key).map(writeVisibly);
  const company =
    companions.length === 0
      ? says.move.alone
      : says.move.together(words.workflow.names(companions));
  const place =
    was === undefined
      ? leads.added(name, index)
      : leads.moved(name, readLaneIndex(before, key), index);
  return `${place} ${company}`;
}

/** The lead says where it goes; once is enough. */
export function dropOwnMove(consequences: readonly Consequence[]): readonly Consequence[] {
  return consequences.filter(({ code }) => code !== 'STEP_MOVES');
}

/** The focus stays on the card; when that is gone, its neighbour takes it. */
function moveFocus(before: Workflow, after: Workflow, key: string | null, focus: FocusAfter): void {
  if (key === null) return;
  if (findRecipient(after, key) !== undefined) {
    if (focus === 'card') focusCard(key);
    else useBuilderStore.setState({ selectedKey: key });
    return;
  }
  const place = before.recipients.findIndex((one) => one.key === key);
  const next = after.recipients[Math.min(Math.max(0, place), after.recipients.length - 1)];
  if (next !== undefined) focusCard(next.key);
  else useBuilderStore.setState({ selectedKey: null });
}

function isOnBoard(): boolean {
  const { activeElement } = document;
  return activeElement === document.body || activeElement?.closest('[data-board]') !== null;
}
