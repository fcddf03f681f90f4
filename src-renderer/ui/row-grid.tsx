/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a virtualised grid draws rows at absolute places, which tables cannot */
// Owns: a virtualised grid of rows: one tab stop, the active row named by aria-activedescendant, the fixed keys.
// Must not: know what a row is about; letters and Enter are commands of the screen.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef } from 'react';
import styles from './row-grid.module.css';
import { joinClasses } from './join-classes.ts';
import { LIST_SCOPE } from '../commands/use-keyboard.ts';
import type { VirtualItem } from '@tanstack/react-virtual';
import type { KeyboardEvent, MouseEvent, ReactNode, RefObject } from 'react';

/** Rows kept ready outside the window, so that a fast wheel shows no holes. */
const OVERSCAN_ROWS = 10;
/** The next page is asked for when this few loaded rows are left below. */
const READ_AHEAD_ROWS = 30;

/** Where a row is drawn: its index, and start and size in px. The same object until the rows change. */
export type RowPlace = Readonly<Pick<VirtualItem, 'index' | 'start' | 'size'>>;

export interface RowGridProps<Row extends { readonly key: string }> {
  readonly label: string;
  readonly rows: readonly Row[];
  /** All rows there are, loaded or not. */
  readonly total: number;
  readonly activeKey: Row['key'] | null;
  /** Height of a plain row in px; a page of Page Up and Page Down is counted in it. */
  readonly rowHeightPx: number;
  /** Height in px of a row that is not plain. */
  readonly measureRow?: (row: Row) => number;
  readonly canSelectMany?: boolean;
  readonly hasMore: boolean;
  readonly onReadMore: () => void;
  /** The person moves by so many rows; `isExtending` when Shift is held. */
  readonly onMove: (steps: number, isExtending: boolean) => void;
  /** The space bar, where it means something. */
  readonly onMark?: () => void;
  /** The main button goes down on a row. */
  readonly onRowPress?: (key: Row['key'], event: MouseEvent<HTMLElement>) => void;
  /** The main button went down and up on a row. */
  readonly onRowClick?: (key: Row['key']) => void;
  readonly onRowDoublePress?: () => void;
  readonly onWheel?: () => void;
  readonly renderRow: (row: Row, place: RowPlace) => ReactNode;
}

/** Draws the rows in sight, keeps the active one among them, and asks for more before the end is reached. */
export function RowGrid<Row extends { readonly key: string }>(props: RowGridProps<Row>) {
  const { rows, activeKey } = props;
  const gridRef = useRef<HTMLDivElement>(null);
  const { items, totalPx, isActiveDrawn } = useDrawnRows(gridRef, props);
  const active =
    isActiveDrawn && activeKey !== null ? { 'aria-activedescendant': nameRow(activeKey) } : {};
  return (
    <div
      ref={gridRef}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={props.total}
      {...(props.canSelectMany === true ? { 'aria-multiselectable': true } : {})}
      {...active}
      className={styles.grid}
      data-pane-focus=""
      {...LIST_SCOPE}
      onKeyDown={(event) => onGridKeyDown(event, props)}
      onMouseDown={(event) => {
        const key = findRowKey(event);
        if (key !== null) props.onRowPress?.(key, event);
      }}
      onClick={(event) => {
        const key = findRowKey(event);
        if (key !== null) props.onRowClick?.(key);
      }}
      onDoubleClick={props.onRowDoublePress}
      onWheel={props.onWheel}
    >
      <div role="rowgroup" className={styles.sizer} style={{ height: totalPx }}>
        {items.map((place) => {
          const row = rows[place.index];
          return row === undefined ? null : props.renderRow(row, place);
        })}
      </div>
    </div>
  );
}

export interface GridRowProps {
  /** The row's key, by which the grid finds it again. */
  readonly rowKey: string;
  readonly place: RowPlace;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** One row of a RowGrid, at its place; the active one wears `data-active`, a selected one `data-selected`. */
export function GridRow(props: GridRowProps) {
  const { rowKey, place, isActive, isSelected } = props;
  return (
    <div
      role="row"
      id={nameRow(rowKey)}
      data-row={rowKey}
      {...(isActive ? { 'data-active': '' } : {})}
      {...(isSelected ? { 'data-selected': '' } : {})}
      aria-rowindex={place.index + 1}
      aria-selected={isSelected}
      className={joinClasses(styles.row, props.className)}
      style={{ transform: `translateY(${place.start}px)`, height: place.size }}
    >
      {props.children}
    </div>
  );
}

/** Rows drawn now, and keeping the active one in sight and enough rows loaded below. */
function useDrawnRows<Row extends { readonly key: string }>(
  gridRef: RefObject<HTMLDivElement | null>,
  props: RowGridProps<Row>,
) {
  const { rows, activeKey, rowHeightPx, measureRow, hasMore, onReadMore } = props;
  // oxlint-disable-next-line react/incompatible-library -- the compiler is not in use; the virtualizer is meant to change in place
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => gridRef.current,
    estimateSize: (index) => {
      const row = rows[index];
      return row === undefined || measureRow === undefined ? rowHeightPx : measureRow(row);
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
    if (hasMore && lastIndex >= rows.length - READ_AHEAD_ROWS) onReadMore();
  }, [lastIndex, hasMore, rows.length, onReadMore]);
  return {
    items,
    totalPx: virtualizer.getTotalSize(),
    isActiveDrawn: items.some((item) => item.index === activeIndex),
  };
}

function nameRow(key: string): string {
  return `row-${key}`;
}

/** The key of the row under the pointer, when it was the main button. */
function findRowKey(event: MouseEvent): string | null {
  if (event.button !== 0 || !(event.target instanceof Element)) return null;
  return event.target.closest<HTMLElement>('[data-row]')?.dataset.row ?? null;
}

function onGridKeyDown(
  event: KeyboardEvent<HTMLElement>,
  { rowHeightPx, onMove, onMark }: Pick<RowGridProps<never>, 'rowHeightPx' | 'onMove' | 'onMark'>,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const pageRows = Math.max(1, Math.floor(event.currentTarget.clientHeight / rowHeightPx) - 1);
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
  if (wanted !== undefined) onMove(wanted, event.shiftKey);
  else if (event.key === ' ' && onMark !== undefined) onMark();
  else return;
  event.preventDefault();
}
