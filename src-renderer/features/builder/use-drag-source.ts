// Owns: making a card or somebody of the palette draggable, and ending the drag when it leaves the page.
import { useEffect, useEffectEvent } from 'react';
import { useDrag } from 'react-aria/useDrag';
import {
  abandonDrag,
  DRAG_TYPE,
  finishDrag,
  orderTargets,
  startDrag,
  useDragStore,
} from './drag-store.ts';
import { announce } from '../../stores/announcer-store.ts';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import type { HTMLAttributes } from 'react';
import type { Dragged } from './drag-store.ts';

/** `readDragged` is asked when a drag begins. Pointer, touch and keyboard (Enter) all begin one. */
export function useDragSource(readDragged: () => Dragged, isDisabled: boolean) {
  useEndWhenGone(readDragged);
  const { dragProps, isDragging } = useDrag({
    isDisabled,
    getItems: () => [{ [DRAG_TYPE]: nameDragged(readDragged()) }],
    getAllowedDropOperations: () => ['move'],
    onDragStart: () => {
      if (!isPointerDragBeginning) orderTargets();
      const dragged = readDragged();
      startDrag(dragged);
      announce(words.builder.dragging(writeVisibly(nameDragged(dragged))));
    },
    onDragEnd: finishDrag,
  });
  return { dragProps: ignoreCentredMouse(markPointerDrag(dragProps)), isDragging };
}

/** There is one drag at a time, so one mark for all. */
let isPointerDragBeginning = false;

/** The browser's own drag begins with this event; one by keyboard or screen reader without. */
function markPointerDrag(props: HTMLAttributes<HTMLElement>): HTMLAttributes<HTMLElement> {
  const { onDragStart } = props;
  if (onDragStart === undefined) return props;
  return {
    ...props,
    onDragStart: (event) => {
      isPointerDragBeginning = true;
      onDragStart(event);
      isPointerDragBeginning = false;
    },
  };
}

/**
 * React Aria takes a press in the very middle of an element for a touch screen reader's, and a plain mouse click there
 * would begin a keyboard drag. A mouse that really presses (its pressure is not 0) never is one.
 */
function ignoreCentredMouse(props: HTMLAttributes<HTMLElement>): HTMLAttributes<HTMLElement> {
  const { onPointerDown } = props;
  if (onPointerDown === undefined) return props;
  return {
    ...props,
    onPointerDown: (event) => {
      if (event.pointerType !== 'mouse' || event.pressure === 0) onPointerDown(event);
    },
  };
}

/** A drag whose source leaves the page ends; nothing on screen could end it any more. */
function useEndWhenGone(readDragged: () => Dragged): void {
  const endOwn = useEffectEvent(() => {
    const { dragged } = useDragStore.getState();
    if (dragged !== null && isSame(dragged, readDragged())) abandonDrag();
  });
  useEffect(() => () => endOwn(), []);
}

function isSame(a: Dragged, b: Dragged): boolean {
  if (a.kind === 'card') return b.kind === 'card' && a.key === b.key;
  return b.kind === 'new' && a.recipient.key === b.recipient.key;
}

function nameDragged(dragged: Dragged): string {
  return dragged.kind === 'card' ? dragged.name : dragged.recipient.name;
}
