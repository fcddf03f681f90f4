// Owns: reading a package's workflow out of `GET /workflow` (spec §4.1). Must not: guess: a word of a type, mode,
// role, state or kind that is not known leaves the arrangement out and names the field.
import { z } from 'zod';
import { CodedError } from '../../../../src-shared/contract/errors.ts';
import { normaliseAddress } from '../../../../src-shared/domain/email-domain.ts';
import {
  hasSeal,
  hasSteps,
  PROCESS_STATUSES,
  readStage,
  RECIPIENT_ROLES,
  WORKFLOW_TYPES,
} from '../../../../src-shared/domain/workflow/model.ts';
import { parseBoundedJson } from '../bounded-json.ts';
import {
  MAX_TEXT_LENGTH,
  nullableText,
  optionalText,
  packageHead,
  readHead,
  text,
} from './answers.ts';
import type {
  DocumentType,
  PackagePicture,
  RecipientRole,
  ServerList,
  ServerRow,
  WorkflowType,
} from '../../../../src-shared/domain/workflow/model.ts';
import type { ReadPackage } from '../../ports.ts';

// The builder is measured with 300; a list beyond this is no workflow.
const MAX_RECIPIENTS = 1_000;

const MODES = ['ONLY_ME', 'ME_AND_OTHERS', 'ONLY_OTHERS'] as const;

/** Native Word is named either way. Formats that are not among these change no rule. */
const DOCUMENT_TYPES: ReadonlyMap<string, DocumentType> = new Map([
  ['PDF', 'PDF'],
  ['DOCX', 'DOCX'],
  ['WORD', 'DOCX'],
  ['XML', 'XML'],
]);

const softFlag = z
  .unknown()
  .optional()
  .transform((value) => value === true);

const softText = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? value.slice(0, MAX_TEXT_LENGTH).trim() : ''));

const recipient = z.object({
  order: z.int().min(1),
  user_email: nullableText,
  user_name: optionalText,
  group_name: nullableText,
  placeholder: text.nullish(),
  role: text,
  process_status: text,
  signing_order: z.int().min(0).nullish(),
  permission: z.looseObject({ change_recipients: softFlag }).nullish(),
  /** v4 only, and only of a seal. */
  electronic_seal: z.looseObject({ name: softText }).nullish().catch(null),
});
type AnsweredRecipient = z.output<typeof recipient>;

const answer = z.object({
  ...packageHead,
  workflow: z.object({
    workflow_type: text,
    workflow_mode: text,
    workflow_status: optionalText,
    read_only: softFlag,
  }),
  documents: z
    .array(
      z.object({
        document_type: optionalText,
        template: z.looseObject({ read_only: softFlag }).nullish(),
      }),
    )
    .nullish()
    .transform((value) => value ?? []),
  users: z
    .array(recipient)
    .max(MAX_RECIPIENTS)
    .nullish()
    .transform((value) => value ?? []),
});
type Answer = z.output<typeof answer>;

/** Reads the answer as `userEmail` got it. Throws CodedError ANSWER_* where it has not the agreed shape. */
export function parseWorkflow(body: Uint8Array, packageId: string, userEmail: string): ReadPackage {
  const parsed = answer.safeParse(parseBoundedJson(body));
  if (!parsed.success) {
    // Only where it failed: the issues' own texts may quote values.
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new CodedError('ANSWER_UNEXPECTED', `The answer has not the agreed shape at ${field}`);
  }
  // An answer about something else, e.g. from a confused cache, must not be taken for ours.
  if (parsed.data.package_id !== packageId) {
    throw new CodedError('ANSWER_UNEXPECTED', 'The answer is about another package');
  }
  return readPackage(parsed.data, userEmail);
}

function readPackage(data: Answer, userEmail: string): ReadPackage {
  const { workflow, documents } = data;
  const isLocked =
    workflow.read_only || documents.some((document) => document.template?.read_only === true);
  const documentTypes = [
    ...new Set(
      documents.flatMap((one) => DOCUMENT_TYPES.get(one.document_type.toUpperCase()) ?? []),
    ),
  ];
  const base = { ...readHead(data), stage: findStage(data), isLocked, documentTypes };
  try {
    const list = readList(data);
    const picture = readPicture(data, { isLocked, documentTypes }, list, userEmail);
    return { ...base, arrangement: { picture, list }, unreadable: null };
  } catch (error) {
    if (!(error instanceof UnknownWord)) throw error;
    return { ...base, arrangement: null, unreadable: error.field };
  }
}

/** Thrown inside this file only. */
class UnknownWord extends Error {
  readonly field: string;
  constructor(field: string) {
    super(`A value of ${field} is not known`);
    this.field = field;
  }
}

/** The workflow's own word; the package's is per viewer (spec §6.1) and decides only where the other is missing. */
function findStage(data: Answer): ReadPackage['stage'] {
  const word = data.workflow.workflow_status.toUpperCase();
  return word === '' ? readStage(data.package_status.toUpperCase()) : readStage(word);
}

function readPicture(
  data: Answer,
  known: Pick<PackagePicture, 'isLocked' | 'documentTypes'>,
  list: ServerList,
  userEmail: string,
): PackagePicture {
  const stage = findStage(data);
  if (stage === null) throw new UnknownWord('workflow_status');
  const own = data.users.find(
    (one) => one.user_email !== null && isSameAddress(one.user_email, userEmail),
  );
  return {
    id: data.package_id,
    name: data.package_name,
    stage,
    mode: pickWord(MODES, data.workflow.workflow_mode, 'workflow_mode'),
    ...known,
    hasSeal: hasSeal(list.recipients),
    user: {
      email: userEmail,
      isOwner: isSameAddress(data.package_owner, userEmail),
      mayChangeRecipients: own?.permission?.change_recipients === true,
    },
  };
}

function readList(data: Answer): ServerList {
  const type = pickWord(WORKFLOW_TYPES, data.workflow.workflow_type, 'workflow_type');
  const recipients = data.users
    .map((one) => readRow(one, type))
    .toSorted((a, b) => a.order - b.order);
  // Positions are what calls name; a list whose positions are not 1…n cannot be worked on.
  if (!recipients.every((row, index) => row.order === index + 1)) throw new UnknownWord('order');
  return { type, recipients };
}

function readRow(one: AnsweredRecipient, type: WorkflowType): ServerRow {
  return {
    ...identify(one),
    role: readRole(one),
    order: one.order,
    signingOrder: readStep(one.signing_order, type),
    status: pickWord(PROCESS_STATUSES, one.process_status, 'process_status'),
  };
}

function identify(one: AnsweredRecipient): Pick<ServerRow, 'kind' | 'name' | 'email'> {
  const { user_email: email, group_name: groupName, placeholder } = one;
  if (groupName !== null) return { kind: 'group', name: groupName, email: null };
  if (email !== null) return { kind: 'person', name: one.user_name.trim(), email };
  if (typeof placeholder === 'string') {
    return { kind: 'placeholder', name: placeholder.trim(), email: null };
  }
  // A seal is set by the service itself: nobody need stand behind it (spec §5.7).
  if (readRole(one) === 'ELECTRONIC_SEAL') {
    const name = one.electronic_seal?.name ?? '';
    return { kind: 'seal', name: name === '' ? one.user_name.trim() : name, email: null };
  }
  throw new UnknownWord('user_email');
}

function readRole({ role }: AnsweredRecipient): RecipientRole {
  return pickWord(RECIPIENT_ROLES, role, 'role');
}

/** Types without steps ignore the number, so there a missing one means nothing. */
function readStep(step: number | null | undefined, type: WorkflowType): number {
  if (typeof step === 'number' && step >= 1) return step;
  if (hasSteps(type)) throw new UnknownWord('signing_order');
  return 1;
}

function pickWord<W extends string>(words: readonly W[], word: string, field: string): W {
  const found = words.find((one) => one === word.trim().toUpperCase());
  if (found === undefined) throw new UnknownWord(field);
  return found;
}

function isSameAddress(a: string, b: string): boolean {
  return a !== '' && normaliseAddress(a) === normaliseAddress(b);
}
