// Owns: the open list of packages: what is asked for, the rows held, the active one.
// Must not: call routes; read-packages.ts does.
import { create } from 'zustand';
import { stepFrom } from '../../ui/step-from.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type {
  PackageRow,
  PackageSort,
  PackageView,
} from '../../../src-shared/contract/package-view.ts';
import type { WorkflowType } from '../../../src-shared/domain/workflow/model.ts';
import type { PackageKey } from '../../../src-shared/domain/workflow/package-key.ts';

export interface PackageListStore {
  readonly view: PackageView;
  readonly search: string;
  readonly type: WorkflowType | null;
  readonly sort: PackageSort;
  readonly phase: 'loading' | 'ready';
  readonly error: DeskError | null;
  readonly rows: readonly PackageRow[];
  readonly total: number;
  readonly next: string | null;
  readonly isReadingMore: boolean;
  readonly activeKey: PackageKey | null;
}

export const usePackageListStore = create<PackageListStore>(() => ({
  view: 'draft',
  search: '',
  type: null,
  sort: 'modified',
  phase: 'loading',
  error: null,
  rows: [],
  total: 0,
  next: null,
  isReadingMore: false,
  activeKey: null,
}));

/** Moves the active row by a number of rows; stops at the ends. */
export function moveActivePackage(steps: number): void {
  usePackageListStore.setState(({ rows, activeKey }) => ({
    activeKey: stepFrom(rows, activeKey, steps),
  }));
}
