/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a virtualised grid draws rows at absolute places, which tables cannot */
// Owns: one row of the list: who to whom, dossier and owner, waiting time, chips.
import { Check } from 'lucide-react';
import { memo } from 'react';
import styles from './request-row.module.css';
import { listRowChips, writeRowAge } from './row-words.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Chip } from '../../ui/chip.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { GridRow } from '../../ui/row-grid.tsx';
import { joinClasses } from '../../ui/join-classes.ts';
import { useNow } from '../../ui/use-now.ts';
import { format, words } from '../../words/words.ts';
import type { RowPlace } from '../../ui/row-grid.tsx';
import type { InboxRow } from '../../../src-shared/contract/inbox-view.ts';

export interface RequestRowProps {
  readonly row: InboxRow;
  readonly place: RowPlace;
  readonly nowMs: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly hasSelection: boolean;
}

export const RequestRow = memo(function RequestRow(props: RequestRowProps) {
  const { row, place, nowMs, isActive, isSelected } = props;
  return (
    <GridRow
      rowKey={row.key}
      place={place}
      isActive={isActive}
      isSelected={isSelected}
      className={joinClasses(styles.row, props.hasSelection && styles.choosing)}
    >
      <div role="gridcell" className={styles.mark} data-select="">
        <Avatar name={row.fromName} />
        <span className={styles.box} aria-hidden="true">
          <Check size={14} />
        </span>
      </div>
      <div role="gridcell" className={styles.text}>
        <div className={styles.who}>
          <ForeignText text={row.fromName} />
          <span className={styles.arrow} aria-hidden="true">
            →
          </span>
          <span className="visually-hidden"> {words.inbox.arrow} </span>
          <ForeignText text={row.toName} />
        </div>
        <div className={styles.sub}>
          <ForeignText text={row.dossierName} />
          <span className={styles.dot}> · </span>
          <ForeignText text={row.owner} />
        </div>
        {row.overlay?.phrase === 'held' ? (
          <HeldChips row={row} />
        ) : (
          <Chips row={row} nowMs={nowMs} />
        )}
      </div>
      <div role="gridcell" className={styles.time}>
        <time dateTime={row.createdAt} title={format.exact(row.createdAt)}>
          {writeRowAge(row, nowMs)}
        </time>
      </div>
    </GridRow>
  );
});

/** A held row counts its seconds; the others need no clock of their own. */
function HeldChips({ row }: { readonly row: InboxRow }) {
  return <Chips row={row} nowMs={useNow(500)} />;
}

function Chips({ row, nowMs }: { readonly row: InboxRow; readonly nowMs: number }) {
  const chips = listRowChips(row, nowMs);
  if (chips.length === 0) return null;
  return (
    <div className={styles.chips}>
      {chips.map((chip) => (
        <Chip key={chip.id} tone={chip.tone}>
          {chip.text}
        </Chip>
      ))}
    </div>
  );
}
