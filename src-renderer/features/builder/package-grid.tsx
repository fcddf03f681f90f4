/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a virtualised grid draws rows at absolute places, which tables cannot */
// Owns: the virtualised grid of packages: one tab stop, the active row named by aria-activedescendant.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import styles from './package-list.module.css';
import { openPackage } from './open-package.ts';
import { PackageListRow } from './package-list-row.tsx';
import { moveActivePackage, usePackageListStore } from './package-list-store.ts';
import { readMorePackages, readPackages } from './read-packages.ts';
import { LIST_SCOPE } from '../../commands/use-keyboard.ts';
import { useCommand } from '../../commands/use-command.ts';
import { useNow } from '../../ui/use-now.ts';
import { words } from '../../words/words.ts';
import type { KeyboardEvent, MouseEvent } from 'react';
import type { PackageKey } from '../../../src-shared/domain/workflow/package-key.ts';

const ROW_HEIGHT_PX = 54;
const OVERSCAN_ROWS = 10;
/** The next page is asked for when this few loaded rows are left below. */
const READ_AHEAD_ROWS = 30;
const AGE_RENEWAL_MS = 60_000;

export function PackageGrid() {
  const { rows, total, activeKey, next } = usePackageListStore();
  const gridRef = useRef<HTMLDivElement>(null);
  const nowMs = useNow(AGE_RENEWAL_MS);
  // oxlint-disable-next-line react/incompatible-library -- the compiler is not in use; the virtualizer is meant to change in place
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => gridRef.current,
    estimateSize: () => ROW_HEIGHT_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: OVERSCAN_ROWS,
  });
  const activeIndex = rows.findIndex((row) => row.key === activeKey);
  useEffect(() => {
    if (activeIndex >= 0) virtualizer.scrollToIndex(activeIndex, { align: 'auto' });
  }, [activeIndex, virtualizer]);
  const items = virtualizer.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (next !== null && lastIndex >= rows.length - READ_AHEAD_ROWS) void readMorePackages();
  }, [lastIndex, next, rows.length]);
  usePackageCommands(activeKey);
  const isActiveDrawn = items.some((item) => item.index === activeIndex);
  return (
    <div
      ref={gridRef}
      role="grid"
      tabIndex={0}
      aria-label={words.packages.grid}
      aria-rowcount={total}
      {...(isActiveDrawn && activeKey !== null
        ? { 'aria-activedescendant': namePackageRow(activeKey) }
        : {})}
      className={styles.grid}
      data-pane-focus=""
      {...LIST_SCOPE}
      onKeyDown={onGridKeyDown}
      onClick={onGridClick}
    >
      <div role="rowgroup" className={styles.sizer} style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          return row === undefined ? null : (
            <PackageListRow
              key={row.key}
              id={namePackageRow(row.key)}
              row={row}
              index={item.index}
              topPx={item.start}
              heightPx={item.size}
              nowMs={nowMs}
              isActive={row.key === activeKey}
            />
          );
        })}
      </div>
    </div>
  );
}

function usePackageCommands(activeKey: PackageKey | null): void {
  useCommand('list.next', () => moveActivePackage(1));
  useCommand('list.previous', () => moveActivePackage(-1));
  useCommand('list.reload', () => void readPackages());
  useCommand(
    'list.open',
    () => {
      if (activeKey !== null) void openPackage(activeKey);
    },
    activeKey !== null,
  );
}

function namePackageRow(key: PackageKey): string {
  return `package-${key}`;
}

/** The fixed keys of a grid; letters and Enter are commands. */
function onGridKeyDown(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const pageRows = Math.max(1, Math.floor(event.currentTarget.clientHeight / ROW_HEIGHT_PX) - 1);
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
  if (wanted === undefined) return;
  event.preventDefault();
  moveActivePackage(wanted);
}

function onGridClick(event: MouseEvent): void {
  if (!(event.target instanceof Element)) return;
  const key = event.target.closest<HTMLElement>('[data-package]')?.dataset['package'];
  if (key !== undefined) void openPackage(key as PackageKey);
}
