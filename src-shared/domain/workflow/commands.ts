// Owns: every way the builder changes a workflow, each a pure step from one workflow to the next or a coded refusal.
// A drag, a menu, a number field and a key all end here. Must not: know the page or the service's calls.
import { isWellFormedAddress, normaliseAddress } from '../email-domain.ts';
import type { LaneTarget } from './lane-steps.ts';
import { closeSteps, placeInLane, settleSteps } from './lane-steps.ts';
import type { CallableKind, Recipient, RecipientRole, Workflow, WorkflowType } from './model.ts';
import {
  findRecipient,
  hasSteps,
  listLanes,
  numberPositions,
  numberStepsByPosition,
  setStep,
} from './model.ts';
import type { RuleProblem } from './rules.ts';
import {
  createProblem,
  findAddProblem,
  findEditProblem,
  findPlaceholderProblem,
  findReplaceProblem,
  findRoleProblem,
} from './rules.ts';

/** Somebody from the palette; `key` is made by the caller and must be new. */
export interface NewRecipient {
  readonly key: string;
  readonly kind: CallableKind;
  readonly name: string;
  /** Persons only. */
  readonly email: string | null;
  readonly role: RecipientRole;
  readonly notifies: boolean;
}

/** Everything a person can do to a workflow. */
export type WorkflowCommand =
  | { readonly kind: 'add'; readonly recipient: NewRecipient; readonly to: LaneTarget }
  | { readonly kind: 'move'; readonly key: string; readonly to: LaneTarget }
  /** Into the lane of somebody else. */
  | { readonly kind: 'act-together'; readonly key: string; readonly withKey: string }
  /** The place in the list alone; in SERIAL that is the step too. */
  | { readonly kind: 'set-position'; readonly key: string; readonly order: number }
  | { readonly kind: 'remove'; readonly key: string }
  | { readonly kind: 'set-role'; readonly key: string; readonly role: RecipientRole }
  | { readonly kind: 'set-mails'; readonly key: string; readonly notifies: boolean }
  | { readonly kind: 'rename'; readonly key: string; readonly name: string }
  | { readonly kind: 'set-type'; readonly type: WorkflowType }
  /** Another person for a person or placeholder, another group for a group; fields go along (spec §5.6). */
  | {
      readonly kind: 'replace';
      readonly key: string;
      readonly by: Pick<NewRecipient, 'kind' | 'name' | 'email'>;
    }
  /** Numbers the steps 1…n without gaps. */
  | { readonly kind: 'close-gaps' };

export type CommandResult =
  | { readonly ok: true; readonly workflow: Workflow }
  | { readonly ok: false; readonly problem: RuleProblem };

/** The workflow after a command, or why it is not possible. The one given is left as it is. */
export function applyCommand(workflow: Workflow, command: WorkflowCommand): CommandResult {
  switch (command.kind) {
    case 'add':
      return addRecipient(workflow, command.recipient, command.to);
    case 'move':
      return editRecipient(workflow, command.key, (one) =>
        moveRecipient(workflow, one, command.to),
      );
    case 'act-together':
      return editRecipient(workflow, command.key, (one) => {
        const other = findRecipient(workflow, command.withKey);
        if (other === undefined) return refuse('RECIPIENT_UNKNOWN', { key: command.withKey });
        return moveRecipient(workflow, one, { kind: 'lane', step: findLaneStep(workflow, other) });
      });
    case 'set-position':
      return editRecipient(workflow, command.key, (one) =>
        setPosition(workflow, one, command.order),
      );
    case 'remove':
      return editRecipient(workflow, command.key, (one) => removeRecipient(workflow, one));
    case 'set-role':
      return setRole(workflow, command.key, command.role);
    case 'set-mails':
      return changeRecipient(workflow, command.key, { notifies: command.notifies });
    case 'rename':
      return renameRecipient(workflow, command.key, command.name);
    case 'set-type':
      return setType(workflow, command.type);
    case 'replace':
      return replaceRecipient(workflow, command.key, command.by);
    case 'close-gaps':
      return editList(workflow, () =>
        hasSteps(workflow.type)
          ? accept(workflow, closeSteps(workflow.recipients))
          : accept(workflow),
      );
  }
}

function refuse(code: RuleProblem['code'], facts: RuleProblem['facts'] = {}): CommandResult {
  return { ok: false, problem: createProblem(code, facts) };
}

function fail(problem: RuleProblem): CommandResult {
  return { ok: false, problem };
}

function accept(
  workflow: Workflow,
  recipients: readonly Recipient[] = workflow.recipients,
  type: WorkflowType = workflow.type,
): CommandResult {
  return { ok: true, workflow: { ...workflow, type, recipients } };
}

function editList(workflow: Workflow, edit: () => CommandResult): CommandResult {
  const problem = findEditProblem(workflow.package);
  return problem === null ? edit() : fail(problem);
}

function editRecipient(
  workflow: Workflow,
  key: string,
  edit: (recipient: Recipient) => CommandResult,
): CommandResult {
  return editList(workflow, () => {
    const recipient = findRecipient(workflow, key);
    return recipient === undefined ? refuse('RECIPIENT_UNKNOWN', { key }) : edit(recipient);
  });
}

function addRecipient(workflow: Workflow, recipient: NewRecipient, to: LaneTarget): CommandResult {
  const problem =
    findAddProblem(workflow.package, recipient.role) ?? findIdentityProblem(recipient);
  if (problem !== null) return fail(problem);
  const { key } = recipient;
  if (findRecipient(workflow, key) !== undefined) return refuse('KEY_TAKEN', { key });
  const first = workflow.recipients[0];
  const added: Recipient = {
    ...recipient,
    name: recipient.name.trim(),
    email: recipient.email?.trim() ?? null,
    role: workflow.type === 'INDIVIDUAL' ? (first?.role ?? recipient.role) : recipient.role,
    order: workflow.recipients.length + 1,
    // A place of his own behind all others, from which he is moved to where he was dropped.
    signingOrder: findNextStep(workflow),
    status: 'UN_PROCESSED',
  };
  const recipients = [...workflow.recipients, added];
  if (recipients.length > 1) return placeRecipient(workflow, recipients, added, to);
  const isPlaced = to.kind === 'end' || to.step === 0 || (to.kind === 'lane' && to.step === 1);
  return isPlaced ? accept(workflow, recipients) : refuse('STEP_INVALID', { step: to.step });
}

function findNextStep(workflow: Workflow): number {
  if (!hasSteps(workflow.type)) return 1;
  return 1 + Math.max(0, ...workflow.recipients.map((one) => one.signingOrder));
}

function findLaneStep(workflow: Workflow, recipient: Recipient): number {
  return hasSteps(workflow.type) ? recipient.signingOrder : 1;
}

function moveRecipient(workflow: Workflow, recipient: Recipient, to: LaneTarget): CommandResult {
  return placeRecipient(workflow, workflow.recipients, recipient, to);
}

/**
 * To a lane or between two. SERIAL stays SERIAL as long as everybody is alone, and then position and step move as
 * one; whoever joins another makes it CUSTOM (seed). In CUSTOM the position stays: only the step is changed.
 */
function placeRecipient(
  workflow: Workflow,
  recipients: readonly Recipient[],
  recipient: Recipient,
  to: LaneTarget,
): CommandResult {
  const { type } = workflow;
  const others = recipients.filter((one) => one.key !== recipient.key);
  const isLane = (step: number): boolean =>
    others.some((one) => findLaneStep(workflow, one) === step) ||
    (step === recipient.signingOrder && findRecipient(workflow, recipient.key) !== undefined);
  if (to.kind !== 'end' && !(to.kind === 'after' && to.step === 0) && !isLane(to.step)) {
    return refuse('STEP_INVALID', { step: to.step });
  }
  if (type === 'INDIVIDUAL') {
    return to.kind === 'lane' ? accept(workflow, recipients) : refuse('NO_STEPS');
  }
  if (type === 'PARALLEL') {
    if (to.kind === 'lane') return accept(workflow, recipients);
    const together = recipients.map((one) => setStep(one, 1));
    return accept(workflow, placeInLane(together, recipient.key, to), 'CUSTOM');
  }
  const isAlone = to.kind !== 'lane' || !others.some((one) => one.signingOrder === to.step);
  if (type === 'SERIAL' && isAlone)
    return accept(workflow, insertInSequence(others, recipient, to));
  return accept(workflow, placeInLane(recipients, recipient.key, to), 'CUSTOM');
}

/** SERIAL: between two, position and step together. */
function insertInSequence(
  others: readonly Recipient[],
  recipient: Recipient,
  to: LaneTarget,
): readonly Recipient[] {
  const limit = to.kind === 'lane' ? to.step - 1 : to.kind === 'after' ? to.step : Infinity;
  const index = others.filter((one) => one.signingOrder <= limit).length;
  return numberStepsByPosition(numberPositions(others.toSpliced(index, 0, recipient)));
}

function setPosition(workflow: Workflow, recipient: Recipient, order: number): CommandResult {
  if (!Number.isInteger(order) || order < 1 || order > workflow.recipients.length) {
    return refuse('STEP_INVALID', { step: order });
  }
  const others = workflow.recipients.filter((one) => one.key !== recipient.key);
  const positioned = numberPositions(others.toSpliced(order - 1, 0, recipient));
  return accept(
    workflow,
    workflow.type === 'SERIAL' ? numberStepsByPosition(positioned) : positioned,
  );
}

function removeRecipient(workflow: Workflow, recipient: Recipient): CommandResult {
  const left = numberPositions(workflow.recipients.filter((one) => one.key !== recipient.key));
  if (workflow.type === 'SERIAL') return accept(workflow, numberStepsByPosition(left));
  if (workflow.type !== 'CUSTOM') return accept(workflow, left);
  return accept(workflow, settleSteps(workflow.recipients, left));
}

/** In INDIVIDUAL everybody has the first one's role (spec §5.3), so it changes for all. */
function setRole(workflow: Workflow, key: string, role: RecipientRole): CommandResult {
  const result = changeRecipient(workflow, key, { role });
  if (!result.ok) return result;
  const problem = findRoleProblem(workflow.package, role);
  if (problem !== null) return fail(problem);
  if (workflow.type !== 'INDIVIDUAL') return result;
  return accept(
    workflow,
    workflow.recipients.map((one) => ({ ...one, role })),
  );
}

function renameRecipient(workflow: Workflow, key: string, name: string): CommandResult {
  if (name.trim() === '') return refuse('NAME_EMPTY');
  return changeRecipient(workflow, key, { name: name.trim() });
}

/** Role, mails and name; of a placeholder also under a lock, its name even after sharing (spec §4.13). */
function changeRecipient(
  workflow: Workflow,
  key: string,
  changes: Partial<Pick<Recipient, 'name' | 'role' | 'notifies'>>,
): CommandResult {
  const recipient = findRecipient(workflow, key);
  if (recipient === undefined) return refuse('RECIPIENT_UNKNOWN', { key });
  const isOpen =
    recipient.kind === 'placeholder' &&
    (workflow.package.stage === 'draft' || changes.name !== undefined);
  const problem = isOpen
    ? findPlaceholderProblem(workflow.package)
    : findEditProblem(workflow.package);
  if (problem !== null) return fail(problem);
  const changed = { ...recipient, ...changes };
  return accept(workflow, workflow.recipients.with(recipient.order - 1, changed));
}

function setType(workflow: Workflow, type: WorkflowType): CommandResult {
  return editList(workflow, () => {
    const { recipients } = workflow;
    if (type === workflow.type) return accept(workflow);
    if (type === 'CUSTOM') return accept(workflow, recipients, type);
    if (type === 'SERIAL') {
      // One by one in the order the lanes show, not in that of the list.
      const inOrder = listLanes(workflow).flatMap((lane) => lane.recipients);
      return accept(workflow, numberStepsByPosition(numberPositions(inOrder)), type);
    }
    const together = recipients.map((one) => setStep(one, 1));
    const role = recipients[0]?.role;
    const alike =
      type === 'INDIVIDUAL' && role !== undefined
        ? together.map((one) => ({ ...one, role }))
        : together;
    return accept(workflow, alike, type);
  });
}

function replaceRecipient(
  workflow: Workflow,
  key: string,
  by: Pick<NewRecipient, 'kind' | 'name' | 'email'>,
): CommandResult {
  const recipient = findRecipient(workflow, key);
  if (recipient === undefined) return refuse('RECIPIENT_UNKNOWN', { key });
  const isFilling = recipient.kind === 'placeholder' && by.kind === 'person';
  const problem = findReplaceProblem(workflow, recipient) ?? findIdentityProblem(by);
  if (problem !== null) return fail(problem);
  if (recipient.kind !== by.kind && !isFilling) {
    return refuse('KIND_MISMATCH', { from: recipient.kind, to: by.kind });
  }
  const replaced: Recipient = {
    ...recipient,
    kind: by.kind,
    name: by.name.trim(),
    email: by.email?.trim() ?? null,
  };
  return accept(workflow, workflow.recipients.with(recipient.order - 1, replaced));
}

function findIdentityProblem(
  who: Pick<NewRecipient, 'kind' | 'name' | 'email'>,
): RuleProblem | null {
  if (who.name.trim() === '') return createProblem('NAME_EMPTY');
  const isPerson = who.kind === 'person';
  if (isPerson && !isWellFormedAddress(who.email ?? '')) {
    return createProblem('EMAIL_MALFORMED', { email: normaliseAddress(who.email) });
  }
  return !isPerson && who.email !== null ? createProblem('KIND_MISMATCH') : null;
}
