// Owns the commands that may change the SigningHub side: plain JSON, the only thing written to the data
// folder. Must hold no behaviour.
import type { Effect, Origin } from '../ledger.ts';
import type {
  HubContact,
  HubDocument,
  HubGroup,
  HubUser,
  Package,
  Recipient,
  RecipientKind,
  Role,
  WorkflowMode,
  WorkflowType,
} from './model.ts';

/** One recipient to add; null in `groupName`, `placeholder` or `email` means: not of that kind. */
export type NewRecipient = Readonly<{
  kind: RecipientKind;
  email?: string | undefined;
  name?: string | undefined;
  groupName?: string | undefined;
  placeholder?: string | undefined;
  role: Role;
  emailNotification?: boolean | undefined;
  signingOrder?: number | undefined;
  nationalId?: string | undefined;
  mobileNumber?: string | undefined;
  deliveryMethod?: Recipient['deliveryMethod'] | undefined;
  /** Position from 1; only a person in the web page can insert, the API appends. */
  at?: number | undefined;
}>;

/** What an update sets; absent means kept. */
export type RecipientPatch = Readonly<{
  email?: string | undefined;
  name?: string | undefined;
  groupName?: string | undefined;
  placeholder?: string | undefined;
  role?: Role | undefined;
  emailNotification?: boolean | undefined;
  signingOrder?: number | undefined;
  mobileNumber?: string | undefined;
  deliveryMethod?: Recipient['deliveryMethod'] | undefined;
  languageCode?: string | undefined;
}>;

export type WorkflowPatch = Readonly<{
  type?: WorkflowType | undefined;
  mode?: WorkflowMode | undefined;
  continueOnDecline?: boolean | undefined;
  message?: string | undefined;
  comments?: boolean | undefined;
}>;

export const ACTS = ['sign', 'approve', 'submit', 'decline', 'finish'] as const;
export type Act = (typeof ACTS)[number];

/** A body that could not be understood is null: it is refused only after everything that comes first. */
type Body<T> = T | null;
type InPackage = Readonly<{ packageId: number }>;

export type AddCommand = InPackage &
  Readonly<{ type: 'recipients.add'; kind: RecipientKind; items: Body<readonly NewRecipient[]> }>;
export type UpdateCommand = InPackage &
  Readonly<{
    type: 'recipient.update';
    kind: RecipientKind;
    order: number;
    patch: Body<RecipientPatch>;
  }>;
export type ReorderCommand = InPackage &
  Readonly<{ type: 'recipient.reorder'; order: number; to: Body<number> }>;
export type RemoveCommand = InPackage & Readonly<{ type: 'recipient.remove'; order: number }>;
export type WorkflowCommand = InPackage &
  Readonly<{ type: 'workflow.update'; patch: Body<WorkflowPatch> }>;
export type ActCommand = InPackage &
  Readonly<{
    type: 'recipient.act';
    act: Act;
    reason?: string | undefined;
    /** The act's own input was understood, e.g. `field_name` of sign. */
    isValid: boolean;
    /** Somebody acts for the signer (`scope`): not valid for signing. */
    isScoped: boolean;
  }>;
type NewDocument = Pick<HubDocument, 'name' | 'type' | 'source' | 'sizeBytes'>;
export type UploadCommand = InPackage &
  Readonly<{
    type: 'document.add';
    document: NewDocument | Readonly<{ problem: 'emptyUpload' | 'noFileName' }>;
  }>;

export type Deed =
  | AddCommand
  | UpdateCommand
  | ReorderCommand
  | RemoveCommand
  | WorkflowCommand
  | ActCommand
  | UploadCommand
  | (InPackage &
      Readonly<{ type: 'document.lock'; isReadOnly: boolean; templateName: string | null }>)
  | (InPackage & Readonly<{ type: 'document.rename'; documentId: number; name: Body<string> }>)
  | (InPackage & Readonly<{ type: 'document.remove'; documentId: number }>)
  | (InPackage & Readonly<{ type: 'package.share' }>)
  | (InPackage & Readonly<{ type: 'package.recall' }>)
  | (InPackage & Readonly<{ type: 'package.complete' }>)
  | (InPackage & Readonly<{ type: 'package.delete' }>)
  | (InPackage & Readonly<{ type: 'package.rename'; name: Body<string> }>)
  | (InPackage &
      Readonly<{
        type: 'recipient.permit';
        order: number;
        mayChangeRecipients?: boolean | undefined;
        accessEndsAt?: number | null | undefined;
      }>)
  | Readonly<{
      type: 'package.create';
      body: Body<
        Readonly<{
          name?: string | undefined;
          mode?: WorkflowMode | undefined;
          folder?: string | undefined;
        }>
      >;
    }>
  /** A whole package as a test wants it; ids of 0 or '' are given out when it is applied. */
  | Readonly<{ type: 'package.put'; pack: Package }>
  | Readonly<{ type: 'user.put'; user: HubUser }>
  | Readonly<{ type: 'group.put'; group: HubGroup }>
  | Readonly<{ type: 'group.remove'; name: string }>
  | Readonly<{ type: 'contact.put'; contact: HubContact }>
  | Readonly<{ type: 'contact.remove'; email: string }>
  | Readonly<{
      type: 'session.open';
      login: string;
      scope: string | null;
      replaces?: string | undefined;
    }>
  | Readonly<{ type: 'session.revoke'; accessToken: string | null }>
  | Readonly<{ type: 'assumption.set'; id: string; value: string }>;

/** A deed with when (sandbox time) and by whom it was done; `origin.actor` is an e-mail address. */
export type Command = Deed & Readonly<{ at: number; origin: Origin }>;

/** The status and text of the answer to a refused command. */
export type Refusal = Readonly<{ status: 400 | 401 | 403 | 404 | 409; message: string }>;

export type Outcome =
  | Readonly<{
      ok: true;
      /** Id of what the command made or changed. */
      id: number | string;
      effects: readonly Effect[];
      /** What is answered although a part was done (A-15 `up-to-it`). */
      refusal?: Refusal | undefined;
    }>
  | Readonly<{ ok: false; refusal: Refusal }>;
