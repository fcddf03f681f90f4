// Owns: the shapes of the inbox: views, rows, the detail. Types only; the words are the page's.
import type { Decision } from '../domain/decision.ts';
import type { HandOverCheck } from '../domain/hand-over-checks.ts';
import type { ReassignEntry } from '../domain/outbox-item.ts';
import type {
  DossierFacts,
  ReassignRequest,
  RequestKey,
  ReassignState,
} from '../domain/reassign-request.ts';

export const INBOX_VIEWS = [
  'pending',
  'mine',
  'team',
  'over24h',
  'expiring',
  'missing',
  'queued',
  'snoozed',
  'approved',
  'declined',
  'unreadable',
  'all',
] as const;
/**
 * pending: undecided here and on the server, not snoozed · mine/team: pending whose owner is in settings'
 * `ownersMine`/`ownersTeam` · over24h: pending for more than 24 h · expiring: pending, dossier ends within 72 h ·
 * missing: pending with a `stop` check · queued: decided here, not at rest yet · approved/declined: on the server ·
 * unreadable: the server says a state this version does not know; shown, never guessed, not decidable here.
 */
export type InboxView = (typeof INBOX_VIEWS)[number];

export const INBOX_SORTS = ['oldest', 'newest', 'deadline', 'owner'] as const;
export type InboxSort = (typeof INBOX_SORTS)[number];

/** One row of the list: the mirror plus the outbox's overlay. */
export interface InboxRow {
  readonly key: RequestKey;
  readonly accountId: string;
  readonly state: ReassignState;
  readonly fromName: string;
  readonly toName: string;
  readonly dossierId: string;
  readonly dossierName: string;
  readonly owner: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  /** When it comes back at the latest; the year 9999 = when it changes. Null = it is in sight. */
  readonly snoozedUntil: string | null;
  /** A change of the request brings it back as well. */
  readonly isSnoozedForChange: boolean;
  /** The worst finding of the checks that need only the stored data; null = none above `fine`. */
  readonly worstCheck: Pick<HandOverCheck, 'code' | 'severity'> | null;
  /** Hash of what this row shows the person; bulk decisions send it back. */
  readonly seenHash: string;
  readonly overlay:
    | (Pick<ReassignEntry, 'opId' | 'state' | 'phrase' | 'heldUntil' | 'nextTryAt'> & {
        readonly decision: Decision['kind'];
      })
    | null;
}

export interface InboxPage {
  readonly rows: readonly InboxRow[];
  /** Give it back to get the next page; null = this was the last. */
  readonly next: string | null;
  /** How many rows the view holds in all; with a search, at most `SEARCH_CAP`, then `isCapped`. */
  readonly total: number;
  readonly isCapped: boolean;
}

/** Search looks at this many newest hits and ranks within them (see PERFORMANCE: newest first, capped, then ranked). */
export const SEARCH_CAP = 2000;

export type ViewCounts = Readonly<Record<Exclude<InboxView, 'all'>, number>>;

export interface OwnerCount {
  readonly owner: string;
  readonly pending: number;
}

export interface InboxDetail {
  readonly key: RequestKey;
  readonly request: ReassignRequest;
  readonly dossier: DossierFacts | null;
  readonly checks: readonly HandOverCheck[];
  /** Hash of the reviewed picture; decisions send it back so that a change in between is noticed. */
  readonly seenHash: string;
  readonly entry: ReassignEntry | null;
  /** Other requests of the same dossier or for the same new person, newest first, at most 20. */
  readonly related: readonly InboxRow[];
  /** When the server last told us this. */
  readonly fetchedAt: string;
  readonly dossierFetchedAt: string | null;
  /** As on the row. */
  readonly snoozedUntil: string | null;
  readonly isSnoozedForChange: boolean;
  readonly canOpenInSign: boolean;
  /** The decline reason or message typed but not decided yet. */
  readonly draft: DecisionDraft | null;
}

export interface DecisionDraft {
  readonly message: string;
  readonly reason: string;
}
