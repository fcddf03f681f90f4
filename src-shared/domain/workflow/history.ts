// Owns: the commands done on a workflow, and the way back and forth. Must not: know what a command does.
import type { CommandResult, WorkflowCommand } from './commands.ts';
import { applyCommand } from './commands.ts';
import type { Workflow } from './model.ts';

interface Step {
  readonly command: WorkflowCommand;
  readonly before: Workflow;
  readonly after: Workflow;
}

/** A workflow being arranged. Plain JSON, so that a draft survives quitting. */
export interface WorkflowHistory {
  readonly present: Workflow;
  /** Oldest first; the last one is undone next. */
  readonly done: readonly Step[];
  /** The first one is redone next. */
  readonly undone: readonly Step[];
}

export type HistoryResult =
  | { readonly ok: true; readonly history: WorkflowHistory }
  | Extract<CommandResult, { readonly ok: false }>;

/** Steps kept: far more than anybody takes back one by one, and small enough to be saved with the draft. */
export const MAX_HISTORY_STEPS = 200;

/** A history that starts at this workflow. */
export function createHistory(workflow: Workflow): WorkflowHistory {
  return { present: workflow, done: [], undone: [] };
}

/** Does a command; what was undone before is forgotten. */
export function doCommand(history: WorkflowHistory, command: WorkflowCommand): HistoryResult {
  const result = applyCommand(history.present, command);
  if (!result.ok) return result;
  const step = { command, before: history.present, after: result.workflow };
  return {
    ok: true,
    history: {
      present: result.workflow,
      done: [...history.done, step].slice(-MAX_HISTORY_STEPS),
      undone: [],
    },
  };
}

/** Takes the last command back; the same history when there is none. */
export function undoCommand(history: WorkflowHistory): WorkflowHistory {
  const step = history.done.at(-1);
  if (step === undefined) return history;
  return {
    present: step.before,
    done: history.done.slice(0, -1),
    undone: [step, ...history.undone],
  };
}

/** Does again what was taken back last; the same history when there is nothing. */
export function redoCommand(history: WorkflowHistory): WorkflowHistory {
  const [step, ...undone] = history.undone;
  if (step === undefined) return history;
  return { present: step.after, done: [...history.done, step], undone };
}
