// Owns the shapes of the SigningHub side inside the sandbox (specification sections 3 to 6). Times are
// milliseconds since 1970; how they look on the wire is decided in answers.ts.

export const WORKFLOW_TYPES = ['SERIAL', 'PARALLEL', 'INDIVIDUAL', 'CUSTOM'] as const;
export type WorkflowType = (typeof WORKFLOW_TYPES)[number];

export const WORKFLOW_MODES = ['ONLY_ME', 'ME_AND_OTHERS', 'ONLY_OTHERS'] as const;
export type WorkflowMode = (typeof WORKFLOW_MODES)[number];

export const ROLES = ['SIGNER', 'REVIEWER', 'EDITOR', 'CARBON_COPY', 'INPERSON_HOST'] as const;
/** Only under `/v4` (specification 4.8). */
export const V4_ROLES = [...ROLES, 'ELECTRONIC_SEAL'] as const;
export type Role = (typeof V4_ROLES)[number];
/** What an XML document allows (seed). */
export const XML_ROLES: readonly Role[] = ['SIGNER', 'REVIEWER', 'CARBON_COPY'];
/** They never hold up a step. */
export const PASSING_ROLES: readonly Role[] = ['CARBON_COPY', 'ELECTRONIC_SEAL'];

export const DELIVERY_METHODS = ['EMAIL', 'SMS', 'EMAIL_AND_SMS'] as const;

export const RECIPIENT_KINDS = ['person', 'group', 'placeholder'] as const;
export type RecipientKind = (typeof RECIPIENT_KINDS)[number];

type ProcessStatus =
  'UN_PROCESSED' | 'IN_PROGRESS' | 'SIGNED' | 'REVIEWED' | 'EDITED' | 'DECLINED' | 'PROCESSED';

export type Recipient = Readonly<{
  /** Stays with the recipient through moves and renames; unique in the whole sandbox. Not on the wire. */
  id: string;
  /** A seal is made in the service's own page; no call adds one without an address. */
  kind: RecipientKind | 'seal';
  email: string | null;
  name: string | null;
  groupName: string | null;
  placeholder: string | null;
  /** The name of a seal nobody stands behind. */
  seal: string | null;
  role: Role;
  emailNotification: boolean;
  signingOrder: number;
  /** `acted` has signed and still has to finish. */
  turn: 'waiting' | 'open' | 'acted' | 'done';
  processStatus: ProcessStatus;
  processedOn: number | null;
  processedAs: string | null;
  processedBy: string | null;
  reason: string | null;
  /** Has been mailed since the last share. */
  isNotified: boolean;
  mayChangeRecipients: boolean;
  /** Put in by the workflow mode. */
  isOwnerEntry: boolean;
  accessEndsAt: number | null;
  nationalId: string | null;
  mobileNumber: string | null;
  deliveryMethod: (typeof DELIVERY_METHODS)[number];
  languageCode: string;
}>;

export const DOCUMENT_TYPES = ['PDF', 'WORD', 'XML'] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

export type HubDocument = Readonly<{
  id: number;
  name: string;
  type: DocumentType;
  source: string;
  sizeBytes: number;
  pages: number;
  createdAt: number;
  modifiedAt: number;
  template: Readonly<{ name: string; isReadOnly: boolean }> | null;
}>;

export type Stage = 'DRAFT' | 'SHARED' | 'DECLINED' | 'COMPLETED';

export type Package = Readonly<{
  id: number;
  name: string;
  owner: string;
  ownerName: string;
  stage: Stage;
  folder: string;
  createdAt: number;
  modifiedAt: number;
  type: WorkflowType;
  mode: WorkflowMode;
  continueOnDecline: boolean;
  message: string;
  comments: boolean;
  documents: readonly HubDocument[];
  recipients: readonly Recipient[];
  /** How many recipients it has ever had: numbers their ids. */
  recipientsMade: number;
  isDeleted: boolean;
  /** Recipients who removed it from their own list. */
  hiddenFrom: readonly string[];
}>;

export type HubUser = Readonly<{
  email: string;
  name: string;
  password: string;
  isDisabled: boolean;
  isAdmin: boolean;
  /** The enterprise role has the application integration privileges (seed: `scope`). */
  mayIntegrate: boolean;
  /** null: no limit. */
  workflowsLeft: number | null;
}>;

export type HubGroup = Readonly<{
  id: number;
  name: string;
  description: string;
  members: readonly string[];
}>;

export type HubContact = Readonly<{ email: string; name: string }>;

/** A registered integration: what `client_id` and `client_secret` stand for. */
export type HubClient = Readonly<{ clientId: string; clientSecret: string }>;

export type Session = Readonly<{
  accessToken: string;
  refreshToken: string;
  /** Who logged in; for client credentials the enterprise's admin. */
  login: string;
  /** On whose behalf calls run; null when the login acts for itself. */
  scope: string | null;
  expiresAt: number;
  isRevoked: boolean;
  isRefreshUsed: boolean;
}>;

/** Whether the package is locked: a template marked read-only was applied. */
export function isLocked(pack: Package): boolean {
  return pack.documents.some((document) => document.template?.isReadOnly === true);
}

/** Whether the XML role limits apply. */
export function hasXml(pack: Package): boolean {
  return pack.documents.some((document) => document.type === 'XML');
}
