// Owns: the open package: what the engine said, what is arranged on it, who is selected, what is said about it.
// Must not: call routes, or change a list; open-package.ts and edit-workflow.ts do.
import { create } from 'zustand';
import type { Arrangement } from './start-arrangement.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { PackageDetail } from '../../../src-shared/contract/package-view.ts';
import type { WorkflowHistory } from '../../../src-shared/domain/workflow/history.ts';
import type { ServerList } from '../../../src-shared/domain/workflow/model.ts';
import type { PackageKey } from '../../../src-shared/domain/workflow/package-key.ts';

/** What the bar at the foot says: what a change has caused, or why it was refused. */
export interface Sentence {
  readonly tone: 'plain' | 'problem';
  readonly text: string;
}

export interface BuilderStore {
  /** null = the list of packages is on. */
  readonly key: PackageKey | null;
  readonly error: DeskError | null;
  readonly detail: PackageDetail | null;
  readonly base: Arrangement['base'] | null;
  readonly history: WorkflowHistory | null;
  readonly stale: Arrangement['stale'];
  /** The list the arrangement was begun on, while `stale` waits for the person's choice. */
  readonly began: ServerList | null;
  readonly selectedKey: string | null;
  /** A card that must take the focus once it is drawn; the number makes the same wish new. */
  readonly wantedFocus: { readonly key: string; readonly round: number } | null;
  readonly sentence: Sentence | null;
  readonly dialog:
    | 'preview'
    | 'outline'
    | 'move'
    | 'replace'
    | 'email'
    | 'placeholder'
    | 'saveTemplate'
    | 'removeTemplate'
    | null;
  /** Of the last submit, plan again or withdrawal. */
  readonly actError: DeskError | null;
  readonly isActing: boolean;
}

export const CLOSED_BUILDER: BuilderStore = {
  key: null,
  error: null,
  detail: null,
  base: null,
  history: null,
  stale: null,
  began: null,
  selectedKey: null,
  wantedFocus: null,
  sentence: null,
  dialog: null,
  actError: null,
  isActing: false,
};

export const useBuilderStore = create<BuilderStore>(() => CLOSED_BUILDER);

/** Selects a card; the inspector shows it. */
export function selectCard(key: string | null): void {
  if (useBuilderStore.getState().selectedKey !== key) {
    useBuilderStore.setState({ selectedKey: key });
  }
}

/** Selects a card and puts the focus on it once it is drawn. */
export function focusCard(key: string): void {
  useBuilderStore.setState(({ wantedFocus }) => ({
    selectedKey: key,
    wantedFocus: { key, round: (wantedFocus?.round ?? 0) + 1 },
  }));
}

export function openDialog(dialog: BuilderStore['dialog']): void {
  useBuilderStore.setState({ dialog, actError: null });
}
