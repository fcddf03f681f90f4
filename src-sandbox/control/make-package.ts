// Owns making a SigningHub package on demand: recipients, documents, type, lock and stage in one call.
import { z } from 'zod';
import type { HubService } from '../signinghub/hub-service.ts';
import { makeRecipient } from '../signinghub/make-recipient.ts';
import {
  DOCUMENT_TYPES,
  V4_ROLES,
  WORKFLOW_MODES,
  WORKFLOW_TYPES,
  type HubDocument,
  type Package,
  type Recipient,
} from '../signinghub/model.ts';
import { ControlError } from './control-error.ts';

/** One of `email`, `group`, `placeholder` and `seal` says what kind of recipient it is. */
const recipientInput = z.strictObject({
  email: z.string().optional(),
  name: z.string().optional(),
  group: z.string().optional(),
  placeholder: z.string().optional(),
  /** The name of an electronic seal nobody stands behind; its role is always that. */
  seal: z.string().optional(),
  role: z.enum(V4_ROLES).default('SIGNER'),
  emailNotification: z.boolean().default(true),
  signingOrder: z.number().int().min(1).optional(),
  mayChangeRecipients: z.boolean().default(false),
});

/** What a package may be made of; everything absent is plain: a draft of one PDF owned by the first user. */
export const packageSchema = z.strictObject({
  name: z.string().default('Example package'),
  owner: z.string().optional(),
  type: z.enum(WORKFLOW_TYPES).default('SERIAL'),
  mode: z.enum(WORKFLOW_MODES).default('ONLY_OTHERS'),
  continueOnDecline: z.boolean().default(false),
  message: z.string().default(''),
  isLocked: z.boolean().default(false),
  isShared: z.boolean().default(false),
  recipients: z.array(recipientInput).default([]),
  documents: z
    .array(z.strictObject({ name: z.string().optional(), type: z.enum(DOCUMENT_TYPES) }))
    .default([{ type: 'PDF' }]),
});

export type PackageInput = z.infer<typeof packageSchema>;

export type MadePackage = Readonly<{
  id: number;
  documentIds: readonly number[];
  recipientIds: readonly string[];
}>;

function pickStep(input: PackageInput, at: number): number {
  return input.type === 'SERIAL' || input.type === 'CUSTOM' ? at + 1 : 1;
}

function makeRecipients(service: HubService, input: PackageInput): readonly Recipient[] {
  const { users, contacts, groups } = service.state;
  return input.recipients.map((one, at) => {
    const { role, emailNotification, mayChangeRecipients } = one;
    const base = {
      id: '',
      role,
      emailNotification,
      mayChangeRecipients,
      signingOrder: one.signingOrder ?? pickStep(input, at),
    };
    if (one.group !== undefined) {
      if (!groups.has(one.group)) throw new ControlError(404, `There is no group ${one.group}.`);
      return makeRecipient({ ...base, kind: 'group', groupName: one.group });
    }
    if (one.placeholder !== undefined) {
      return makeRecipient({ ...base, kind: 'placeholder', placeholder: one.placeholder });
    }
    if (one.seal !== undefined) {
      return makeRecipient({ ...base, role: 'ELECTRONIC_SEAL', kind: 'seal', seal: one.seal });
    }
    if (one.email === undefined) {
      throw new ControlError(400, `recipients.${at}: give email, group, placeholder or seal`);
    }
    const known = users.get(one.email) ?? contacts.get(one.email);
    const name = one.name ?? known?.name ?? one.email.split('@')[0] ?? '';
    return makeRecipient({ ...base, kind: 'person', email: one.email, name });
  });
}

function makeDocuments(input: PackageInput, atMs: number): readonly HubDocument[] {
  const endings = { PDF: 'pdf', WORD: 'docx', XML: 'xml' } as const;
  return input.documents.map(({ name, type }, at) => ({
    id: 0,
    name: name ?? `document-${at + 1}.${endings[type]}`,
    type,
    source: 'API',
    sizeBytes: 1000,
    pages: 1,
    createdAt: atMs,
    modifiedAt: atMs,
    template: input.isLocked ? { name: 'Read-only template', isReadOnly: true } : null,
  }));
}

/** Makes the package and, if wanted, shares it. Throws {@link ControlError}. */
export function makePackage(service: HubService, input: PackageInput): MadePackage {
  const { state, clock } = service;
  const [first] = state.users.keys();
  const owner = input.owner ?? first ?? '';
  const atMs = clock.nowMs();
  const { name, type, mode, continueOnDecline, message } = input;
  const pack: Package = {
    id: 0,
    name,
    owner,
    ownerName: state.users.get(owner)?.name ?? owner,
    stage: 'DRAFT',
    folder: 'INBOX',
    createdAt: atMs,
    modifiedAt: atMs,
    type,
    mode,
    continueOnDecline,
    message,
    comments: true,
    documents: makeDocuments(input, atMs),
    recipients: makeRecipients(service, input),
    recipientsMade: 0,
    isDeleted: false,
    hiddenFrom: [],
  };
  const outcome = service.perform(
    { type: 'package.put', pack },
    { cause: 'control', actor: owner },
  );
  if (!outcome.ok) throw new ControlError(409, outcome.refusal.message);
  const id = Number(outcome.id);
  if (input.isShared) {
    const shared = service.perform(
      { type: 'package.share', packageId: id },
      { cause: 'control', actor: owner },
    );
    if (!shared.ok) throw new ControlError(409, shared.refusal.message);
  }
  const made = state.findPackage(id);
  return {
    id,
    documentIds: made?.documents.map((one) => one.id) ?? [],
    recipientIds: made?.recipients.map((one) => one.id) ?? [],
  };
}
