// Owns: the lanes side by side with the gaps between them, the focus inside, and the keys that move and walk.
import { Fragment, useLayoutEffect, useMemo, useRef } from 'react';
import styles from './board.module.css';
import { selectCard, useBuilderStore } from './builder-store.ts';
import { refuse, runEdit } from './edit-workflow.ts';
import { BoardLane } from './board-lane.tsx';
import { LaneGap } from './lane-gap.tsx';
import { groupLanes, readLaneKey } from './lane-groups.ts';
import { createMove, findDirectedTarget, findNeighbour } from './move-choices.ts';
import { listLanes } from '../../../src-shared/domain/workflow/model.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { words } from '../../words/words.ts';
import type { CSSProperties, KeyboardEvent, RefObject } from 'react';
import type { FocusDirection, MoveDirection } from './move-choices.ts';
import type { Lane, Workflow } from '../../../src-shared/domain/workflow/model.ts';

const says = words.builder.board;

export interface BoardProps {
  readonly workflow: Workflow;
  readonly isEditable: boolean;
}

export function Board({ workflow, isEditable }: BoardProps) {
  const ref = useRef<HTMLElement>(null);
  const selectedKey = useBuilderStore((store) => store.selectedKey);
  const lanes = useMemo(() => listLanes(workflow), [workflow]);
  const groups = useMemo(() => groupLanes(lanes), [lanes]);
  useWantedFocus(ref);
  const tabStop = selectedKey ?? lanes[0]?.recipients[0]?.key ?? null;
  const hasGaps = workflow.type !== 'INDIVIDUAL';
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- hears the keys of its cards, has none itself
    <section
      ref={ref}
      className={styles.board}
      aria-label={says.region}
      data-pane="board"
      data-board=""
      onKeyDown={(event) => onBoardKeyDown(event, workflow, isEditable)}
    >
      {lanes.length === 0 ? <EmptyBoard isEditable={isEditable} /> : null}
      {groups.map((group) => (
        <div
          key={readLaneKey(group[0])}
          className={styles.group}
          style={{ '--lanes': group.length } as CSSProperties}
        >
          {group.map((lane) => (
            <Fragment key={readLaneKey(lane)}>
              {hasGaps ? (
                <LaneGap
                  step={lanes[lane.index - 2]?.step ?? 0}
                  label={says.dropBefore(lane.index)}
                  isDisabled={!isEditable}
                />
              ) : null}
              <BoardLane
                lane={lane}
                type={workflow.type}
                selectedKey={isIn(lane, selectedKey) ? selectedKey : null}
                tabStop={isIn(lane, tabStop) ? tabStop : null}
                isEditable={isEditable}
              />
            </Fragment>
          ))}
        </div>
      ))}
      {lanes.length > 0 && hasGaps ? (
        <LaneGap step={null} label={says.dropLast} isDisabled={!isEditable} />
      ) : null}
    </section>
  );
}

function isIn(lane: Lane, key: string | null): boolean {
  return lane.recipients.some((one) => one.key === key);
}

function EmptyBoard({ isEditable }: { readonly isEditable: boolean }) {
  return (
    <div className={styles.empty}>
      <LaneGap step={null} label={says.dropFirst} isDisabled={!isEditable} isWide>
        <EmptyState title={says.emptyTitle} text={isEditable ? says.emptyText : ''} />
      </LaneGap>
    </div>
  );
}

/** A card that moved is drawn anew in its lane; the focus goes with it. */
function useWantedFocus(ref: RefObject<HTMLElement | null>): void {
  const wanted = useBuilderStore((store) => store.wantedFocus);
  useLayoutEffect(() => {
    if (wanted === null) return;
    showAndFocus(findCard(ref.current, wanted.key));
  }, [wanted, ref]);
}

/** The focus alone leaves a card where it is, as long as a little of it can be seen. */
function showAndFocus(card: HTMLElement | null): void {
  card?.focus();
  card?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function findCard(board: HTMLElement | null, key: string): HTMLElement | null {
  return board?.querySelector<HTMLElement>(`[data-card="${CSS.escape(key)}"]`) ?? null;
}

const WALKS: Readonly<Record<string, FocusDirection>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
};
const MOVES: Readonly<Record<string, MoveDirection>> = {
  ArrowUp: 'earlier',
  ArrowDown: 'later',
  ArrowLeft: 'joinBefore',
  ArrowRight: 'joinAfter',
};

/** Arrows walk, with Alt they move the card; Delete removes it. */
function onBoardKeyDown(
  event: KeyboardEvent<HTMLElement>,
  workflow: Workflow,
  isEditable: boolean,
): void {
  if (!(event.target instanceof HTMLElement)) return;
  const key = event.target.dataset['card'];
  if (key === undefined || event.ctrlKey || event.metaKey) return;
  const moves = event.altKey ? MOVES[event.key] : undefined;
  const walks = event.altKey ? undefined : WALKS[event.key];
  if (moves !== undefined) {
    event.preventDefault();
    if (isEditable) moveByKey(workflow, key, moves);
  } else if (walks !== undefined) {
    event.preventDefault();
    const next = findNeighbour(workflow, key, walks);
    if (next === null) return;
    selectCard(next);
    showAndFocus(findCard(event.currentTarget, next));
  } else if (event.key === 'Delete' && isEditable) {
    event.preventDefault();
    runEdit({ kind: 'remove', key }, 'card');
  }
}

function moveByKey(workflow: Workflow, key: string, direction: MoveDirection): void {
  const to = findDirectedTarget(workflow, key, direction);
  if (to === null) refuse(words.builder.move.nowhere);
  else runEdit(createMove(key, to), 'card');
}
