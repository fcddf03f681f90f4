// Owns: English words of a workflow: roles, types, stages, refusals, consequences. Names come in ready to be shown.
import { count, writeNumber } from './plural.ts';
import type { ConsequenceCode } from '../../../src-shared/domain/workflow/consequences.ts';
import type {
  DocumentType,
  ProcessStatus,
  RecipientKind,
  RecipientRole,
  WorkflowStage,
  WorkflowType,
} from '../../../src-shared/domain/workflow/model.ts';
import type { RuleCode } from '../../../src-shared/domain/workflow/rules.ts';

/** Facts of a refusal or a consequence, names made visible. */
export type WorkflowFacts = Readonly<Record<string, string | number | readonly string[]>>;

/** Names a sentence carries before it only counts. */
const NAMES_LIMIT = 4;

const roles: Record<RecipientRole, string> = {
  SIGNER: 'Signer',
  REVIEWER: 'Reviewer',
  EDITOR: 'Editor',
  CARBON_COPY: 'Carbon copy',
  INPERSON_HOST: 'In-person host',
  ELECTRONIC_SEAL: 'Electronic seal',
};
const types: Record<WorkflowType, string> = {
  SERIAL: 'Sequential',
  PARALLEL: 'Parallel',
  CUSTOM: 'Custom order',
  INDIVIDUAL: 'Individual copies',
};
const stages: Record<WorkflowStage, string> = {
  draft: 'Draft',
  shared: 'Shared',
  declined: 'Declined',
  completed: 'Completed',
};
const statuses: Record<ProcessStatus, string> = {
  UN_PROCESSED: 'Not yet',
  IN_PROGRESS: 'Their turn',
  SIGNED: 'Signed',
  REVIEWED: 'Reviewed',
  EDITED: 'Edited',
  DECLINED: 'Declined',
  PROCESSED: 'Done',
  INVALID: 'Not valid',
};
const kinds: Record<RecipientKind, string> = {
  person: 'person',
  group: 'group',
  placeholder: 'placeholder',
  seal: 'set by the service',
};
const documents: Record<DocumentType, string> = { PDF: 'PDF', DOCX: 'Word', XML: 'XML' };

function read(facts: WorkflowFacts, name: string): string {
  const fact = facts[name];
  if (typeof fact === 'number') return writeNumber(fact);
  return typeof fact === 'string' ? fact : writeNames(fact ?? []);
}

function readCount(facts: WorkflowFacts, name: string): number {
  const fact = facts[name];
  return typeof fact === 'number' ? fact : 0;
}

function readNames(facts: WorkflowFacts, name: string): readonly string[] {
  const fact = facts[name];
  return Array.isArray(fact) ? (fact as readonly string[]) : [];
}

/** "Chris, Craig and Mara"; long lists end in a number. */
function writeNames(names: readonly string[]): string {
  const shown = names.length > NAMES_LIMIT ? names.slice(0, NAMES_LIMIT - 1) : names;
  const rest = names.length - shown.length;
  const parts = rest === 0 ? shown : [...shown, count(rest, 'other', 'others')];
  if (parts.length < 2) return parts[0] ?? 'nobody';
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

function nameRole(facts: WorkflowFacts): string {
  const role = read(facts, 'role');
  return Object.hasOwn(roles, role) ? roles[role as RecipientRole] : role;
}

function nameType(facts: WorkflowFacts, name: string): string {
  const type = read(facts, name);
  return (Object.hasOwn(types, type) ? types[type as WorkflowType] : type).toLowerCase();
}

const problems: Record<RuleCode, (facts: WorkflowFacts) => string> = {
  NOT_OWNER: () => 'Only the owner of the package may change who takes part.',
  SHARED: () =>
    'The package has been shared, so its order is fixed. Whoever has not acted yet can be replaced.',
  FINISHED: () => 'The workflow is finished; nothing can be changed any more.',
  HAS_SEAL: () =>
    'An electronic seal takes part. Signing Desk does not arrange seals, so it changes nothing in this package.',
  LOCKED_BY_TEMPLATE: () =>
    'The workflow is locked by a template. Only placeholders can be filled in.',
  ALREADY_ACTED: (facts) => `${read(facts, 'name')} has already acted and cannot be replaced.`,
  MODE_ONLY_ME: () => 'The package is set up for its owner alone; nobody can be added.',
  ROLE_NOT_FOR_XML: (facts) =>
    `${nameRole(facts)} is not possible here: an XML document takes signers, reviewers and carbon copies only.`,
  ROLE_NOT_OFFERED: (facts) => `${nameRole(facts)} cannot be given to a recipient here.`,
  ROLES_NOT_ALIKE: () => 'With individual copies everybody has the same role.',
  NO_STEPS: () => 'Individual copies have no order: everybody signs a copy of their own.',
  STEP_INVALID: () => 'There is no such step.',
  STEPS_NOT_FROM_ONE: () => 'The order must begin at step 1.',
  STEPS_WITH_GAP: () => 'There is a step nobody is in.',
  STEPS_NOT_AS_TYPE: (facts) => `These steps do not fit a ${nameType(facts, 'type')} workflow.`,
  POSITIONS_BROKEN: () => 'The list has lost its order. Take back the last change.',
  RECIPIENT_UNKNOWN: () => 'This recipient is not in the workflow any more.',
  KEY_TAKEN: () => 'This recipient is in the workflow already.',
  NAME_EMPTY: () => 'A name is needed.',
  EMAIL_MALFORMED: () => 'This is not a complete e-mail address.',
  KIND_MISMATCH: () =>
    'A person can be replaced by a person, a group by a group; a placeholder can be filled by a person.',
};

const consequences: Record<ConsequenceCode, (facts: WorkflowFacts) => string> = {
  FIELDS_LOSE_OWNER: (facts) =>
    `${read(facts, 'name')} is removed, and the fields given to them lose their owner.`,
  FIELDS_REMOVED: () => 'All fields given to recipients are taken away.',
  FIELDS_TO_FIRST: (facts) => `All fields go to ${read(facts, 'name')}.`,
  BECOMES_CUSTOM: (facts) =>
    `Step ${read(facts, 'step')} then has ${read(facts, 'names')}, so the workflow changes from sequential to custom.`,
  TYPE_CHANGES: (facts) =>
    `The workflow changes from ${nameType(facts, 'from')} to ${nameType(facts, 'to')}.`,
  STEP_BECOMES_PARALLEL: (facts) =>
    `Step ${read(facts, 'step')} becomes parallel: ${read(facts, 'names')} must all act.`,
  JOINS_PARALLEL_STEP: (facts) =>
    `Step ${read(facts, 'step')} stays parallel, now with ${read(facts, 'count')}: all must act.`,
  STEP_NO_LONGER_PARALLEL: (facts) =>
    `Step ${read(facts, 'step')} is no longer parallel: only ${read(facts, 'names')} is left in it.`,
  STAYS_CUSTOM: () => 'It is one by one again, yet the workflow stays custom.',
  TAKES_OVER: (facts) => {
    const mails = readCount(facts, 'mails');
    const told =
      mails === 2 ? '; both get a mail' : mails === 1 ? `; ${read(facts, 'to')} gets a mail` : '';
    return `${read(facts, 'to')} takes over role and fields of ${read(facts, 'from')}${told}.`;
  },
  FIRST_MAIL_CHANGES: (facts) => `The first mail goes to ${read(facts, 'names')}.`,
  WAITS_FOR_PLACEHOLDER: (facts) =>
    `Step ${read(facts, 'step')} waits until somebody is named for ${read(facts, 'name')}.`,
  NEVER_MAILED: (facts) => `${read(facts, 'name')} gets no mail at any time.`,
  APPENDED_LAST: (facts) =>
    `${read(facts, 'name')} stands last in the list (place ${read(facts, 'order')}), but acts at step ${read(facts, 'step')}.`,
  STEP_MOVES: (facts) =>
    `${read(facts, 'name')} moves from step ${read(facts, 'from')} to step ${read(facts, 'to')}.`,
  STEPS_RENUMBERED: (facts) =>
    readCount(facts, 'count') === 1
      ? `${read(facts, 'names')} gets another step number.`
      : `${read(facts, 'names')} get other step numbers.`,
  ROLES_MADE_ALIKE: (facts) => `${read(facts, 'names')} become ${nameRole(facts).toLowerCase()}.`,
  SAME_PERSON_TWICE: (facts) =>
    `${read(facts, 'name')} then takes part ${readCount(facts, 'count') === 2 ? 'twice' : `${read(facts, 'count')} times`}.`,
  NOBODY_LEFT: () => 'Nobody is left; the package cannot be shared like this.',
};

export const workflowWords = {
  roles,
  types,
  stages,
  statuses,
  kinds,
  unnamedSeal: 'Unnamed seal',
  documents,
  problems,
  consequences,
  names: writeNames,
  readNames,
};
