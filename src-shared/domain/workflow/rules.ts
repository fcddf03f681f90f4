// Owns: what may be changed in a workflow, by whom and when, and which lists are legal. Each refusal has a code and
// facts; the page's catalogue has the words. Must not: change anything.
import { normaliseAddress } from '../email-domain.ts';
import type { WorkflowCall } from './call.ts';
import type {
  CallableKind,
  PackagePicture,
  Recipient,
  RecipientList,
  RecipientRole,
  Workflow,
} from './model.ts';
import { hasActed } from './model.ts';

/** Every reason a change can be refused for, in the order the service is assumed to check. */
export const RULE_CODES = [
  /** A draft of somebody else, or a recipient without `change_recipients` (spec §5.5, §5.6). */
  'NOT_OWNER',
  /** Shared: the list is fixed until it is recalled; recipients who have not acted can be replaced (spec §5.5). */
  'SHARED',
  /** Completed or declined. */
  'FINISHED',
  /** An electronic seal takes part: the desk's own limit, because it does not know what calls do beside one. */
  'HAS_SEAL',
  /** Locked by a read-only template; only placeholders can still be set (spec §4.13). */
  'LOCKED_BY_TEMPLATE',
  /** Has signed, approved, submitted or declined; nobody can take the place (spec §5.6). */
  'ALREADY_ACTED',
  /** The owner is the only recipient in this mode. */
  'MODE_ONLY_ME',
  /** Seed: an XML document takes SIGNER, REVIEWER and CARBON_COPY only. */
  'ROLE_NOT_FOR_XML',
  /** Not a role a recipient can be given here; the seal is set up elsewhere. */
  'ROLE_NOT_OFFERED',
  /** INDIVIDUAL: everybody has the same role on an own copy (spec §5.3). */
  'ROLES_NOT_ALIKE',
  /** INDIVIDUAL has no steps to move between. */
  'NO_STEPS',
  /** Not a whole number from 1 on, or a step that nobody is in. */
  'STEP_INVALID',
  /** Seed: signing order starts at 1. */
  'STEPS_NOT_FROM_ONE',
  /** A gap between steps although the service closes them. */
  'STEPS_WITH_GAP',
  /** SERIAL: step = position; PARALLEL: all 1. */
  'STEPS_NOT_AS_TYPE',
  /** Positions are not 1…n, or a key stands twice. */
  'POSITIONS_BROKEN',
  'RECIPIENT_UNKNOWN',
  'KEY_TAKEN',
  'NAME_EMPTY',
  'EMAIL_MALFORMED',
  /** Only a placeholder can be filled by another kind, and only by a person (spec §4.9). */
  'KIND_MISMATCH',
] as const;
export type RuleCode = (typeof RULE_CODES)[number];

/** Why something is not possible; `facts` are woven into the sentence. */
export interface RuleProblem {
  readonly code: RuleCode;
  readonly facts: Readonly<Record<string, string | number>>;
}

const PLAIN_ROLES: readonly RecipientRole[] = [
  'SIGNER',
  'REVIEWER',
  'EDITOR',
  'CARBON_COPY',
  'INPERSON_HOST',
];
/** Seed: the roles an XML document supports; the limit is taken to hold for groups and placeholders too. */
const XML_ROLES: readonly RecipientRole[] = ['SIGNER', 'REVIEWER', 'CARBON_COPY'];

/** A coded refusal. */
export function createProblem(code: RuleCode, facts: RuleProblem['facts'] = {}): RuleProblem {
  return { code, facts };
}

/** The roles a recipient of this package may be given. */
export function listLegalRoles(
  picture: Pick<PackagePicture, 'documentTypes'>,
): readonly RecipientRole[] {
  return picture.documentTypes.includes('XML') ? XML_ROLES : PLAIN_ROLES;
}

/** Whether this package takes this role; null = yes. */
export function findRoleProblem(
  picture: Pick<PackagePicture, 'documentTypes'>,
  role: RecipientRole,
): RuleProblem | null {
  if (listLegalRoles(picture).includes(role)) return null;
  const isXml = picture.documentTypes.includes('XML');
  return createProblem(isXml ? 'ROLE_NOT_FOR_XML' : 'ROLE_NOT_OFFERED', { role });
}

/** Why the list as a whole is read-only; null = it may be arranged freely (spec §5.5). */
export function findEditProblem(picture: PackagePicture): RuleProblem | null {
  if (!picture.user.isOwner) return createProblem('NOT_OWNER', { user: picture.user.email });
  const shut = findShutProblem(picture);
  if (shut !== null) return shut;
  if (picture.stage === 'shared') return createProblem('SHARED');
  return picture.isLocked ? createProblem('LOCKED_BY_TEMPLATE') : null;
}

/** Why nothing at all can be changed, not even who stands where; null = something may be possible. */
function findShutProblem({ stage, hasSeal }: PackagePicture): RuleProblem | null {
  if (stage === 'declined' || stage === 'completed') return createProblem('FINISHED', { stage });
  return hasSeal ? createProblem('HAS_SEAL') : null;
}

/**
 * Why nobody else can take this recipient's place; null = possible. Works after sharing too, for those who have not
 * acted; a recipient with `change_recipients` may replace himself and later ones (spec §5.6).
 */
export function findReplaceProblem(workflow: Workflow, recipient: Recipient): RuleProblem | null {
  const { user, stage, isLocked } = workflow.package;
  if (!user.isOwner && !(stage === 'shared' && mayReplaceAsRecipient(workflow, recipient))) {
    return createProblem('NOT_OWNER', { user: user.email });
  }
  const shut = findShutProblem(workflow.package);
  if (shut !== null) return shut;
  if (isLocked) return createProblem('LOCKED_BY_TEMPLATE');
  return hasActed(recipient) ? createProblem('ALREADY_ACTED', { name: recipient.name }) : null;
}

/** Why a placeholder's name, role or mails cannot be changed; a lock does not forbid it (spec §4.13). */
export function findPlaceholderProblem(picture: PackagePicture): RuleProblem | null {
  if (!picture.user.isOwner) return createProblem('NOT_OWNER', { user: picture.user.email });
  return findShutProblem(picture);
}

function mayReplaceAsRecipient(workflow: Workflow, recipient: Recipient): boolean {
  const { user } = workflow.package;
  const own = workflow.recipients.find(
    (one) => one.kind === 'person' && normaliseAddress(one.email) === normaliseAddress(user.email),
  );
  return (
    user.mayChangeRecipients &&
    own !== undefined &&
    (recipient.key === own.key || recipient.signingOrder > own.signingOrder)
  );
}

/**
 * What makes a list illegal, or null. Gaps are legal unless the server is known to close them.
 */
export function findListProblem(list: RecipientList, areGapsKept = true): RuleProblem | null {
  const { recipients, type } = list;
  const keys = new Set(recipients.map((one) => one.key));
  const areNumbered = recipients.every((one, index) => one.order === index + 1);
  if (!areNumbered || keys.size !== recipients.length) return createProblem('POSITIONS_BROKEN');
  const steps = recipients.map((one) => one.signingOrder);
  if (!steps.every((step) => Number.isInteger(step) && step >= 1)) {
    return createProblem('STEP_INVALID');
  }
  if (type === 'SERIAL' && !steps.every((step, index) => step === index + 1)) {
    return createProblem('STEPS_NOT_AS_TYPE', { type });
  }
  if (type === 'PARALLEL' && !steps.every((step) => step === 1)) {
    return createProblem('STEPS_NOT_AS_TYPE', { type });
  }
  if (type === 'INDIVIDUAL' && new Set(recipients.map((one) => one.role)).size > 1) {
    return createProblem('ROLES_NOT_ALIKE');
  }
  return type === 'CUSTOM' && steps.length > 0 ? findCustomProblem(steps, areGapsKept) : null;
}

function findCustomProblem(steps: readonly number[], areGapsKept: boolean): RuleProblem | null {
  const least = Math.min(...steps);
  if (least !== 1) return createProblem('STEPS_NOT_FROM_ONE', { step: least });
  const count = new Set(steps).size;
  return areGapsKept || count === Math.max(...steps) ? null : createProblem('STEPS_WITH_GAP');
}

/**
 * Why a call must not be sent to this package as it is now; null = it may. `role` and step are frozen after sharing
 * so an update then may only change who it is.
 */
export function findCallProblem(workflow: Workflow, call: WorkflowCall): RuleProblem | null {
  switch (call.kind) {
    case 'set-type':
    case 'reorder':
    case 'delete':
      return findEditProblem(workflow.package);
    case 'add':
      return findAddProblem(workflow.package, call.role);
    case 'update': {
      const recipient = workflow.recipients[call.order - 1];
      if (recipient === undefined) return createProblem('RECIPIENT_UNKNOWN');
      return findUpdateProblem(workflow, recipient, call.recipientKind, call.changes);
    }
  }
}

/** Why nobody can be added with this role; null = possible. */
export function findAddProblem(picture: PackagePicture, role: RecipientRole): RuleProblem | null {
  const edit = findEditProblem(picture);
  if (edit !== null) return edit;
  if (picture.mode === 'ONLY_ME') return createProblem('MODE_ONLY_ME');
  return findRoleProblem(picture, role);
}

function findUpdateProblem(
  workflow: Workflow,
  recipient: Recipient,
  endpoint: CallableKind,
  changes: {
    readonly role?: RecipientRole;
    readonly signingOrder?: number;
    readonly notifies?: boolean;
  },
): RuleProblem | null {
  const picture = workflow.package;
  const role = changes.role === undefined ? null : findRoleProblem(picture, changes.role);
  const isWhoOnly =
    changes.role === undefined &&
    changes.signingOrder === undefined &&
    changes.notifies === undefined;
  if (endpoint === 'placeholder') return findPlaceholderUpdateProblem(picture, changes) ?? role;
  if (isWhoOnly) return findReplaceProblem(workflow, recipient);
  return findEditProblem(picture) ?? role;
}

function findPlaceholderUpdateProblem(
  picture: PackagePicture,
  changes: { readonly role?: RecipientRole; readonly signingOrder?: number },
): RuleProblem | null {
  const isFrozen = changes.role !== undefined || changes.signingOrder !== undefined;
  if (picture.stage === 'shared' && isFrozen) return findEditProblem(picture);
  return findPlaceholderProblem(picture);
}
