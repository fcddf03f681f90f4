// Owns how records look on the wire: key sets, key order and formats (specification 1, 3.1, 3.2, 4.1,
// 4.14). Must not change anything.
import { listAddresses, nameRecipient } from './change.ts';
import { findOwnPositions } from './check.ts';
import { isLocked, type HubDocument, type Package, type Recipient } from './model.ts';
import type { Version } from './route-context.ts';
import type { HubState } from './state.ts';

/** `2031-05-02T09:30:00` for milliseconds since 1970: seconds, no zone. */
export function formatTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

/** With a `Z`, as acts of recipients carry it. */
function formatZulu(ms: number): string {
  return `${formatTime(ms)}Z`;
}

const ACTED = ['SIGNED', 'REVIEWED', 'EDITED', 'DECLINED'] as const;

/** `package_status` as the given user sees it (specification 6.1). */
export function readStatus(state: HubState, pack: Package, email: string): string {
  if (pack.stage === 'DRAFT' || pack.stage === 'COMPLETED') return pack.stage;
  const own = findOwnPositions(state, pack, email).flatMap((at) => pack.recipients[at] ?? []);
  const result = ACTED.find((status) => own.some((one) => one.processStatus === status));
  const isOwner = pack.owner === email;
  if (pack.stage === 'DECLINED') return isOwner ? 'DECLINED' : (result ?? 'DECLINED');
  if (own.some((one) => one.turn === 'open' || one.turn === 'acted')) return 'PENDING';
  return isOwner ? 'INPROGRESS' : (result ?? 'INPROGRESS');
}

type Person = Readonly<{ user_email: string; user_name: string | null }>;

function formatPerson(state: HubState, email: string): Person {
  const name = state.users.get(email)?.name ?? state.contacts.get(email)?.name ?? null;
  return { user_email: email, user_name: name };
}

function formatMembers(state: HubState, one: Recipient): readonly Person[] {
  if (one.kind === 'group') {
    return listAddresses(state, one).map((email) => formatPerson(state, email));
  }
  return one.email === null ? [] : [{ user_email: one.email, user_name: one.name }];
}

function findNext(pack: Package): readonly Recipient[] {
  return pack.recipients.filter((one) => one.turn === 'open' || one.turn === 'acted');
}

function formatHead(state: HubState, pack: Package, email: string): Record<string, unknown> {
  const next = findNext(pack);
  return {
    package_id: pack.id,
    package_name: pack.name,
    package_owner: pack.owner,
    owner_name: pack.ownerName,
    package_status: readStatus(state, pack, email),
    folder: pack.folder,
    unread: false,
    next_signer: next.map((one) => one.name ?? nameRecipient(one)).join(', '),
    next_signer_email: next.flatMap((one) => formatMembers(state, one)),
    uploaded_on: formatTime(pack.createdAt),
    modified_on: formatTime(pack.modifiedAt),
  };
}

function formatExtension(pack: Package): string {
  const name = pack.documents[0]?.name ?? '';
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '';
}

/** A row of the package list. */
export function formatRow(
  state: HubState,
  pack: Package,
  email: string,
  version: Version,
): Record<string, unknown> {
  const head = formatHead(state, pack, email);
  if (version === 3) return head;
  const decliner = pack.recipients.find((one) => one.processStatus === 'DECLINED');
  return {
    ...head,
    shared_package: false,
    gatekeeper_package: false,
    extension: formatExtension(pack),
    workflow_mode: pack.mode,
    folder_id: 1,
    access_duration: { date_from: null, date_to: null },
    decline: {
      reason: decliner?.reason ?? null,
      auto_decline: false,
      declined_by: decliner ? { user_name: decliner.name, user_email: decliner.processedBy } : null,
    },
    size: pack.documents.reduce((sum, one) => sum + one.sizeBytes, 0),
  };
}

/** The word for a document's type. */
export function formatType(state: HubState, { type }: HubDocument): string {
  return type === 'WORD' ? state.assumptions.get('A-54') : type;
}

function formatDocument(
  state: HubState,
  one: HubDocument,
  order: number,
  version: Version,
): Record<string, unknown> {
  const { template } = one;
  return {
    document_id: one.id,
    document_name: one.name,
    document_type: formatType(state, one),
    document_order: order,
    document_source: one.source,
    document_height: 842,
    document_width: 595,
    document_pages: one.pages,
    created_on: formatTime(one.createdAt),
    modified_on: formatTime(one.modifiedAt),
    form_fields: false,
    template: template ? { template_name: template.name, read_only: template.isReadOnly } : null,
    certify: { enabled: false, allowed_permissions: [], default_permission: null },
    lock_form_fields: false,
    ...(version === 4
      ? {
          update_required: false,
          locked: template?.isReadOnly === true,
          has_signed_signature_fields: false,
          attachments: false,
          conformance_level: null,
          document_size: one.sizeBytes,
          formatted: false,
        }
      : {}),
  };
}

/** What an upload answers (specification 3.2). */
export function formatUpload(
  state: HubState,
  pack: Package,
  id: number,
  version: Version,
): Record<string, unknown> {
  const at = pack.documents.findIndex((one) => one.id === id);
  const made = pack.documents[at];
  if (version === 3 || !made) return { documentid: id };
  const { document_id: _id, ...rest } = formatDocument(state, made, at + 1, version);
  return {
    documentid: id,
    documentId: id,
    document_id: id,
    ...rest,
    uploaded_on: formatTime(made.createdAt),
    metadata: [],
    package_name: pack.name,
  };
}

/** `GET /packages/{id}/details` (v4). */
export function formatDetails(
  state: HubState,
  pack: Package,
  email: string,
): Record<string, unknown> {
  return {
    name: pack.name,
    owner: { name: pack.ownerName, email: pack.owner },
    read_only: isLocked(pack),
    document_status: readStatus(state, pack, email),
    documents: pack.documents.map((one) => ({
      id: one.id,
      name: one.name,
      uploaded_on: formatTime(one.createdAt),
      modified_on: formatTime(one.modifiedAt),
      size: one.sizeBytes,
      type: formatType(state, one),
      source: one.source,
    })),
  };
}

/** `process_status`, with A-45 for a turn that is open. */
function readProcessStatus(state: HubState, one: Recipient): string {
  return one.processStatus === 'IN_PROGRESS' ? state.assumptions.get('A-45') : one.processStatus;
}

function formatRecipient(
  state: HubState,
  one: Recipient,
  order: number,
  { version, place }: Readonly<{ version: Version; place: 'details' | 'users' }>,
): Record<string, unknown> {
  const members = formatMembers(state, one);
  const isGroup = one.kind === 'group';
  const isDetails = place === 'details';
  return {
    order,
    user_email: one.email,
    user_name: one.name,
    group_name: one.groupName,
    group_members: isGroup
      ? isDetails
        ? members.map((member) => member.user_email)
        : members
      : null,
    ...(isDetails ? { delegator: null } : { delegatee: null, delegatee_name: null }),
    role: one.role,
    process_status: readProcessStatus(state, one),
    processed_on: one.processedOn === null ? null : formatZulu(one.processedOn),
    processed_as: one.processedAs,
    processed_by: one.processedBy,
    reason: one.reason,
    placeholder: one.placeholder,
    ...(isDetails ? { permission: formatPermission(one) } : {}),
    signing_order: one.signingOrder,
    user_national_id: one.nationalId,
    ...(version === 4
      ? {
          mobile_number: one.mobileNumber,
          delivery_method: one.deliveryMethod,
          user_photo_url: null,
          guest_user: isGuest(state, one),
          email_language_code: one.languageCode,
          electronic_seal: formatSeal(one),
          gatekeepers: [],
        }
      : {}),
  };
}

/** Not in v3 (specification 4.1). */
function formatSeal({ seal }: Recipient): Record<string, unknown> | null {
  return typeof seal === 'string' ? { name: seal, level_of_assurance: 'ELECTRONIC_SEAL' } : null;
}

function isGuest(state: HubState, one: Recipient): boolean {
  return one.email !== null && !state.users.has(one.email);
}

function formatPermission(one: Recipient): Record<string, unknown> {
  return {
    print: true,
    download: true,
    add_text: false,
    add_attachment: false,
    change_recipients: one.mayChangeRecipients,
    legal_notice: { enabled: false, allowed_notices: [], default_notice: null },
  };
}

/** `GET /workflow/users`, sorted by position. */
export function formatUsers(
  state: HubState,
  pack: Package,
  version: Version,
): readonly Record<string, unknown>[] {
  return pack.recipients.map((one, at) =>
    formatRecipient(state, one, at + 1, { version, place: 'users' }),
  );
}

/** `GET /workflow`. */
export function formatWorkflow(
  state: HubState,
  pack: Package,
  email: string,
  version: Version,
): Record<string, unknown> {
  const { assumptions } = state;
  return {
    ...formatHead(state, pack, email),
    workflow: {
      workflow_type: pack.type,
      workflow_mode: pack.mode,
      workflow_status: pack.stage === 'SHARED' ? assumptions.get('A-44') : pack.stage,
      continue_on_decline: pack.continueOnDecline,
      read_only: isLocked(pack),
      message: pack.message,
      ...(version === 4 ? { comments: pack.comments } : {}),
      post_process: {
        enabled: false,
        contacts: [],
        recipients: [],
        workflow_recipients: false,
        message: '',
        google_drive: false,
        dropbox: false,
      },
    },
    documents: pack.documents.map((one, at) => formatDocument(state, one, at + 1, version)),
    users: pack.recipients.map((one, at) =>
      formatRecipient(state, one, at + 1, { version, place: 'details' }),
    ),
    ...(version === 4 ? { shared_package: false, folder_id: 1, gatekeeper: false } : {}),
  };
}

const REMINDER = { enabled: false, remind_after: 0, repeat: { enabled: false } };

/** What v4 answers to adding recipients: the last `count` of the list (specification 4.8, 4.10, 4.12). */
export function formatAdded(
  state: HubState,
  pack: Package,
  count: number,
): readonly Record<string, unknown>[] {
  if (count === 0) return [];
  return pack.recipients.slice(-count).map((one) => ({
    ...(one.kind === 'person'
      ? {
          user_email: one.email,
          signing_order: one.signingOrder,
          guest_user: isGuest(state, one),
          email_language_code: one.languageCode,
        }
      : { signing_order: one.signingOrder }),
    permission: formatPermission(one),
    reminder: REMINDER,
  }));
}

/** What v4 answers to updating a user (specification 4.9). */
export function formatUpdated(state: HubState, one: Recipient): Record<string, unknown> {
  return {
    user_email: one.email,
    signing_order: one.signingOrder,
    guest_user: isGuest(state, one),
    email_language_code: one.languageCode,
  };
}
