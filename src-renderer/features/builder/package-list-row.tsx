/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a virtualised grid draws rows at absolute places, which tables cannot */
// Owns: one row of the list of packages.
import { memo } from 'react';
import styles from './package-list.module.css';
import { Chip } from '../../ui/chip.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { GridRow } from '../../ui/row-grid.tsx';
import { format, words } from '../../words/words.ts';
import type { RowPlace } from '../../ui/row-grid.tsx';
import type { PackageRow } from '../../../src-shared/contract/package-view.ts';

const says = words.packages;

export interface PackageListRowProps {
  readonly row: PackageRow;
  readonly place: RowPlace;
  readonly nowMs: number;
  readonly isActive: boolean;
}

export const PackageListRow = memo(function PackageListRow(props: PackageListRowProps) {
  const { row, place, nowMs, isActive } = props;
  return (
    <GridRow
      rowKey={row.key}
      place={place}
      isActive={isActive}
      isSelected={isActive}
      className={styles.row}
    >
      <div role="gridcell" className={styles.about}>
        <div className={styles.name}>
          <ForeignText text={row.name} />
        </div>
        <div className={styles.sub}>
          <ForeignText text={row.ownerName} />
          {' · '}
          {row.recipientCount === null || row.stepCount === null
            ? says.notRead
            : `${says.recipients(row.recipientCount)}, ${says.steps(row.stepCount)}`}
        </div>
      </div>
      <div role="gridcell" className={styles.chips}>
        <RowChips row={row} />
      </div>
      <div role="gridcell" className={styles.time}>
        {row.modifiedAt === null ? (
          says.neverChanged
        ) : (
          <time dateTime={row.modifiedAt} title={format.exact(row.modifiedAt)}>
            {says.changed(format.moment(row.modifiedAt, nowMs))}
          </time>
        )}
      </div>
    </GridRow>
  );
});

function RowChips({ row }: { readonly row: PackageRow }) {
  const { overlay } = row;
  return (
    <>
      {overlay === null ? null : (
        <Chip tone="accent">
          {says.plan(words.outbox.phrases[overlay.phrase].short, overlay.done, overlay.total)}
        </Chip>
      )}
      {row.hasDraft ? <Chip tone="warn">{says.hasDraft}</Chip> : null}
      {row.isLocked ? <Chip tone="warn">{says.locked}</Chip> : null}
      {row.type === null ? null : <Chip>{words.workflow.types[row.type]}</Chip>}
      {row.documentTypes.map((type) => (
        <Chip key={type}>{words.workflow.documents[type]}</Chip>
      ))}
      {row.stage === null ? (
        <Chip>
          <ForeignText text={row.rawStatus} />
        </Chip>
      ) : (
        <Chip tone={row.stage === 'completed' ? 'ok' : row.stage === 'declined' ? 'bad' : 'plain'}>
          {words.workflow.stages[row.stage]}
        </Chip>
      )}
    </>
  );
}
