// Owns: every route of the app: name → input schema, output type, and who answers it.
// Must not: be imported by the page except as types (it would pull zod into the bundle).
import { z } from 'zod';
import { INBOX_SORTS, INBOX_VIEWS } from './inbox-view.ts';
import { accountId, accountLabel, baseUrl, nothing, opId, route } from './route.ts';
import { WORKFLOW_ROUTES } from './routes-workflow.ts';
import { settingsSchema } from './settings.ts';
import type { InboxDetail, InboxPage, OwnerCount, ViewCounts } from './inbox-view.ts';
import type { AccountStatus, DeskStatus } from './desk-status.ts';
import type { ConnectionTest } from './connection-test.ts';
import type { Result } from './errors.ts';
import type { Settings } from './settings.ts';
import type { QueueEntry, QueueEvent } from '../domain/outbox-item.ts';
import type { RequestKey } from '../domain/reassign-request.ts';

export type { ConnectionTest, TestStep } from './connection-test.ts';

export interface Snippet {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** Result of one row of a bulk decision; the rows keep the input's order. */
export interface RowResult {
  readonly key: RequestKey;
  readonly result: Result<{ readonly opId: string; readonly heldUntil: string }>;
}

export interface QueuePage {
  readonly entries: readonly QueueEntry[];
  readonly next: string | null;
  readonly total: number;
}

/** waiting: not at rest · attention: waits for a person · done: at rest, nothing to do, newest first. */
export const QUEUE_SECTIONS = ['attention', 'waiting', 'done'] as const;

export interface ShellInfo {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly appVersion: string;
  readonly isForcedColors: boolean;
  readonly dataFolder: string;
}

const requestKey = z
  .string()
  .max(120)
  .regex(/^[\w-]+\/[\w-]+$/)
  .transform((key) => key as RequestKey);
const seenHash = z.string().regex(/^[0-9a-f]{64}$/);
// The limits here guard memory only; the rule of 1000 characters is the domain's (decision.ts).
const freeText = z.string().max(20_000);
const decision = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('approve'), message: freeText.nullable() }),
  z.strictObject({ kind: z.literal('decline'), reason: freeText }),
]);
// A name only, never a path, and always a table's.
const fileName = z
  .string()
  .max(120)
  .regex(/^[\p{L}\p{N} _()-][\p{L}\p{N} ._()-]*\.csv$/u);
const tableRow = z.array(z.string().max(5_000)).min(1).max(40);
const cmSignKey = {
  label: accountLabel,
  baseUrl,
  keyId: z.string().trim().min(1).max(200),
  secret: z.string().min(1).max(500),
};

export const ROUTES = {
  'desk.status': route<DeskStatus>()('engine', nothing),

  'inbox.page': route<InboxPage>()(
    'engine',
    z.strictObject({
      view: z.enum(INBOX_VIEWS),
      search: z.string().max(200),
      sort: z.enum(INBOX_SORTS),
      after: z.string().max(500).nullable(),
      limit: z.int().min(1).max(500),
    }),
  ),
  'inbox.rows': route<InboxPage['rows']>()(
    'engine',
    z.strictObject({ keys: z.array(requestKey).max(500) }),
  ),
  'inbox.counts': route<ViewCounts>()('engine', nothing),
  'inbox.owners': route<readonly OwnerCount[]>()('engine', nothing),
  /** Unknown key → NOT_FOUND. */
  'inbox.detail': route<InboxDetail>()('engine', z.strictObject({ key: requestKey })),
  /** Finds requests by the service's id alone (deep links), over all accounts. */
  'inbox.find': route<readonly RequestKey[]>()('engine', z.strictObject({ requestId: z.uuid() })),
  'inbox.saveDraft': route<null>()(
    'engine',
    z.strictObject({
      key: requestKey,
      draft: z.strictObject({ message: freeText, reason: freeText }).nullable(),
    }),
  ),
  /**
   * Puts a request out of sight until a time, or until it changes; null wakes it. A deadline that nears wakes it
   * earlier: the answer says when it comes back at the latest (null = awake, the year 9999 = when it changes).
   */
  'inbox.snooze': route<{ readonly until: string | null }>()(
    'engine',
    z.strictObject({
      key: requestKey,
      until: z.union([z.iso.datetime({ offset: true }), z.literal('change')]).nullable(),
    }),
  ),

  /** Queues one decision durably. DECISION_WAITING/DECISION_SENT/REQUEST_CHANGED/REQUEST_NOT_PENDING/text errors. */
  'reassignRequest.decide': route<{ readonly opId: string; readonly heldUntil: string }>()(
    'engine',
    z.strictObject({ key: requestKey, seenHash, decision }),
  ),
  /** The same for many; each row stands alone, a failing row stops no other. */
  'reassignRequest.decideMany': route<readonly RowResult[]>()(
    'engine',
    z.strictObject({
      items: z
        .array(z.strictObject({ key: requestKey, seenHash, decision }))
        .min(1)
        .max(500),
    }),
  ),
  /** Opens the review page in the browser; the url itself never leaves engine and shell. */
  'reassignRequest.openInSign': route<null>()('engine', z.strictObject({ key: requestKey })),
  /** Reads one request from the service now. */
  'reassignRequest.refresh': route<null>()('engine', z.strictObject({ key: requestKey })),

  'queue.page': route<QueuePage>()(
    'engine',
    z.strictObject({
      section: z.enum(QUEUE_SECTIONS),
      after: z.string().max(200).nullable(),
      limit: z.int().min(1).max(200),
    }),
  ),
  'queue.entries': route<readonly QueueEntry[]>()(
    'engine',
    z.strictObject({ opIds: z.array(opId).max(500) }),
  ),
  'queue.history': route<readonly QueueEvent[]>()('engine', z.strictObject({ opId })),
  /** Withdraws an item that has not left. DECISION_SENT when it may have. */
  'queue.cancel': route<null>()('engine', z.strictObject({ opId })),
  /** Ends the undo window, or the back-off, now. null = all waiting ones. */
  'queue.sendNow': route<null>()('engine', z.strictObject({ opId: opId.nullable() })),
  /** A person settles an item that waits for them: the server's state stands, ours is put away. */
  'queue.dismiss': route<null>()('engine', z.strictObject({ opId })),
  'queue.setPaused': route<null>()('engine', z.strictObject({ isPaused: z.boolean() })),

  'sync.start': route<null>()('engine', z.strictObject({ accountId: accountId.nullable() })),
  'sync.cancel': route<null>()('engine', z.strictObject({ accountId: accountId.nullable() })),

  'account.list': route<readonly AccountStatus[]>()('engine', nothing),
  /** Runs the named steps, pushing `account.tested` for each; stops at the first that fails. */
  'account.testCmSign': route<ConnectionTest>()(
    'engine',
    z.strictObject({ ...cmSignKey, testId: z.uuid() }).omit({ label: true }),
  ),
  'account.addCmSign': route<{ readonly accountId: string }>()('engine', z.strictObject(cmSignKey)),
  /** Tests a stored account with its stored key. */
  'account.test': route<ConnectionTest>()(
    'engine',
    z.strictObject({ accountId, testId: z.uuid() }),
  ),
  /** Replaces key id and secret of an account, e.g. after a 401; blocked items go on. */
  'account.replaceKey': route<null>()(
    'engine',
    z.strictObject({ accountId, keyId: cmSignKey.keyId, secret: cmSignKey.secret }),
  ),
  'account.rename': route<null>()('engine', z.strictObject({ accountId, label: cmSignKey.label })),
  /** ACCOUNT_HAS_UNSENT while decisions of it are not at rest. */
  'account.remove': route<null>()('engine', z.strictObject({ accountId })),
  /** Looks for the key again after KEYCHAIN_* or KEY_UNAVAILABLE. */
  'desk.unlock': route<DeskStatus>()('engine', nothing),

  /** Puts a repair's note away. */
  'desk.dismissRepairNote': route<null>()('engine', z.strictObject({ noteId: z.int() })),
  /**
   * Starts over with an empty desk. Unsent work is written to a readable file first (`path`, null when there was none),
   * and the encrypted files are set aside, not deleted; what fails before leaves everything as it was. NOT_ALLOWED on
   * the practice desk.
   */
  'desk.reset': route<{ readonly path: string | null; readonly count: number }>()(
    'engine',
    nothing,
  ),

  'practice.start': route<null>()('engine', nothing),
  /** Back to onboarding or the real desk. */
  'practice.leave': route<null>()('engine', nothing),
  'practice.setOnline': route<null>()('engine', z.strictObject({ isOnline: z.boolean() })),
  'practice.act': route<null>()(
    'engine',
    z.strictObject({
      act: z.enum(['new-request', 'colleague-approves', 'colleague-declines']),
      key: requestKey.nullable(),
    }),
  ),

  'settings.get': route<Settings>()('engine', nothing),
  'settings.set': route<Settings>()('engine', settingsSchema.partial()),
  'snippet.list': route<readonly Snippet[]>()('engine', nothing),
  /** A null id makes a new snippet. */
  'snippet.save': route<Snippet>()(
    'engine',
    z.strictObject({
      id: z.uuid().nullable(),
      title: z.string().trim().min(1).max(80),
      text: z.string().trim().min(1).max(1000),
    }),
  ),
  'snippet.remove': route<null>()('engine', z.strictObject({ id: z.uuid() })),

  ...WORKFLOW_ROUTES,

  'shell.info': route<ShellInfo>()('shell', nothing),
  'shell.quit': route<null>()('shell', nothing),
  /** The page's answer to `desk.closing`: everything typed is stored. */
  'shell.readyToClose': route<null>()('shell', nothing),
  'shell.setTheme': route<null>()('shell', z.strictObject({ theme: settingsSchema.shape.theme })),
  /**
   * Asks the person for a place and begins a CSV table there; null = no place was chosen. FILE_NOT_WRITTEN. Rows are
   * added in order; only `endTable` with `isWhole` puts the file there. A later `beginTable` drops what is not ended.
   */
  'shell.beginTable': route<{ readonly fileId: string; readonly name: string } | null>()(
    'shell',
    z.strictObject({ name: fileName, header: tableRow }),
  ),
  'shell.addTableRows': route<null>()(
    'shell',
    z.strictObject({ fileId: z.uuid(), rows: z.array(tableRow).max(500) }),
  ),
  'shell.endTable': route<null>()(
    'shell',
    z.strictObject({ fileId: z.uuid(), isWhole: z.boolean() }),
  ),
  /** Text the person chose to copy; nothing else may write the clipboard. */
  'shell.copyText': route<null>()('shell', z.strictObject({ text: z.string().max(20_000) })),
} as const;

export type RouteName = keyof typeof ROUTES;
export type RouteInput<R extends RouteName> = z.input<(typeof ROUTES)[R]['input']>;
/** The input after the schema: what a handler receives. */
export type RouteParsed<R extends RouteName> = z.output<(typeof ROUTES)[R]['input']>;
export type RouteOutput<R extends RouteName> = Exclude<(typeof ROUTES)[R]['output'], undefined>;
