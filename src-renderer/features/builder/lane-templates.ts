// Owns: lanes as a template, and a template put onto a package as one step that can be undone. Pure.
// Must not: save or read templates.
import { doCommand } from '../../../src-shared/domain/workflow/history.ts';
import { identifyRecipient, listLanes } from '../../../src-shared/domain/workflow/model.ts';
import type { LaneTemplate, LaneTemplateEntry } from '../../../src-shared/contract/package-view.ts';
import type {
  NewRecipient,
  WorkflowCommand,
} from '../../../src-shared/domain/workflow/commands.ts';
import type {
  HistoryResult,
  WorkflowHistory,
} from '../../../src-shared/domain/workflow/history.ts';
import type { LaneTarget } from '../../../src-shared/domain/workflow/lane-steps.ts';
import type { Recipient, RecipientList } from '../../../src-shared/domain/workflow/model.ts';

/** The lanes as they are, without anything of this package, and without seals: nobody can add one. */
export function createTemplateLanes(list: RecipientList): LaneTemplate['lanes'] {
  const lanes = listLanes(list).map((lane) =>
    lane.recipients.flatMap(({ kind, name, email, role, notifies }) =>
      kind === 'seal' ? [] : [{ kind, name, email, role, notifies: notifies ?? true }],
    ),
  );
  return lanes.filter((lane) => lane.length > 0);
}

/**
 * Arranges a package as a template says: who is in it already is moved and keeps his fields, who is missing is added,
 * who is not in it is removed. The whole is one step of the history; the first refusal leaves everything as it was.
 */
export function applyTemplate(
  history: WorkflowHistory,
  template: LaneTemplate,
  createKey: () => string,
): HistoryResult {
  let draft = history;
  const run = (command: WorkflowCommand): HistoryResult => {
    const result = doCommand(draft, command);
    if (result.ok) draft = result.history;
    return result;
  };
  const pairs = pairEntries(template, history.present.recipients);
  const kept = new Set([...pairs.values()].map((one) => one.key));
  const commands: WorkflowCommand[] = history.present.recipients
    .filter((one) => !kept.has(one.key))
    .map((one) => ({ kind: 'remove', key: one.key }));
  commands.push({ kind: 'set-type', type: template.type });
  for (const command of commands) {
    const result = run(command);
    if (!result.ok) return result;
  }
  for (const lane of template.lanes) {
    const result = placeLane(lane, pairs, template.type, run, () => draft, createKey);
    if (result !== null) return result;
  }
  return { ok: true, history: joinSteps(history, draft) };
}

/** Puts one lane of a template behind all others; returns the refusal, or null. */
function placeLane(
  lane: readonly LaneTemplateEntry[],
  pairs: ReadonlyMap<LaneTemplateEntry, Recipient>,
  type: LaneTemplate['type'],
  run: (command: WorkflowCommand) => HistoryResult,
  readDraft: () => WorkflowHistory,
  createKey: () => string,
): HistoryResult | null {
  let leader: string | null = null;
  for (const entry of lane) {
    const known = pairs.get(entry);
    const key = known?.key ?? createKey();
    const to = findTarget(readDraft().present, leader, type);
    const commands = known === undefined ? [addEntry(entry, key, to)] : moveEntry(entry, known, to);
    for (const command of commands) {
      const result = run(command);
      if (!result.ok) return result;
    }
    leader ??= key;
  }
  return null;
}

function findTarget(
  present: RecipientList,
  leader: string | null,
  type: LaneTemplate['type'],
): LaneTarget {
  const first = present.recipients.find((one) => one.key === leader);
  if (first !== undefined) return { kind: 'lane', step: first.signingOrder };
  const isOneLane = type === 'PARALLEL' || type === 'INDIVIDUAL';
  return isOneLane && present.recipients.length > 0 ? { kind: 'lane', step: 1 } : { kind: 'end' };
}

function addEntry(entry: LaneTemplateEntry, key: string, to: LaneTarget): WorkflowCommand {
  const recipient: NewRecipient = { key, ...entry };
  return { kind: 'add', recipient, to };
}

function moveEntry(
  entry: LaneTemplateEntry,
  known: Recipient,
  to: LaneTarget,
): readonly WorkflowCommand[] {
  const { key } = known;
  return [
    { kind: 'move', key, to },
    ...(known.role === entry.role
      ? []
      : [{ kind: 'set-role', key, role: entry.role } satisfies WorkflowCommand]),
    ...((known.notifies ?? true) === entry.notifies
      ? []
      : [{ kind: 'set-mails', key, notifies: entry.notifies } satisfies WorkflowCommand]),
  ];
}

/** Who of the package stands for which place of the template; everybody at most once. */
function pairEntries(
  template: LaneTemplate,
  recipients: readonly Recipient[],
): ReadonlyMap<LaneTemplateEntry, Recipient> {
  const free = new Set(recipients);
  const pairs = new Map<LaneTemplateEntry, Recipient>();
  for (const entry of template.lanes.flat()) {
    const match = [...free].find((one) => identifyRecipient(one) === identifyRecipient(entry));
    if (match === undefined) continue;
    free.delete(match);
    pairs.set(entry, match);
  }
  return pairs;
}

/** Many commands as one step, so that one undo takes all of them back. */
function joinSteps(before: WorkflowHistory, after: WorkflowHistory): WorkflowHistory {
  const last = after.done.at(-1);
  if (last === undefined || after.present === before.present) return before;
  const step = { command: last.command, before: before.present, after: after.present };
  return { present: after.present, done: [...before.done, step], undone: [] };
}
