// Owns: what frame and builder both need of packages: counts of the views and the news that packages changed.
// Must not: hold rows; the list does.
import { create } from 'zustand';
import { callDesk } from '../bridge.ts';
import { joinCalls } from './join-calls.ts';
import type { PackageCounts } from '../../src-shared/contract/package-view.ts';
import type { PackageKey } from '../../src-shared/domain/workflow/package-key.ts';

interface PackageStore {
  readonly counts: PackageCounts | null;
}

export const usePackageStore = create<PackageStore>(() => ({ counts: null }));

/** Shortest pause between two reads of the counts, as in the inbox. */
const COUNTS_PAUSE_MS = 300;

const refreshCounts = joinCalls(COUNTS_PAUSE_MS, () => void readPackageCounts());

/** Reads the counts now. A failure keeps the last ones; the status bar tells about the engine. */
export async function readPackageCounts(): Promise<void> {
  const result = await callDesk('package.counts', null);
  if (result.ok) usePackageStore.setState({ counts: result.value });
}

type ChangeListener = (keys: readonly PackageKey[] | null) => void;
const listeners = new Set<ChangeListener>();

/** Tells the open list and the builder that packages changed; null = too many to name. */
export function announcePackageChange(keys: readonly PackageKey[] | null): void {
  refreshCounts();
  for (const listener of listeners) listener(keys);
}

/** Listens to changed packages; returns a function that ends it. */
export function listenToPackageChanges(listener: ChangeListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
