// Owns: the Move… menu: everything a drag does, by pointer without dragging, and by keyboard.
import { MoreHorizontal } from 'lucide-react';
import { openDialog, useBuilderStore } from './builder-store.ts';
import { runEdit } from './edit-workflow.ts';
import { createMove, findDirectedTarget, findLane, findLaneTarget } from './move-choices.ts';
import { writeNames } from './write-workflow.ts';
import { listLanes } from '../../../src-shared/domain/workflow/model.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { keepFocus } from '../../ui/keep-focus.ts';
import { Menu } from '../../ui/menu.tsx';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import type { MenuAction } from '../../ui/menu.tsx';
import type { LaneTarget } from '../../../src-shared/domain/workflow/lane-steps.ts';
import type { Recipient, RecipientList } from '../../../src-shared/domain/workflow/model.ts';

const says = words.builder.move;
/** Lanes named in the menu; the dialog leads to all others. */
const LANES_LIMIT = 8;

export interface MoveMenuProps {
  readonly recipient: Recipient;
  readonly look: 'card' | 'button';
}

export function MoveMenu({ recipient, look }: MoveMenuProps) {
  const label = says.title(writeVisibly(recipient.name));
  const present = useBuilderStore((store) => store.history?.present ?? null);
  const trigger =
    look === 'card' ? (
      <IconButton label={label} size="small" icon={<MoreHorizontal size={14} />} />
    ) : (
      <Button size="small">{says.menu}</Button>
    );
  return (
    <Menu
      label={label}
      trigger={trigger}
      actions={present === null ? [] : listActions(present, recipient.key)}
    />
  );
}

/** The menu's button has moved away with the card. */
function moveFromMenu(key: string, to: LaneTarget): void {
  if (!runEdit(createMove(key, to), 'card')) return;
  keepFocus(() => document.querySelector<HTMLElement>(`[data-card="${CSS.escape(key)}"]`));
}

function listActions(list: RecipientList, key: string): readonly MenuAction[] {
  const act = (id: string, title: string, to: LaneTarget | null): readonly MenuAction[] =>
    to === null ? [] : [{ id, title, run: () => moveFromMenu(key, to) }];
  const lanes = listLanes(list);
  const own = findLane(list, key);
  const others = lanes.filter((lane) => lane.index !== own?.index).slice(0, LANES_LIMIT);
  const last = lanes.length + 1;
  return [
    ...act('earlier', says.earlier, findDirectedTarget(list, key, 'earlier')),
    ...act('later', says.later, findDirectedTarget(list, key, 'later')),
    ...others.flatMap((lane) =>
      act(
        `lane-${lane.index}`,
        says.toStep(lane.index, writeNames(lane.recipients)),
        findLaneTarget(list, lane.index, 'lane'),
      ),
    ),
    ...act('first', says.newBefore(1), findLaneTarget(list, 1, 'before')),
    ...act('last', says.newLast, findLaneTarget(list, last, 'lane')),
    { id: 'elsewhere', title: says.elsewhere, run: () => openDialog('move') },
  ];
}
