// Owns: one lane: its number and kind, its cards, and dropping on it (act together).
import { memo, useMemo, useRef } from 'react';
import styles from './board.module.css';
import { isSameCard, RecipientCard } from './recipient-card.tsx';
import { useDropTarget } from './use-drop-target.ts';
import { writeNames } from './write-workflow.ts';
import { isBlockingRole } from '../../../src-shared/domain/workflow/model.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import { words } from '../../words/words.ts';
import type { LaneTarget } from '../../../src-shared/domain/workflow/lane-steps.ts';
import type { Lane, WorkflowType } from '../../../src-shared/domain/workflow/model.ts';

const says = words.builder.board;

export interface BoardLaneProps {
  readonly lane: Lane;
  readonly type: WorkflowType;
  /** Only when it is in this lane, so that other lanes are not drawn again. */
  readonly selectedKey: string | null;
  readonly tabStop: string | null;
  readonly isEditable: boolean;
}

export const BoardLane = memo(function BoardLane({
  lane,
  type,
  selectedKey,
  tabStop,
  isEditable,
}: BoardLaneProps) {
  const { index, step, recipients } = lane;
  const ref = useRef<HTMLDivElement>(null);
  const target = useMemo((): LaneTarget => ({ kind: 'lane', step }), [step]);
  const { dropProps, isDropTarget } = useDropTarget(ref, target, !isEditable);
  const kind = nameLane(lane, type);
  return (
    <div className={styles.lane}>
      <h2 className={styles.laneHead}>
        <span className={styles.number} aria-hidden="true">
          {index}
        </span>
        <span className="visually-hidden">{says.lane(index, kind.title)}</span>
        <span aria-hidden="true">{kind.title}</span>
        <span className={styles.laneNote}>
          {kind.note}
          {step === index || type === 'PARALLEL' || type === 'INDIVIDUAL'
            ? null
            : ` ${says.numbered(step)}`}
        </span>
      </h2>
      <div
        ref={ref}
        {...dropProps}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a drop target with a name; a fieldset groups fields
        role="group"
        // Reached by a keyboard drag only.
        tabIndex={-1}
        aria-label={says.dropOn(index, writeNames(recipients))}
        data-lane={index}
        className={joinClasses(styles.drop, isDropTarget && styles.over)}
      >
        <ul className={styles.cards}>
          {recipients.map((one) => (
            <RecipientCard
              key={one.key}
              recipient={one}
              isSelected={one.key === selectedKey}
              isTabStop={one.key === tabStop}
              isEditable={isEditable}
            />
          ))}
        </ul>
      </div>
    </div>
  );
}, isSameLane);

/** Every edit makes new lanes; only those that look otherwise are drawn again. */
function isSameLane(a: BoardLaneProps, b: BoardLaneProps): boolean {
  return (
    a.lane.index === b.lane.index &&
    a.lane.step === b.lane.step &&
    a.lane.recipients.length === b.lane.recipients.length &&
    a.lane.recipients.every((one, place) => {
      const other = b.lane.recipients[place];
      return other !== undefined && isSameCard(one, other);
    }) &&
    a.type === b.type &&
    a.selectedKey === b.selectedKey &&
    a.tabStop === b.tabStop &&
    a.isEditable === b.isEditable
  );
}

function nameLane(
  lane: Lane,
  type: WorkflowType,
): { readonly title: string; readonly note: string } {
  if (type === 'INDIVIDUAL') return { title: says.ownCopies, note: '' };
  const blocking = lane.recipients.filter((one) => isBlockingRole(one.role)).length;
  if (lane.recipients.length > 1) {
    return { title: says.parallel, note: blocking > 1 ? says.allMustAct : '' };
  }
  return { title: lane.index === 1 ? says.first : says.later, note: '' };
}
