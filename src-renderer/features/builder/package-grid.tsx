// Owns: the grid of packages: what pointer, keys and commands do to the active row.
import { openPackage } from './open-package.ts';
import { PackageListRow } from './package-list-row.tsx';
import { moveActivePackage, usePackageListStore } from './package-list-store.ts';
import { readMorePackages, readPackages } from './read-packages.ts';
import { useCommand } from '../../commands/use-command.ts';
import { RowGrid } from '../../ui/row-grid.tsx';
import { CLOCK_RENEWAL_MS, useNow } from '../../ui/use-now.ts';
import { words } from '../../words/words.ts';
import type { PackageKey } from '../../../src-shared/domain/workflow/package-key.ts';

const ROW_HEIGHT_PX = 54;

export function PackageGrid() {
  const { rows, total, activeKey, next } = usePackageListStore();
  const nowMs = useNow(CLOCK_RENEWAL_MS);
  usePackageCommands(activeKey);
  return (
    <RowGrid
      label={words.packages.grid}
      rows={rows}
      total={total}
      activeKey={activeKey}
      rowHeightPx={ROW_HEIGHT_PX}
      hasMore={next !== null}
      onReadMore={askForMore}
      onMove={moveActivePackage}
      onRowClick={(key) => void openPackage(key)}
      renderRow={(row, place) => (
        <PackageListRow
          key={row.key}
          row={row}
          place={place}
          nowMs={nowMs}
          isActive={row.key === activeKey}
        />
      )}
    />
  );
}

function askForMore(): void {
  void readMorePackages();
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
