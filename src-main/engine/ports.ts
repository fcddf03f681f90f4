// Owns: what the engine's parts ask of the world and of each other, as types. Tests and the fault simulation
// pass their own; production's are made in create-engine.ts. Must not: contain code.
import type { ErrorCode, Result } from '../../src-shared/contract/errors.ts';
import type { EventName, EventPayload } from '../../src-shared/contract/events.ts';
import type { DirectoryEntry } from '../../src-shared/contract/package-view.ts';
import type { HostRequestName, HostRequests } from '../../src-shared/contract/protocol.ts';
import type { Settings } from '../../src-shared/contract/settings.ts';
import type { Decision } from '../../src-shared/domain/decision.ts';
import type {
  DossierFacts,
  ReassignRequest,
  RequestKey,
} from '../../src-shared/domain/reassign-request.ts';

import type { WorkflowCall } from '../../src-shared/domain/workflow/call.ts';
import type { PackageKey } from '../../src-shared/domain/workflow/package-key.ts';
import type {
  DocumentType,
  PackagePicture,
  ServerList,
  WorkflowStage,
} from '../../src-shared/domain/workflow/model.ts';

/** Time. Wall time is for people and the server; durations use the monotonic clock, which never jumps. */
export interface Clock {
  wallMs(): number;
  monoMs(): number;
  /** Runs once after `delayMs`; returns a function that cancels it. */
  schedule(delayMs: number, run: () => void): () => void;
}

export interface Random {
  /** In [0, 1). */
  fraction(): number;
  uuidV4(): string;
  /** Time-ordered, for op ids (OUTBOX §2). */
  uuidV7(wallMs: number): string;
}

/** Asks the shell for what only it can do; the shell checks again. */
export type AskHost = <N extends HostRequestName>(
  name: N,
  input: HostRequests[N]['input'],
) => Promise<Result<HostRequests[N]['output']>>;

export type Publish = <E extends EventName>(event: E, payload: EventPayload<E>) => void;

/**
 * The OS keychain. Rejects with CodedError KEYCHAIN_ABSENT, and the engine's with KEYCHAIN_SLOW; a locked one answers
 * null, like a missing item.
 */
export interface Keychain {
  read(item: string): Promise<string | null>;
  write(item: string, value: string): Promise<void>;
  remove(item: string): Promise<void>;
}

/** Log with allow-listed facts only: numbers, booleans and the machine words named in log.ts. Never free text. */
export interface EngineLog {
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts): void;
}
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Named places where a test may kill, throw or delay; in production it does nothing. `opId` = the item it is about,
 * where there is one already.
 */
export type Failpoint = (name: string, opId?: string) => void;

export interface World {
  readonly clock: Clock;
  readonly random: Random;
  readonly keychain: Keychain;
  readonly askHost: AskHost;
  readonly publish: Publish;
  readonly log: EngineLog;
  readonly failpoint: Failpoint;
}

/** Why a read or a write failed, in the app's own codes. `serverMessage` is redacted and bounded. */
export interface RemoteFailure {
  readonly code: ErrorCode;
  readonly status: number | null;
  /** From Retry-After, seconds or a date measured against the server's `Date`; never clamped here. */
  readonly retryAfterMs: number | null;
  readonly serverMessage: string | null;
}

/** Facts about the exchange that any outcome carries. */
export interface ExchangeFacts {
  /** Monotonic time when the request began: reads older than an acknowledged write may not overwrite it. */
  readonly beganMonoMs: number;
  readonly tookMs: number;
  readonly status: number | null;
  /** From the `Date` header. */
  readonly serverDateMs: number | null;
}

export type ReadOutcome<T> =
  | ({ readonly kind: 'read'; readonly value: T } & ExchangeFacts)
  | ({ readonly kind: 'failed'; readonly failure: RemoteFailure } & ExchangeFacts);

/** A request as read, with the capability url that never leaves engine and shell. */
export interface ReadRequest {
  readonly request: ReassignRequest;
  readonly reviewUrl: string | null;
}

/**
 * What is known about a write. `not-sent` only with proof (OUTBOX, answer classes): the headers were never
 * handed to a socket. `answered` = a status line came back, `isBodySound` says whether its body parsed.
 */
export type WriteOutcome =
  | ({ readonly kind: 'not-sent'; readonly failure: RemoteFailure } & ExchangeFacts)
  | ({
      readonly kind: 'answered';
      readonly status: number;
      readonly isBodySound: boolean;
      readonly failure: RemoteFailure | null;
    } & ExchangeFacts)
  | ({ readonly kind: 'ambiguous'; readonly failure: RemoteFailure } & ExchangeFacts);

/** CM.com Sign as the engine uses it. Every call has a total deadline; none retries or follows redirects. */
export interface CmSignClient {
  /** Streams the list. `onItem` gets each element's raw JSON bytes, valid only during the call. */
  listReassignRequests(options: {
    readonly signal: AbortSignal;
    readonly onItem: (raw: Uint8Array) => void | Promise<void>;
  }): Promise<ReadOutcome<{ readonly count: number }>>;
  getReassignRequest(requestId: string, signal?: AbortSignal): Promise<ReadOutcome<ReadRequest>>;
  getDossier(dossierId: string, signal?: AbortSignal): Promise<ReadOutcome<DossierFacts>>;
  /** PUT approve/decline. `deadlineMs` is the total time, body included. */
  decideReassignRequest(
    requestId: string,
    decision: Decision,
    options: { readonly deadlineMs: number; readonly signal?: AbortSignal },
  ): Promise<WriteOutcome>;
}

/** One row of SigningHub's package list (spec §3.1): enough to list it and to see that it changed. */
export interface ListedPackage {
  readonly id: string;
  readonly name: string;
  readonly ownerEmail: string;
  readonly ownerName: string;
  /** The service's word for this user (spec §6.1), as it is. */
  readonly status: string;
  /** ISO 8601; null when there is none that can be read. */
  readonly modifiedAt: string | null;
}

/**
 * A package's workflow as read (spec §4.1). `arrangement` is null when a word of it is not known: it is shown as
 * unreadable, and never guessed; `unreadable` then names the field.
 */
export interface ReadPackage extends ListedPackage {
  readonly stage: WorkflowStage | null;
  readonly isLocked: boolean;
  readonly documentTypes: readonly DocumentType[];
  readonly arrangement: { readonly picture: PackagePicture; readonly list: ServerList } | null;
  readonly unreadable: string | null;
}

/** One page of a list; `total` from `x-total-records`, null when the service does not tell. */
export interface ListPage<T> {
  readonly rows: readonly T[];
  readonly unreadableCount: number;
  readonly total: number | null;
}

/**
 * SigningHub as the engine uses it (v3 or v4, whichever the base url ends in; v3 when it ends in neither). Reads
 * refused with 401 are asked once more with a new token; a write never is: the next attempt has one.
 * A package the service does not know fails with NOT_FOUND, one it does not show this user with FORBIDDEN.
 */
export interface SigningHubClient {
  /** `page` counts from 1. */
  listPackages(
    page: number,
    recordsPerPage: number,
    signal?: AbortSignal,
  ): Promise<ReadOutcome<ListPage<ListedPackage>>>;
  getWorkflow(packageId: string, signal?: AbortSignal): Promise<ReadOutcome<ReadPackage>>;
  /** All of one kind; read page by page, at most MAX_DIRECTORY rows. */
  listDirectory(
    source: DirectoryEntry['source'],
    signal?: AbortSignal,
  ): Promise<ReadOutcome<ListPage<DirectoryEntry>>>;
  /** One call of a plan, one exchange. `deadlineMs` is the total time, a new token included. */
  applyWorkflowCall(
    packageId: string,
    call: WorkflowCall,
    options: { readonly deadlineMs: number; readonly signal?: AbortSignal },
  ): Promise<WriteOutcome>;
}

export interface AccountRecord {
  readonly id: string;
  readonly kind: 'cm-sign' | 'signinghub';
  readonly label: string;
  readonly baseUrl: string;
  readonly createdAt: string;
}

/** Accounts and their live clients. */
export interface AccountDirectory {
  list(): readonly AccountRecord[];
  /** null while the account's key cannot be read. */
  findCmSignClient(accountId: string): CmSignClient | null;
  /** null while the account's key cannot be read, and for accounts of the other kind. */
  findSigningHubClient(accountId: string): SigningHubClient | null;
}

/** What is known about reaching each account's service. Only answers count, never the network card. */
export interface Connectivity {
  isOnline(accountId: string): boolean;
  /** Every exchange of sync and outbox reports here. */
  report(accountId: string, outcome: ReadOutcome<unknown> | WriteOutcome): void;
  /** Called on every change of `isOnline` or of the reason. */
  subscribe(listener: (accountId: string) => void): () => void;
}

/** Rule (h) of OUTBOX §2: a read that began before a write was acknowledged may not overwrite that entity. */
export interface ReadGuard {
  mayApplyRead(key: RequestKey | PackageKey, beganMonoMs: number): boolean;
}

/** Puts what the server said into the mirror; used by sync and by the outbox after its reads. */
export interface MirrorWriter {
  applyRequest(accountId: string, read: ReadRequest, beganMonoMs: number): void;
  /** The service answered 404 for it: kept, but no longer listed or decidable. */
  markGone(accountId: string, requestId: string, beganMonoMs: number): void;
  applyDossier(accountId: string, dossier: DossierFacts): void;
}

export type ReadSettings = () => Settings;
