// Owns: which entry Tab leads to, moving between entries by key, and keeping the focus when an entry moves away.
import { useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { pickFocus, pickNeighbour } from './entry-order.ts';
import type { FocusEvent, KeyboardEvent, RefObject } from 'react';
import type { ShownEntry } from './entry-order.ts';

export interface EntryFocus {
  readonly currentOpId: string | null;
  readonly move: (step: number) => void;
  /** Makes an entry the current one and focuses it. */
  readonly focusEntry: (opId: string) => void;
  readonly listProps: {
    readonly onFocus: (event: FocusEvent<HTMLDivElement>) => void;
    readonly onBlur: (event: FocusEvent<HTMLDivElement>) => void;
    readonly onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void;
  };
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

function readOpId(target: EventTarget | null): string | null {
  if (!(target instanceof Element)) return null;
  return target.closest<HTMLElement>('[data-op-id]')?.dataset['opId'] ?? null;
}

/** Follows the focus through the entries in `order`. */
export function useEntryFocus(
  order: readonly ShownEntry[],
  listRef: RefObject<HTMLDivElement | null>,
): EntryFocus {
  const before = useRef(order);
  const hasFocus = useRef(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const isChosenShown = order.some(({ opId }) => opId === chosen);
  const currentOpId = isChosenShown ? chosen : (order[0]?.opId ?? null);

  const focusEntry = (opId: string) => {
    setChosen(opId);
    const row = listRef.current?.querySelector(`[data-op-id="${CSS.escape(opId)}"]`);
    row?.querySelector<HTMLElement>('[data-entry-title]')?.focus();
  };

  const repairFocus = useEffectEvent((previous: readonly ShownEntry[]) => {
    if (chosen === null) return;
    const target = pickFocus(previous, order, chosen);
    if (target !== null && target !== chosen) setChosen(target);
    // Only a focus that fell to nowhere is put back; one that is elsewhere is the person's.
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (!hasFocus.current || !isLost) return;
    if (target === null) listRef.current?.focus();
    else focusEntry(target);
  });

  // After every render: a button may vanish from a row that stays.
  useLayoutEffect(() => {
    const previous = before.current;
    before.current = order;
    repairFocus(previous);
  });

  return {
    currentOpId,
    move: (step) => {
      const wanted = pickNeighbour(order, currentOpId, step);
      if (wanted !== null) focusEntry(wanted);
    },
    focusEntry,
    listProps: {
      onFocus: (event) => {
        hasFocus.current = true;
        const opId = readOpId(event.target);
        if (opId !== null) setChosen(opId);
        else if (event.target === listRef.current && currentOpId !== null) focusEntry(currentOpId);
      },
      onBlur: ({ target }) => {
        // An element that is taken away loses the focus too; that is not the person leaving.
        queueMicrotask(() => {
          if (target.isConnected && !listRef.current?.contains(document.activeElement)) {
            hasFocus.current = false;
          }
        });
      },
      onKeyDown: (event) => {
        const step = STEPS[event.key];
        if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        const wanted = pickNeighbour(order, currentOpId, step);
        if (wanted !== null) focusEntry(wanted);
      },
    },
  };
}
