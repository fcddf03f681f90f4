// Owns: the shapes of the package list and the builder: views, rows, the detail, palette entries, lane templates.
// Types only; the words are the page's.
import type { OutboxPhrase, WorkflowEntry } from '../domain/outbox-item.ts';
import type {
  CallableKind,
  DocumentType,
  RecipientList,
  RecipientRole,
  ServerList,
  Workflow,
  WorkflowStage,
  WorkflowType,
} from '../domain/workflow/model.ts';
import type { PackageKey } from '../domain/workflow/package-key.ts';

export const PACKAGE_VIEWS = ['draft', 'shared', 'completed', 'declined', 'all'] as const;
export type PackageView = (typeof PACKAGE_VIEWS)[number];

/** modified: newest change first · name: A to Z. */
export const PACKAGE_SORTS = ['modified', 'name'] as const;
export type PackageSort = (typeof PACKAGE_SORTS)[number];

/** One row of the package list: the mirror plus the outbox's overlay. */
export interface PackageRow {
  readonly key: PackageKey;
  readonly accountId: string;
  readonly name: string;
  /** null = the service's word is not known; `rawStatus` has it. */
  readonly stage: WorkflowStage | null;
  /** The status word as the service says it to this user (spec §6.1), such as PENDING. */
  readonly rawStatus: string;
  /** null until the workflow itself was read, or when its type is a word not known. */
  readonly type: WorkflowType | null;
  readonly ownerName: string;
  /** null until the workflow itself was read. */
  readonly recipientCount: number | null;
  readonly stepCount: number | null;
  readonly modifiedAt: string | null;
  readonly isLocked: boolean;
  readonly documentTypes: readonly DocumentType[];
  /** An arrangement not sent yet is kept for it. */
  readonly hasDraft: boolean;
  /** The plan of it that still says something; `opId` is the plan's id, as in the queue. */
  readonly overlay: {
    readonly opId: string;
    readonly phrase: OutboxPhrase;
    readonly done: number;
    readonly total: number;
  } | null;
}

export interface PackagePage {
  readonly rows: readonly PackageRow[];
  /** Give it back to get the next page; null = this was the last. */
  readonly next: string | null;
  /** How many rows match in all. */
  readonly total: number;
}

export type PackageCounts = Readonly<Record<PackageView, number>>;

/** An arrangement a person has made but not sent; survives quitting. */
export interface WorkflowDraft {
  /** The server's list it was made on. */
  readonly base: ServerList;
  readonly wanted: RecipientList;
  /** ISO 8601; null when handed in, the engine writes it. */
  readonly savedAt: string | null;
}

export interface PackageDetail {
  readonly key: PackageKey;
  readonly workflow: Workflow;
  /** The list as read; `baseHash` names it and goes back with `workflow.submit`. */
  readonly base: ServerList;
  readonly baseHash: string;
  readonly draft: WorkflowDraft | null;
  /** The newest plan of this package that still says something. */
  readonly entry: WorkflowEntry | null;
  /** When the server last told us this. */
  readonly fetchedAt: string;
  /** The service does not know it any more, or no longer shows it to this user. */
  readonly isGone: boolean;
  /** What was learned of how this account's service behaves, packed (pack-knowledge.ts); null = nothing yet. */
  readonly knowledge: string | null;
}

/** Somebody or some group the palette offers. */
export interface DirectoryEntry {
  readonly kind: 'person' | 'group';
  readonly name: string;
  /** Persons only. */
  readonly email: string | null;
  /** Groups only, where the service tells. */
  readonly memberCount: number | null;
  readonly source: 'user' | 'group' | 'contact';
}

/** One place of a lane template. */
export interface LaneTemplateEntry {
  readonly kind: CallableKind;
  readonly name: string;
  /** Persons only. */
  readonly email: string | null;
  readonly role: RecipientRole;
  readonly notifies: boolean;
}

/** Lanes that can be put into any package. */
export interface LaneTemplate {
  readonly id: string;
  readonly title: string;
  readonly type: WorkflowType;
  /** In order; everybody of one lane acts together. */
  readonly lanes: readonly (readonly LaneTemplateEntry[])[];
}
