// Owns: the routes of packages, the builder, its palette and lane templates, and of SigningHub accounts.
// Must not: judge a list; the domain's rules do. Limits here guard memory only.
import { z } from 'zod';
import { PACKAGE_SORTS, PACKAGE_VIEWS } from './package-view.ts';
import { accountId, accountLabel, baseUrl, nothing, opId, route } from './route.ts';
import { PROCESS_STATUSES, RECIPIENT_ROLES, WORKFLOW_TYPES } from '../domain/workflow/model.ts';
import type { ConnectionTest } from './connection-test.ts';
import type {
  DirectoryEntry,
  LaneTemplate,
  PackageCounts,
  PackageDetail,
  PackagePage,
} from './package-view.ts';
import type { PackageKey } from '../domain/workflow/package-key.ts';
import type { RecipientList, ServerList } from '../domain/workflow/model.ts';

const packageKey = z
  .string()
  .max(120)
  .regex(/^[\w-]+\/\d{1,18}$/)
  .transform((key) => key as PackageKey);

// The builder is measured with 300 recipients; a list beyond this is no workflow.
const MAX_RECIPIENTS = 1000;
const text = z.string().max(500);
const callableKind = z.enum(['person', 'group', 'placeholder']);
const kind = z.enum([...callableKind.options, 'seal']);
const order = z
  .int()
  .min(1)
  .max(MAX_RECIPIENTS * 10);
const serverRow = {
  kind,
  name: text,
  email: text.nullable(),
  role: z.enum(RECIPIENT_ROLES),
  order,
  signingOrder: order,
  status: z.enum(PROCESS_STATUSES),
};
const serverList: z.ZodType<ServerList, ServerList> = z.strictObject({
  type: z.enum(WORKFLOW_TYPES),
  recipients: z.array(z.strictObject(serverRow)).max(MAX_RECIPIENTS),
});
const recipientList: z.ZodType<RecipientList, RecipientList> = z.strictObject({
  type: z.enum(WORKFLOW_TYPES),
  recipients: z
    .array(z.strictObject({ ...serverRow, key: text, notifies: z.boolean().nullable() }))
    .max(MAX_RECIPIENTS),
});

/** Either user and password, or an empty user with a scope: on behalf of it, by the integration's own right. */
const signingHubKey = {
  clientId: z.string().trim().min(1).max(200),
  clientSecret: z.string().min(1).max(500),
  username: z.string().trim().max(255),
  password: z.string().max(500),
  /** E-mail address of the user on whose behalf calls run (seed, spec §2). */
  scope: z.string().trim().min(1).max(255).nullable(),
};

/** What a keychain item must hold too; `path` names the field that is missing. */
function needsWho(
  key: { readonly username: string; readonly password: string; readonly scope: string | null },
  context: z.RefinementCtx,
): void {
  if (key.username === '' && key.scope === null) {
    context.addIssue({ code: 'custom', path: ['username'], message: 'a user or a scope' });
  }
  if (key.username !== '' && key.password === '') {
    context.addIssue({ code: 'custom', path: ['password'], message: 'a user has a password' });
  }
}

const lanePlace = z.strictObject({
  kind: callableKind,
  name: text,
  email: text.nullable(),
  role: z.enum(RECIPIENT_ROLES),
  notifies: z.boolean(),
});

export const WORKFLOW_ROUTES = {
  /** Runs the named steps, pushing `account.tested` for each; stops at the first that fails. */
  'account.testSigningHub': route<ConnectionTest>()(
    'engine',
    z.strictObject({ baseUrl, ...signingHubKey, testId: z.uuid() }).superRefine(needsWho),
  ),
  'account.addSigningHub': route<{ readonly accountId: string }>()(
    'engine',
    z.strictObject({ label: accountLabel, baseUrl, ...signingHubKey }).superRefine(needsWho),
  ),
  'account.replaceSigningHubKey': route<null>()(
    'engine',
    z.strictObject({ accountId, ...signingHubKey }).superRefine(needsWho),
  ),

  'package.page': route<PackagePage>()(
    'engine',
    z.strictObject({
      view: z.enum(PACKAGE_VIEWS),
      /** Words of the name, the owner or a recipient; all must match, each as a beginning. */
      search: z.string().max(200),
      type: z.enum(WORKFLOW_TYPES).nullable(),
      sort: z.enum(PACKAGE_SORTS),
      after: z.string().max(2000).nullable(),
      limit: z.int().min(1).max(500),
    }),
  ),
  'package.counts': route<PackageCounts>()('engine', nothing),
  /** Unknown key, or its workflow was never read → NOT_FOUND; `package.refresh` reads it. */
  'package.detail': route<PackageDetail>()('engine', z.strictObject({ key: packageKey })),
  /** Reads one package from the service now. */
  'package.refresh': route<null>()('engine', z.strictObject({ key: packageKey })),

  /** Users, groups and contacts as last read, best first; an empty text lists all, by name. */
  'directory.search': route<readonly DirectoryEntry[]>()(
    'engine',
    z.strictObject({ accountId, text: z.string().max(200), limit: z.int().min(1).max(200) }),
  ),

  'workflow.saveDraft': route<null>()(
    'engine',
    z.strictObject({
      key: packageKey,
      draft: z
        .strictObject({
          base: serverList,
          wanted: recipientList,
          savedAt: z.string().max(40).nullable(),
        })
        .nullable(),
    }),
  ),
  /**
   * Plans from the stored list to the wanted one and queues the plan durably, in one commit; `opId` is the plan's.
   * REQUEST_CHANGED when `baseHash` is not the stored one; DECISION_WAITING while another plan of the package is not
   * at rest; NOT_ALLOWED with `detail.rule`: a rule's code, or PLAN_UNREACHABLE.
   */
  'workflow.submit': route<{ readonly opId: string }>()(
    'engine',
    z.strictObject({
      key: packageKey,
      baseHash: z.string().regex(/^[0-9a-f]{64}$/),
      wanted: recipientList,
    }),
  ),
  /** After a conflict: from the server's list as it is now to the same wanted list. */
  'workflow.planAgain': route<{ readonly opId: string }>()('engine', z.strictObject({ opId })),

  'laneTemplate.list': route<readonly LaneTemplate[]>()('engine', nothing),
  /** A null id makes a new template. */
  'laneTemplate.save': route<LaneTemplate>()(
    'engine',
    z.strictObject({
      id: z.uuid().nullable(),
      title: z.string().trim().min(1).max(80),
      type: z.enum(WORKFLOW_TYPES),
      lanes: z
        .array(z.array(lanePlace).min(1).max(MAX_RECIPIENTS).readonly())
        .max(MAX_RECIPIENTS)
        .readonly(),
    }),
  ),
  'laneTemplate.remove': route<null>()('engine', z.strictObject({ id: z.uuid() })),
} as const;
