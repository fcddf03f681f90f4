// Owns: the routes that read packages and keep what a person arranges. Must not: write the mirror or the outbox.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { parsePackageKey } from '../../../src-shared/domain/workflow/package-key.ts';
import { packLearned } from '../../../src-shared/domain/workflow/pack-knowledge.ts';
import { countPackages, readPackagePage } from '../store/mirror/package-page.ts';
import { findPackage } from '../store/mirror/package-queries.ts';
import { refreshPackage } from '../sync/refresh-package.ts';
import type {
  PackageDetail,
  PackagePage,
  PackageRow,
} from '../../../src-shared/contract/package-view.ts';
import type { RouteParsed } from '../../../src-shared/contract/routes.ts';
import type { WorkflowEntry } from '../../../src-shared/domain/outbox-item.ts';
import type { PackageKey } from '../../../src-shared/domain/workflow/package-key.ts';
import type { Desk } from '../open-desk.ts';
import type { HandlerContext } from './handler-context.ts';
import type { EngineRoute, Handlers } from './handler-types.ts';

type PackageRoute = Extract<EngineRoute, `package.${string}`> | 'workflow.saveDraft';

export function createPackageHandlers(context: HandlerContext): Handlers<PackageRoute> {
  const { session, world } = context;
  return {
    'package.page': (input) => readPage(session.readDesk(), input),
    'package.counts': () => countPackages(session.readDesk().store),
    'package.detail': ({ key }) => readDetail(session.readDesk(), key),
    'package.refresh': async ({ key }) => {
      if (await refresh(session.readDesk(), key)) world.publish('package.changed', { keys: [key] });
      return null;
    },
    'workflow.saveDraft': ({ key, draft }) => {
      const { store, workflowDrafts } = session.readDesk();
      const { accountId, packageId } = requireParts(key);
      if (draft === null) workflowDrafts.remove(accountId, packageId);
      else {
        if (findPackage(store, key) === null) throw createNotFound();
        workflowDrafts.save(accountId, packageId, draft, world.clock.wallMs());
      }
      world.publish('package.changed', { keys: [key] });
      return null;
    },
  };
}

function readPage(desk: Desk, input: RouteParsed<'package.page'>): PackagePage {
  const page = readPackagePage(desk.store, input);
  const entries = findPlans(
    desk,
    page.rows.map(({ key }) => key),
  );
  const rows = page.rows.map((row) => ({ ...row, overlay: pickOverlay(entries.get(row.key)) }));
  return { ...page, rows };
}

function pickOverlay(entry: WorkflowEntry | undefined): PackageRow['overlay'] {
  if (entry === undefined) return null;
  const { opId, phrase, subject } = entry;
  return { opId, phrase, done: subject.done, total: subject.total };
}

function readDetail(desk: Desk, key: PackageKey): PackageDetail {
  const { accountId, packageId } = requireParts(key);
  const found = findPackage(desk.store, key);
  if (found === null) throw createNotFound();
  if (found.unreadable !== null) {
    throw new CodedError('ANSWER_UNEXPECTED', 'The workflow has a word that is not known', {
      field: found.unreadable,
    });
  }
  if (found.arrangement === null) throw createNotFound();
  const { workflow, base, baseHash, fetchedMs } = found.arrangement;
  return {
    key,
    workflow,
    base,
    baseHash,
    draft: desk.workflowDrafts.find(accountId, packageId),
    entry: findPlans(desk, [key]).get(key) ?? null,
    fetchedAt: new Date(fetchedMs).toISOString(),
    isGone: found.isGone,
    knowledge: packLearned(desk.knowledge.read(accountId)),
  };
}

/** The newest plan of each package that still says something. */
function findPlans(
  desk: Desk,
  keys: readonly PackageKey[],
): ReadonlyMap<PackageKey, WorkflowEntry> {
  return desk.outbox.findNewestPlans(keys);
}

async function refresh(desk: Desk, key: PackageKey): Promise<boolean> {
  const { accounts, packages, connectivity } = desk;
  const { accountId, packageId } = requireParts(key);
  if (accounts.find(accountId)?.kind !== 'signinghub') throw createNotFound();
  const client = accounts.findSigningHubClient(accountId);
  if (client === null) throw new CodedError('KEY_UNAVAILABLE', 'The account has no usable key');
  return await refreshPackage({ accountId, packageId, client, packages, connectivity });
}

function requireParts(key: PackageKey): { accountId: string; packageId: string } {
  const parts = parsePackageKey(key);
  if (parts === null) throw createNotFound();
  return parts;
}

function createNotFound(): CodedError {
  return new CodedError('NOT_FOUND', 'There is no such package here, or it was not read yet');
}
