// Owns: which rows are selected and how keys and clicks change that. Pure.
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';

export interface Selection {
  readonly keys: ReadonlySet<RequestKey>;
  /** Where a range starts: the last row toggled or moved to alone. */
  readonly anchor: RequestKey | null;
}

export const EMPTY_SELECTION: Selection = { keys: new Set(), anchor: null };

/** A bulk decision takes at most this many rows (contract: decideMany). */
export const SELECTION_LIMIT = 500;

export type SelectionChange =
  | { readonly kind: 'toggle'; readonly key: RequestKey }
  | { readonly kind: 'extend'; readonly to: RequestKey }
  | { readonly kind: 'all' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'keep'; readonly keys: readonly RequestKey[] };

/** Changes a selection. `order` is the list as shown; nothing outside it is ever selected. */
export function changeSelection(
  selection: Selection,
  change: SelectionChange,
  order: readonly RequestKey[],
): Selection {
  switch (change.kind) {
    case 'toggle':
      return toggleKey(selection, change.key, order);
    case 'extend':
      return extendTo(selection, change.to, order);
    case 'all':
      return { keys: new Set(order.slice(0, SELECTION_LIMIT)), anchor: order[0] ?? null };
    case 'clear':
      return EMPTY_SELECTION;
    case 'keep':
      return keepOnly(selection, new Set(change.keys));
  }
}

function toggleKey(selection: Selection, key: RequestKey, order: readonly RequestKey[]): Selection {
  const keys = new Set(selection.keys);
  if (keys.delete(key)) return { keys, anchor: key };
  if (!order.includes(key) || keys.size >= SELECTION_LIMIT) return selection;
  return { keys: keys.add(key), anchor: key };
}

function extendTo(selection: Selection, to: RequestKey, order: readonly RequestKey[]): Selection {
  const end = order.indexOf(to);
  if (end === -1) return selection;
  const anchored = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const start = anchored === -1 ? end : anchored;
  const range = order.slice(Math.min(start, end), Math.max(start, end) + 1);
  const keys = new Set([...selection.keys, ...range].slice(0, SELECTION_LIMIT));
  return { keys, anchor: order[start] ?? to };
}

function keepOnly(selection: Selection, kept: ReadonlySet<RequestKey>): Selection {
  const keys = new Set([...selection.keys].filter((key) => kept.has(key)));
  const isAnchorKept = selection.anchor !== null && kept.has(selection.anchor);
  return { keys, anchor: isAnchorKept ? selection.anchor : null };
}
