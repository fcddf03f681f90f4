// Owns: the grid of requests: what pointer and keys do to the active row and the selection.
import { RequestRow } from './request-row.tsx';
import { PLAIN_ROW_HEIGHT_PX, measureRow } from './list-rows.ts';
import {
  activateRow,
  extendActive,
  moveActive,
  select,
  touchList,
  useListStore,
} from './list-store.ts';
import { readMore } from './read-list.ts';
import { listRowChips } from './row-words.ts';
import { enterDetail, toggleActive } from './use-inbox-commands.ts';
import { RowGrid } from '../../ui/row-grid.tsx';
import { AGE_RENEWAL_MS, useNow } from '../../ui/use-now.ts';
import { words } from '../../words/words.ts';
import type { MouseEvent } from 'react';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';

export function RequestGrid() {
  const { rows, total, activeKey, selection, next } = useListStore();
  const nowMs = useNow(AGE_RENEWAL_MS);
  return (
    <RowGrid
      label={words.inbox.grid}
      rows={rows}
      total={total}
      activeKey={activeKey}
      rowHeightPx={PLAIN_ROW_HEIGHT_PX}
      measureRow={(row) => measureRow(listRowChips(row, nowMs).length > 0)}
      canSelectMany
      hasMore={next !== null}
      onReadMore={askForMore}
      onMove={(steps, isExtending) => (isExtending ? extendActive(steps) : moveActive(steps))}
      onMark={toggleActive}
      onRowPress={onRowPress}
      onRowDoublePress={enterDetail}
      onWheel={touchList}
      renderRow={(row, place) => (
        <RequestRow
          key={row.key}
          row={row}
          place={place}
          nowMs={nowMs}
          isActive={row.key === activeKey}
          isSelected={selection.keys.has(row.key)}
          hasSelection={selection.keys.size > 0}
        />
      )}
    />
  );
}

function askForMore(): void {
  void readMore();
}

/** A click opens; with Ctrl or on the mark it selects; with Shift it selects up to here. */
function onRowPress(key: RequestKey, event: MouseEvent): void {
  const { activeKey, selection } = useListStore.getState();
  const isOnMark =
    event.target instanceof Element && event.target.closest('[data-select]') !== null;
  if (event.shiftKey) {
    event.preventDefault();
    if (selection.keys.size === 0 && activeKey !== null) {
      select({ kind: 'toggle', key: activeKey });
    }
    select({ kind: 'extend', to: key });
  } else if (event.ctrlKey || event.metaKey || isOnMark) {
    select({ kind: 'toggle', key });
    return;
  }
  activateRow(key);
}
