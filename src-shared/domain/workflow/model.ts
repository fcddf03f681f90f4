// Owns: the picture of a package's workflow: who takes part, at which position, in which step, and the lanes drawn
// from it. Must not: judge or change anything; that is rules.ts and commands.ts.
import { normaliseAddress } from '../email-domain.ts';

/** How the steps relate (spec §4.1). `SERIAL` and `CUSTOM` have steps, the other two have none. */
export const WORKFLOW_TYPES = ['SERIAL', 'PARALLEL', 'CUSTOM', 'INDIVIDUAL'] as const;
export type WorkflowType = (typeof WORKFLOW_TYPES)[number];

/** Whether the owner takes part (spec §5.4). */
export type WorkflowMode = 'ONLY_ME' | 'ME_AND_OTHERS' | 'ONLY_OTHERS';

/** What a recipient does (seed; the seal exists in v4 only, spec §5.7). */
export const RECIPIENT_ROLES = [
  'SIGNER',
  'REVIEWER',
  'EDITOR',
  'CARBON_COPY',
  'INPERSON_HOST',
  'ELECTRONIC_SEAL',
] as const;
export type RecipientRole = (typeof RECIPIENT_ROLES)[number];

/** How far a recipient is (spec §6.3). */
export const PROCESS_STATUSES = [
  'UN_PROCESSED',
  'IN_PROGRESS',
  'SIGNED',
  'REVIEWED',
  'EDITED',
  'DECLINED',
  'PROCESSED',
  'INVALID',
] as const;
export type ProcessStatus = (typeof PROCESS_STATUSES)[number];

/**
 * A natural person, a group any member of which acts, or a place kept for somebody not known yet (seed). A seal is
 * nobody: the service sets it by itself (spec §5.7), and it has a name at most.
 */
export type RecipientKind = 'person' | 'group' | 'placeholder' | 'seal';

/** Whom calls can name; there is none for a seal. */
export type CallableKind = Exclude<RecipientKind, 'seal'>;

/** Format of a document in the package; native Word may be named either way. */
export type DocumentType = 'PDF' | 'DOCX' | 'XML';

/**
 * One recipient. `order` is the list position (1…n, unique, used in paths and field bindings); `signingOrder` is
 * the step (from 1, may repeat: equal numbers act in parallel). They are two numbers and never mixed (spec §5.1).
 */
export interface Recipient {
  /** The desk's own name for this entry, stable over moves and renames; the service has no id for a recipient. */
  readonly key: string;
  readonly kind: RecipientKind;
  /** The person's, the group's or the placeholder's name; that of a seal may be empty, v3 does not tell it. */
  readonly name: string;
  /** Persons only; null for the others. */
  readonly email: string | null;
  readonly role: RecipientRole;
  /** Whether mails go out; null = not known, because no read tells it (spec §4.1). */
  readonly notifies: boolean | null;
  readonly order: number;
  readonly signingOrder: number;
  readonly status: ProcessStatus;
}

/** A recipient as an answer of the service shows it: without the desk's key and without the mail setting. */
export type ServerRow = Omit<Recipient, 'key' | 'notifies'>;

/** What a read of a workflow yields, sorted by `order`. */
export interface ServerList {
  readonly type: WorkflowType;
  readonly recipients: readonly ServerRow[];
}

/** The part of a workflow that calls change: type and recipients, sorted by `order`, `order` = index + 1. */
export interface RecipientList {
  readonly type: WorkflowType;
  readonly recipients: readonly Recipient[];
}

/** Where a package is in its life, whatever word the service used for it. */
export type WorkflowStage = 'draft' | 'shared' | 'declined' | 'completed';

/** Who looks at the package, as far as it decides what may be changed (spec §5.5, §5.6). */
export interface WorkflowUser {
  readonly email: string;
  readonly isOwner: boolean;
  /** The permission `change_recipients` of a recipient: may replace himself and later ones. */
  readonly mayChangeRecipients: boolean;
}

/** What is known of the package around its recipients. */
export interface PackagePicture {
  readonly id: string;
  readonly name: string;
  readonly stage: WorkflowStage;
  readonly mode: WorkflowMode;
  /** Locked by a read-only template (`workflow.read_only`). */
  readonly isLocked: boolean;
  /** Somebody in the list as read is an electronic seal; the desk does not arrange such a list. */
  readonly hasSeal: boolean;
  readonly documentTypes: readonly DocumentType[];
  readonly user: WorkflowUser;
}

/** A package with its recipients: what the builder shows and the commands change. */
export interface Workflow extends RecipientList {
  readonly package: PackagePicture;
}

/** One lane of the builder: everybody of one step, by position. A view, never stored. */
export interface Lane {
  /** Place among the lanes, from 1; differs from `step` where numbers have gaps. */
  readonly index: number;
  readonly step: number;
  readonly recipients: readonly Recipient[];
}

/** Words for a workflow's stage; clients must accept all of them. Null = a word never seen. */
export function readStage(workflowStatus: string): WorkflowStage | null {
  const stages: Readonly<Record<string, WorkflowStage>> = {
    DRAFT: 'draft',
    SHARED: 'shared',
    IN_PROGRESS: 'shared',
    INPROGRESS: 'shared',
    DECLINED: 'declined',
    COMPLETED: 'completed',
  };
  return stages[workflowStatus] ?? null;
}

/** Whether `signing_order` means anything in this type: PARALLEL and INDIVIDUAL ignore it. */
export function hasSteps(type: WorkflowType): boolean {
  return type === 'SERIAL' || type === 'CUSTOM';
}

/** Whether a step waits for this role; copies and seals never hold it up (spec §5.7, A-43). */
export function isBlockingRole(role: RecipientRole): boolean {
  return role !== 'CARBON_COPY' && role !== 'ELECTRONIC_SEAL';
}

/** Whether a list has a seal in it, one with an address or without. */
export function hasSeal(recipients: readonly Pick<Recipient, 'role'>[]): boolean {
  return recipients.some((one) => one.role === 'ELECTRONIC_SEAL');
}

/** Whether this recipient has done his part, so that nobody can take his place any more (spec §5.6). */
export function hasActed(recipient: Pick<Recipient, 'status'>): boolean {
  return recipient.status !== 'UN_PROCESSED' && recipient.status !== 'IN_PROGRESS';
}

/** Who a row stands for: the address of a person, the name of a group or placeholder. */
export function identifyRecipient(row: Pick<Recipient, 'kind' | 'email' | 'name'>): string {
  const who = row.kind === 'person' ? normaliseAddress(row.email) : row.name.trim();
  return `${row.kind}:${who}`;
}

/** One change asks for the lanes of the same list many times, in front of a person who waits; lists never change. */
const lanesOfList = new WeakMap<RecipientList, readonly Lane[]>();

/** Groups recipients into lanes by step; types without steps have one lane. */
export function listLanes(list: RecipientList): readonly Lane[] {
  const known = lanesOfList.get(list);
  if (known !== undefined) return known;
  const lanes = groupBySteps(list);
  lanesOfList.set(list, lanes);
  return lanes;
}

function groupBySteps(list: RecipientList): readonly Lane[] {
  const groups = Map.groupBy(list.recipients, (recipient) =>
    hasSteps(list.type) ? recipient.signingOrder : 1,
  );
  return [...groups]
    .toSorted(([a], [b]) => a - b)
    .map(([step, recipients], index) => ({ index: index + 1, step, recipients }));
}

/** Sets `order` to the place in the list; rows already right stay the same objects. */
export function numberPositions(recipients: readonly Recipient[]): readonly Recipient[] {
  return recipients.map((recipient, index) =>
    recipient.order === index + 1 ? recipient : { ...recipient, order: index + 1 },
  );
}

/** Sets `signingOrder` to the position, as in a sequential workflow. */
export function numberStepsByPosition(recipients: readonly Recipient[]): readonly Recipient[] {
  return recipients.map((recipient) => setStep(recipient, recipient.order));
}

/** The recipient with another step; the same object when nothing changes. */
export function setStep(recipient: Recipient, signingOrder: number): Recipient {
  return recipient.signingOrder === signingOrder ? recipient : { ...recipient, signingOrder };
}

/** The entry with this key, or undefined. */
export function findRecipient(list: RecipientList, key: string): Recipient | undefined {
  return list.recipients.find((recipient) => recipient.key === key);
}

/** The type and recipients alone. */
export function pickList(list: RecipientList): RecipientList {
  return { type: list.type, recipients: list.recipients };
}
