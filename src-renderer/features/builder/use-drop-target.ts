// Owns: the two kinds of drop targets, on a lane and between lanes: what dropping would cause, and the drop itself.
import { useMemo } from 'react';
import { useDrop } from 'react-aria/useDrop';
import { announce } from '../../stores/announcer-store.ts';
import { DRAG_TYPE, useDragStore, useTargetOrderStore } from './drag-store.ts';
import { foresee, runEdit } from './edit-workflow.ts';
import type { RefObject } from 'react';
import type { WorkflowCommand } from '../../../src-shared/domain/workflow/commands.ts';
import type { LaneTarget } from '../../../src-shared/domain/workflow/lane-steps.ts';

/**
 * Makes an element take cards and people; says before what a drop there would cause. React Aria's keyboard drag goes
 * through the targets in the order they were made known; whenever one begins, all make themselves known anew, so that
 * Tab follows the lanes as they stand.
 */
export function useDropTarget(
  ref: RefObject<HTMLElement | null>,
  target: LaneTarget,
  isDisabled: boolean,
) {
  const order = useTargetOrderStore((store) => store.order);
  const orderedRef = useMemo(
    () => ({
      get current() {
        return ref.current;
      },
    }),
    // oxlint-disable-next-line react/memo-dependencies, react-hooks/exhaustive-deps -- a new object is what makes it known anew
    [ref, order],
  );
  return useDrop({
    ref: orderedRef,
    isDisabled,
    // A refused place takes the drop as well, so that the reason can be said.
    getDropOperation: (types, allowed) =>
      types.has(DRAG_TYPE) && allowed.includes('move') ? 'move' : 'cancel',
    onDropEnter: () => {
      useDragStore.setState({ over: target });
      foreseeInNextFrame(target);
    },
    onDropExit: () => {
      // The next target is entered before this one is left; its sentence stays.
      if (useDragStore.getState().over === target) {
        useDragStore.setState({ foresight: null, over: null });
      }
    },
    onDrop: () => {
      const command = createDropCommand(target);
      if (command !== null) runEdit(command, 'card');
    },
  });
}

/** A quick mouse enters several places between two frames; only the one it is over when they are drawn is foreseen. */
function foreseeInNextFrame(target: LaneTarget): void {
  requestAnimationFrame(() => {
    const command = createDropCommand(target);
    if (command === null || useDragStore.getState().over !== target) return;
    const foresight = foresee(command);
    useDragStore.setState({ foresight });
    announce(foresight.text);
  });
}

function createDropCommand(to: LaneTarget): WorkflowCommand | null {
  const { dragged } = useDragStore.getState();
  if (dragged === null) return null;
  return dragged.kind === 'card'
    ? { kind: 'move', key: dragged.key, to }
    : { kind: 'add', recipient: dragged.recipient, to };
}
