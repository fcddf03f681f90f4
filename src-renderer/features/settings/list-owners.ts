// Owns: the owners a person can call mine or my teams': those known now and those chosen before. Pure.
import type { OwnerCount } from '../../../src-shared/contract/inbox-view.ts';
import type { Settings } from '../../../src-shared/contract/settings.ts';

export interface OwnerRow {
  readonly owner: string;
  readonly pending: number;
  readonly isMine: boolean;
  readonly isTeam: boolean;
}

type Chosen = Pick<Settings, 'ownersMine' | 'ownersTeam'>;

/**
 * Chosen ones first, then by how much is pending, then by name; a chosen one without requests stays.
 * `atFirst` is what was chosen when the list opened: ticking must not move a row away under the pointer.
 */
export function listOwners(
  counts: readonly OwnerCount[],
  chosen: Chosen,
  atFirst: Chosen = chosen,
): readonly OwnerRow[] {
  const pending = new Map(counts.map(({ owner, pending }) => [owner, pending]));
  for (const owner of [...listNames(atFirst), ...listNames(chosen)]) {
    if (!pending.has(owner)) pending.set(owner, 0);
  }
  const rows = [...pending].map(([owner, pending]) => ({
    owner,
    pending,
    isMine: chosen.ownersMine.includes(owner),
    isTeam: chosen.ownersTeam.includes(owner),
  }));
  const first = new Set(listNames(atFirst));
  const rank = (row: OwnerRow) => (first.has(row.owner) ? 0 : 1);
  return rows.toSorted(
    (a, b) => rank(a) - rank(b) || b.pending - a.pending || a.owner.localeCompare(b.owner),
  );
}

function listNames({ ownersMine, ownersTeam }: Chosen): readonly string[] {
  return [...ownersMine, ...ownersTeam];
}

/** Adds a name to a choice or takes it out; the order of the others stays. */
export function toggleOwner(names: readonly string[], owner: string, isChosen: boolean): string[] {
  const others = names.filter((name) => name !== owner);
  return isChosen ? [...others, owner] : others;
}
