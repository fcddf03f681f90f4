/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a virtualised grid draws rows at absolute places, which tables cannot */
// Owns: the virtualised grid of requests: one tab stop, the active row named by aria-activedescendant.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef } from 'react';
import styles from './request-grid.module.css';
import { RequestRow } from './request-row.tsx';
import { measureRow } from './list-rows.ts';
import {
  activateRow,
  extendActive,
  moveActive,
  select,
  touchList,
  useListStore,
} from './list-store.ts';
import { readMore } from './read-list.ts';
import { nameRowElement } from './row-element.ts';
import { listRowChips } from './row-words.ts';
import { enterDetail } from './use-inbox-commands.ts';
import { LIST_SCOPE } from '../../commands/use-keyboard.ts';
import { useNow } from '../../ui/use-now.ts';
import { words } from '../../words/words.ts';
import type { KeyboardEvent, MouseEvent, RefObject } from 'react';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';

/** Ages on rows move by minutes; a held row counts seconds by itself. */
const AGE_RENEWAL_MS = 30_000;
/** Rows kept ready outside the window, so that a fast wheel shows no holes. */
const OVERSCAN_ROWS = 10;
/** The next page is asked for when this few loaded rows are left below. */
const READ_AHEAD_ROWS = 30;

/** Rows drawn now, and keeping the active one in sight and enough rows loaded below. */
function useDrawnRows(gridRef: RefObject<HTMLDivElement | null>, nowMs: number) {
  const { rows, activeKey, next } = useListStore();
  // oxlint-disable-next-line react/incompatible-library -- the compiler is not in use; the virtualizer is meant to change in place
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => gridRef.current,
    estimateSize: (index) => {
      const row = rows[index];
      return measureRow(row !== undefined && listRowChips(row, nowMs).length > 0);
    },
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: OVERSCAN_ROWS,
  });
  useLayoutEffect(() => virtualizer.measure(), [rows, virtualizer]);
  const activeIndex = rows.findIndex((row) => row.key === activeKey);
  useEffect(() => {
    if (activeIndex >= 0) virtualizer.scrollToIndex(activeIndex, { align: 'auto' });
  }, [activeIndex, virtualizer]);
  const items = virtualizer.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (next !== null && lastIndex >= rows.length - READ_AHEAD_ROWS) void readMore();
  }, [lastIndex, next, rows.length]);
  return {
    items,
    totalPx: virtualizer.getTotalSize(),
    isActiveDrawn: items.some((item) => item.index === activeIndex),
  };
}

export function RequestGrid() {
  const { rows, total, activeKey, selection } = useListStore();
  const gridRef = useRef<HTMLDivElement>(null);
  const nowMs = useNow(AGE_RENEWAL_MS);
  const { items, totalPx, isActiveDrawn } = useDrawnRows(gridRef, nowMs);
  const active =
    isActiveDrawn && activeKey !== null
      ? { 'aria-activedescendant': nameRowElement(activeKey) }
      : {};
  return (
    <div
      ref={gridRef}
      role="grid"
      tabIndex={0}
      aria-label={words.inbox.grid}
      aria-rowcount={total}
      aria-multiselectable="true"
      {...active}
      className={styles.grid}
      data-pane-focus=""
      {...LIST_SCOPE}
      onKeyDown={onGridKeyDown}
      onMouseDown={onGridMouseDown}
      onDoubleClick={() => enterDetail()}
      onWheel={touchList}
    >
      <div role="rowgroup" className={styles.sizer} style={{ height: totalPx }}>
        {items.map((item) => {
          const row = rows[item.index];
          return row === undefined ? null : (
            <RequestRow
              key={row.key}
              row={row}
              index={item.index}
              topPx={item.start}
              heightPx={item.size}
              nowMs={nowMs}
              isActive={row.key === activeKey}
              isSelected={selection.keys.has(row.key)}
              hasSelection={selection.keys.size > 0}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The fixed keys of a grid; letters are commands. */
function onGridKeyDown(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const pageRows = Math.max(
    1,
    Math.floor(event.currentTarget.clientHeight / measureRow(false)) - 1,
  );
  const far = Number.MAX_SAFE_INTEGER;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: pageRows,
    PageUp: -pageRows,
    Home: -far,
    End: far,
  };
  const wanted = steps[event.key];
  if (wanted !== undefined) {
    event.preventDefault();
    if (event.shiftKey) extendActive(wanted);
    else moveActive(wanted);
    return;
  }
  if (event.key === ' ') {
    event.preventDefault();
    const { activeKey } = useListStore.getState();
    if (activeKey !== null) select({ kind: 'toggle', key: activeKey });
  }
}

/** A click opens; with Ctrl or on the mark it selects; with Shift it selects up to here. */
function onGridMouseDown(event: MouseEvent): void {
  if (event.button !== 0 || !(event.target instanceof Element)) return;
  const key = event.target.closest<HTMLElement>('[data-request]')?.dataset.request as
    RequestKey | undefined;
  if (key === undefined) return;
  const { activeKey, selection } = useListStore.getState();
  if (event.shiftKey) {
    event.preventDefault();
    if (selection.keys.size === 0 && activeKey !== null) {
      select({ kind: 'toggle', key: activeKey });
    }
    select({ kind: 'extend', to: key });
  } else if (event.ctrlKey || event.metaKey || event.target.closest('[data-select]') !== null) {
    select({ kind: 'toggle', key });
    return;
  }
  activateRow(key);
}
