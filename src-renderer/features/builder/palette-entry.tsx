// Owns: one entry of the palette: dragged into a lane, or added behind all by its plus.
import { Plus } from 'lucide-react';
import { memo, useCallback, useRef } from 'react';
import styles from './palette.module.css';
import { useBuilderStore } from './builder-store.ts';
import { runEdit } from './edit-workflow.ts';
import { createRecipient } from './new-recipient.ts';
import { RecipientSign } from './recipient-sign.tsx';
import { useDragSource } from './use-drag-source.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { joinClasses } from '../../ui/join-classes.ts';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import type { Dragged } from './drag-store.ts';
import type { Addable } from './new-recipient.ts';
import type {
  NewRecipient,
  WorkflowCommand,
} from '../../../src-shared/domain/workflow/commands.ts';

const says = words.builder.palette;

export interface PaletteEntryProps {
  readonly entry: Addable;
  readonly isEditable: boolean;
}

export const PaletteEntry = memo(function PaletteEntry({ entry, isEditable }: PaletteEntryProps) {
  const next = useRef<NewRecipient | null>(null);
  // The same recipient until it has been dropped; the next drag makes another.
  const readDragged = useCallback((): Dragged => {
    const { history } = useBuilderStore.getState();
    const present = history?.present ?? null;
    const isUsed = present?.recipients.some((one) => one.key === next.current?.key) ?? false;
    if (next.current === null || isUsed) next.current = createRecipient(entry, present);
    return { kind: 'new', recipient: next.current };
  }, [entry]);
  const { dragProps, isDragging } = useDragSource(readDragged, !isEditable);
  const name = entry.name === '' ? (entry.email ?? '') : entry.name;
  return (
    <li className={styles.entry}>
      <div
        {...dragProps}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a button element cannot be dragged in every engine
        role="button"
        tabIndex={isEditable ? 0 : -1}
        aria-disabled={!isEditable}
        data-addable={entry.email ?? entry.name}
        className={joinClasses(styles.source, isDragging && styles.dragged)}
      >
        <RecipientSign kind={entry.kind} name={name} />
        <span className={styles.name}>
          <ForeignText text={name} />
        </span>
        <span className={styles.sub}>
          <EntrySubline entry={entry} />
        </span>
      </div>
      <IconButton
        label={says.add(writeVisibly(name))}
        size="small"
        icon={<Plus size={14} />}
        isDisabled={!isEditable}
        onPress={() => addLast(entry)}
      />
    </li>
  );
});

function EntrySubline({ entry }: { readonly entry: Addable }) {
  if (entry.kind === 'group') return says.anyOf(entry.memberCount);
  if (entry.kind === 'placeholder') return says.notKnownYet;
  return <ForeignText text={entry.email ?? ''} />;
}

/** Behind all others; in types without steps, into the one lane. */
export function addLast(entry: Addable): void {
  const present = useBuilderStore.getState().history?.present ?? null;
  if (present === null) return;
  const recipient = createRecipient(entry, present);
  runEdit(createAdd(recipient, present), 'stay');
}

/** Adding never changes the order by itself: where all act at once, one more acts at once. */
function createAdd(
  recipient: NewRecipient,
  { type, recipients }: { readonly type: string; readonly recipients: readonly unknown[] },
): WorkflowCommand {
  const isOneLane = (type === 'PARALLEL' || type === 'INDIVIDUAL') && recipients.length > 0;
  return { kind: 'add', recipient, to: isOneLane ? { kind: 'lane', step: 1 } : { kind: 'end' } };
}
