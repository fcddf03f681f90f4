// Owns: every write to the mirror of packages: what the server said, guarded by when it was asked. Must not: delete a
// package, or overwrite what a read older than an acknowledged write says (OUTBOX rule h).
import { recogniseList } from '../../../../src-shared/domain/workflow/matching.ts';
import { listLanes, readStage } from '../../../../src-shared/domain/workflow/model.ts';
import { createPackageKey } from '../../../../src-shared/domain/workflow/package-key.ts';
import { foldForSort } from './fold-text.ts';
import { computeBaseHash } from './package-hash.ts';
import type { ServerList, WorkflowStage } from '../../../../src-shared/domain/workflow/model.ts';
import type { PackageKey } from '../../../../src-shared/domain/workflow/package-key.ts';
import type { Clock, ExchangeFacts, ListedPackage, ReadGuard, ReadPackage } from '../../ports.ts';
import type { Connection } from '../connection.ts';

export interface PackageStore {
  /** Applies one page of the list in one transaction; answers what changed, and how many rows this pull saw first. */
  applyListed(
    accountId: string,
    rows: readonly ListedPackage[],
    pullMark: number,
  ): { readonly changed: readonly PackageKey[]; readonly seenFirst: number };
  /** Applies one workflow as read; true when a person would see a difference. */
  applyPackage(
    accountId: string,
    read: ReadPackage,
    facts: Pick<ExchangeFacts, 'beganMonoMs' | 'serverDateMs'>,
  ): boolean;
  /** The service does not know it any more, or no longer shows it to this user. True when that is news. */
  markGone(accountId: string, packageId: string, beganMonoMs: number): boolean;
}

export interface PackageWriterOptions {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly readGuard: ReadGuard;
}

/** Makes the one writer of a profile's packages. */
export function createPackageWriter(options: PackageWriterOptions): PackageStore {
  const { connection, clock, readGuard } = options;
  return {
    applyListed: (accountId, rows, pullMark) =>
      connection.inTransaction(() => {
        const effects = rows.map((row) => applyRow(connection, accountId, row, pullMark));
        return {
          changed: effects.flatMap(({ key, isChanged }) => (isChanged ? [key] : [])),
          seenFirst: effects.filter(({ isSeenFirst }) => isSeenFirst).length,
        };
      }),
    applyPackage: (accountId, read, facts) => {
      const key = createPackageKey(accountId, read.id);
      if (!readGuard.mayApplyRead(key, facts.beganMonoMs)) return false;
      return connection.inTransaction(() =>
        applyWorkflow(connection, accountId, read, {
          fetchedMs: Math.round(clock.wallMs()),
          serverDateMs: facts.serverDateMs,
        }),
      );
    },
    markGone: (accountId, packageId, beganMonoMs) => {
      const key = createPackageKey(accountId, packageId);
      if (!readGuard.mayApplyRead(key, beganMonoMs)) return false;
      const done = connection
        .prepare<[string, string]>(
          `UPDATE package SET is_gone = 1, is_listed = 0
           WHERE account_id = ? AND package_id = ? AND is_gone = 0`,
        )
        .run(accountId, packageId);
      return done.changes === 1;
    },
  };
}

interface StoredHead {
  readonly name: string;
  readonly owner_email: string;
  readonly owner_name: string;
  readonly status: string;
  readonly stage: WorkflowStage | null;
  readonly list_modified: string;
  readonly base_hash: string | null;
  readonly body: string | null;
  readonly unreadable: string | null;
  readonly is_locked: number;
  readonly is_gone: number;
  readonly is_listed: number;
  readonly pull_mark: number;
}

function findHead(db: Connection, accountId: string, packageId: string): StoredHead | undefined {
  return db
    .prepare<[string, string], StoredHead>(
      `SELECT name, owner_email, owner_name, status, stage, list_modified, base_hash, body, unreadable,
         is_locked, is_gone, is_listed, pull_mark
       FROM package WHERE account_id = ? AND package_id = ?`,
    )
    .get(accountId, packageId);
}

function applyRow(
  db: Connection,
  accountId: string,
  row: ListedPackage,
  pullMark: number,
): { readonly key: PackageKey; readonly isChanged: boolean; readonly isSeenFirst: boolean } {
  const key = createPackageKey(accountId, row.id);
  const stored = findHead(db, accountId, row.id);
  const isSeenFirst = stored?.pull_mark !== pullMark;
  const isSame =
    stored !== undefined &&
    stored.name === row.name &&
    stored.owner_email === row.ownerEmail &&
    stored.owner_name === row.ownerName &&
    stored.status === row.status &&
    stored.list_modified === writeModified(row) &&
    stored.is_gone === 0 &&
    stored.is_listed === 1;
  if (isSame) {
    db.prepare<[number, string, string]>(
      'UPDATE package SET pull_mark = ? WHERE account_id = ? AND package_id = ?',
    ).run(pullMark, accountId, row.id);
    return { key, isChanged: false, isSeenFirst };
  }
  upsertHead(db, accountId, row, { pullMark, stage: stageOfStatus(row.status) });
  return { key, isChanged: true, isSeenFirst };
}

/** Makes or renews the row's head. A new status makes the stored workflow old, whatever the change time says. */
function upsertHead(
  db: Connection,
  accountId: string,
  row: ListedPackage,
  { pullMark, stage }: { readonly pullMark: number; readonly stage: WorkflowStage | null },
): void {
  db.prepare(
    `INSERT INTO package (account_id, package_id, name, name_fold, owner_email, owner_name, status, stage,
       modified_ms, list_modified, pull_mark)
     VALUES (@accountId, @id, @name, @fold, @ownerEmail, @ownerName, @status, @stage, @modifiedMs, @modified,
       @pullMark)
     ON CONFLICT (account_id, package_id) DO UPDATE SET
       detail_modified = CASE WHEN status = excluded.status THEN detail_modified ELSE NULL END,
       stage = CASE WHEN status = excluded.status AND body IS NOT NULL THEN stage ELSE excluded.stage END,
       name = excluded.name, name_fold = excluded.name_fold, owner_email = excluded.owner_email,
       owner_name = excluded.owner_name, status = excluded.status, modified_ms = excluded.modified_ms,
       list_modified = excluded.list_modified, pull_mark = excluded.pull_mark, is_gone = 0, is_listed = 1`,
  ).run({
    accountId,
    id: row.id,
    name: row.name,
    fold: foldForSort(row.name),
    ownerEmail: row.ownerEmail,
    ownerName: row.ownerName,
    status: row.status,
    stage,
    modifiedMs: row.modifiedAt === null ? 0 : Date.parse(row.modifiedAt),
    modified: writeModified(row),
    pullMark,
  });
}

// The change time has whole seconds: a workflow read this soon after it may be older than a change in that second.
const MODIFIED_GRAIN_MS = 2_000;

function applyWorkflow(
  db: Connection,
  accountId: string,
  read: ReadPackage,
  at: { readonly fetchedMs: number; readonly serverDateMs: number | null },
): boolean {
  const before = findHead(db, accountId, read.id);
  upsertHead(db, accountId, read, { pullMark: before?.pull_mark ?? 0, stage: read.stage });
  const { arrangement } = read;
  const body = arrangement === null ? null : JSON.stringify(arrangement);
  const baseHash =
    arrangement === null ? null : computeBaseHash(arrangement.list, arrangement.picture);
  const modifiedMs = read.modifiedAt === null ? null : Date.parse(read.modifiedAt);
  const nowMs = at.serverDateMs ?? at.fetchedMs;
  const isSettled = modifiedMs === null || nowMs - modifiedMs >= MODIFIED_GRAIN_MS;
  db.prepare(
    `UPDATE package SET stage = @stage, type = @type, is_locked = @isLocked, document_types = @documents,
       recipient_count = @recipientCount, step_count = @stepCount, recipients = @recipients,
       detail_modified = @detailModified, body = @body, base_hash = @baseHash, unreadable = @unreadable,
       fetched_ms = @fetchedMs
     WHERE account_id = @accountId AND package_id = @id`,
  ).run({
    accountId,
    id: read.id,
    stage: read.stage,
    isLocked: read.isLocked ? 1 : 0,
    documents: JSON.stringify(read.documentTypes),
    ...describeList(arrangement?.list ?? null),
    detailModified: isSettled ? writeModified(read) : null,
    body,
    baseHash,
    unreadable: read.unreadable,
    fetchedMs: at.fetchedMs,
  });
  return (
    before === undefined ||
    before.body !== body ||
    before.unreadable !== read.unreadable ||
    before.name !== read.name ||
    before.status !== read.status ||
    before.stage !== read.stage ||
    before.is_locked !== (read.isLocked ? 1 : 0) ||
    before.is_gone === 1
  );
}

function describeList(list: ServerList | null): {
  readonly type: string | null;
  readonly recipientCount: number | null;
  readonly stepCount: number | null;
  readonly recipients: string;
} {
  if (list === null) return { type: null, recipientCount: null, stepCount: null, recipients: '' };
  const lanes = listLanes(recogniseList(list, { type: list.type, recipients: [] }).list);
  return {
    type: list.type,
    recipientCount: list.recipients.length,
    stepCount: lanes.length,
    recipients: list.recipients.map((row) => `${row.name} ${row.email ?? ''}`.trim()).join('\n'),
  };
}

function writeModified(row: ListedPackage): string {
  return row.modifiedAt ?? '';
}

/** Before the workflow itself is read, the status for this user tells the stage (spec §6.1). null = unknown word. */
function stageOfStatus(status: string): WorkflowStage | null {
  const word = status.toUpperCase();
  const isRunning = ['PENDING', 'SIGNED', 'REVIEWED', 'EDITED'].includes(word);
  return isRunning ? 'shared' : readStage(word);
}
