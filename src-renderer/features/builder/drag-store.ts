// Owns: what is being dragged and what dropping it where it is would cause; and ending a drag whose card is gone.
// Must not: change the arrangement.
import { flushSync } from 'react-dom';
import { create } from 'zustand';
import type { NewRecipient } from '../../../src-shared/domain/workflow/commands.ts';
import type { LaneTarget } from '../../../src-shared/domain/workflow/lane-steps.ts';
import type { Sentence } from './builder-store.ts';

/** A card of the board, or somebody from the palette. */
export type Dragged =
  | { readonly kind: 'card'; readonly key: string; readonly name: string }
  | { readonly kind: 'new'; readonly recipient: NewRecipient };

interface DragStore {
  readonly dragged: Dragged | null;
  /** What dropping here would cause; null over no target. */
  readonly foresight: Sentence | null;
  /** The target the drag is over. */
  readonly over: LaneTarget | null;
}

/** The one type of data our drop targets take; files and texts from elsewhere are refused. */
export const DRAG_TYPE = 'application/x-signing-desk-recipient';

export const useDragStore = create<DragStore>(() => ({
  dragged: null,
  foresight: null,
  over: null,
}));

/**
 * Counts the keyboard drags: with each, the targets stand in a new order. A store of its own, because every target
 * listens to it, and a mouse that crosses one of six hundred must not ask all of them.
 */
export const useTargetOrderStore = create(() => ({ order: 0 }));

const whenEnded = new Set<() => void>();

/** Runs once when the present drag is over, at once when there is none: for news that must wait. */
export function runAfterDrag(run: () => void): void {
  if (useDragStore.getState().dragged === null) run();
  else whenEnded.add(run);
}

/** Before a keyboard drag: its targets make themselves known in the order they are drawn in. */
export function orderTargets(): void {
  flushSync(() => useTargetOrderStore.setState(({ order }) => ({ order: order + 1 })));
}

export function startDrag(dragged: Dragged): void {
  useDragStore.setState({ dragged, foresight: null, over: null });
}

/** The drag is over, by a drop, by Escape, or because its card is gone. */
export function finishDrag(): void {
  if (useDragStore.getState().dragged === null) return;
  useDragStore.setState({ dragged: null, foresight: null, over: null });
  const waiting = [...whenEnded];
  whenEnded.clear();
  for (const run of waiting) run();
}

/**
 * Ends the drag of a card that was taken off the page. React Aria keeps its keyboard drag alive then and swallows
 * every key until Escape (react-spectrum issue 10599), so Escape is what it gets. Its listeners come a frame late.
 */
export function abandonDrag(): void {
  if (useDragStore.getState().dragged === null) return;
  pressEscape();
  finishDrag();
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (useDragStore.getState().dragged === null) pressEscape();
      rescueFocus();
    }),
  );
}

/** The drop target that had the focus is gone with the board; without a new one Chromium hears no keys at all. */
function rescueFocus(): void {
  if (document.activeElement !== document.body) return;
  const place =
    document.querySelector<HTMLElement>('main [data-pane-focus]') ??
    document.querySelector<HTMLElement>('[data-pane-focus]');
  place?.focus();
}

function pressEscape(): void {
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', cancelable: true }));
}
