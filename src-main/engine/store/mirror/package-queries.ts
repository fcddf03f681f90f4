// Owns: reading single packages from the mirror, with the desk's keys on their recipients. Must not: write or page.
import { recogniseList } from '../../../../src-shared/domain/workflow/matching.ts';
import { parsePackageKey } from '../../../../src-shared/domain/workflow/package-key.ts';
import type {
  PackagePicture,
  ServerList,
  Workflow,
} from '../../../../src-shared/domain/workflow/model.ts';
import type { PackageKey } from '../../../../src-shared/domain/workflow/package-key.ts';
import type { Connection } from '../connection.ts';

export interface StoredPackage {
  readonly name: string;
  readonly isGone: boolean;
  /** The field whose word is not known; the arrangement is left out then. */
  readonly unreadable: string | null;
  /** null until the workflow was read, or while it cannot be understood. */
  readonly arrangement: StoredArrangement | null;
}

export interface StoredArrangement {
  /** With keys made from what each recipient is; the same list always has the same keys. */
  readonly workflow: Workflow;
  readonly base: ServerList;
  readonly baseHash: string;
  readonly fetchedMs: number;
}

interface PackageRow {
  readonly name: string;
  readonly is_gone: number;
  readonly unreadable: string | null;
  readonly body: string | null;
  readonly base_hash: string | null;
  readonly fetched_ms: number | null;
}

/** null when the mirror has no such package. */
export function findPackage(db: Connection, key: PackageKey): StoredPackage | null {
  const parts = parsePackageKey(key);
  if (parts === null) return null;
  const row = db
    .prepare<[string, string], PackageRow>(
      `SELECT name, is_gone, unreadable, body, base_hash, fetched_ms FROM package
       WHERE account_id = ? AND package_id = ?`,
    )
    .get(parts.accountId, parts.packageId);
  if (row === undefined) return null;
  return {
    name: row.name,
    isGone: row.is_gone === 1,
    unreadable: row.unreadable,
    arrangement: readArrangement(row),
  };
}

function readArrangement({ body, base_hash: baseHash, fetched_ms }: PackageRow) {
  if (body === null || baseHash === null || fetched_ms === null) return null;
  const { picture, list } = JSON.parse(body) as {
    readonly picture: PackagePicture;
    readonly list: ServerList;
  };
  return {
    workflow: createWorkflow(picture, list),
    base: list,
    baseHash,
    fetchedMs: fetched_ms,
  };
}

/** A list as read, in its package, with the desk's keys. */
export function createWorkflow(picture: PackagePicture, list: ServerList): Workflow {
  const recognised = recogniseList(list, { type: list.type, recipients: [] });
  return { ...recognised.list, package: picture };
}
