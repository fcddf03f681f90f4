// Owns: one card of a lane: who it is, role, mails, how far; draggable, and the place where keys move it.
import { BellOff, Users } from 'lucide-react';
import { memo, useCallback } from 'react';
import styles from './recipient-card.module.css';
import { MoveMenu } from './move-menu.tsx';
import { selectCard } from './builder-store.ts';
import { useDragSource } from './use-drag-source.ts';
import { RecipientSign } from './recipient-sign.tsx';
import { nameRecipient } from './write-workflow.ts';
import { Chip } from '../../ui/chip.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { joinClasses } from '../../ui/join-classes.ts';
import { words } from '../../words/words.ts';
import type { Dragged } from './drag-store.ts';
import type { Recipient } from '../../../src-shared/domain/workflow/model.ts';

export interface RecipientCardProps {
  readonly recipient: Recipient;
  readonly isSelected: boolean;
  /** Tab leads to one card of the board; the arrow keys to the others. */
  readonly isTabStop: boolean;
  readonly isEditable: boolean;
}

const says = words.builder.board;

export const RecipientCard = memo(function RecipientCard(props: RecipientCardProps) {
  const { recipient, isSelected, isTabStop, isEditable } = props;
  const { key } = recipient;
  const name = nameRecipient(recipient);
  const readDragged = useCallback((): Dragged => ({ kind: 'card', key, name }), [key, name]);
  const { dragProps, isDragging } = useDragSource(readDragged, !isEditable);
  return (
    <li className={styles.item}>
      <div
        {...dragProps}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a button element cannot be dragged in every engine
        role="button"
        tabIndex={isTabStop ? 0 : -1}
        data-card={key}
        {...(isTabStop ? { 'data-pane-focus': '' } : {})}
        {...(isSelected ? { 'aria-current': 'true' as const } : {})}
        className={joinClasses(
          styles.card,
          isSelected && styles.selected,
          isDragging && styles.dragged,
        )}
        onFocus={() => selectCard(key)}
      >
        <RecipientSign kind={recipient.kind} name={name} />
        <span className={styles.name}>
          <ForeignText text={name} />
        </span>
        <span className={styles.sub}>
          <CardSubline recipient={recipient} />
        </span>
        <span className={styles.chips}>
          <CardChips recipient={recipient} />
        </span>
      </div>
      {isSelected && isEditable ? (
        <div className={styles.menu}>
          <MoveMenu recipient={recipient} look="card" />
        </div>
      ) : null}
    </li>
  );
}, isSameDrawing);

function isSameDrawing(a: RecipientCardProps, b: RecipientCardProps): boolean {
  return (
    isSameCard(a.recipient, b.recipient) &&
    a.isSelected === b.isSelected &&
    a.isTabStop === b.isTabStop &&
    a.isEditable === b.isEditable
  );
}

/** Whether two recipients are drawn alike: a card shows neither position nor step. */
export function isSameCard(a: Recipient, b: Recipient): boolean {
  return (
    a === b ||
    (a.key === b.key &&
      a.kind === b.kind &&
      a.name === b.name &&
      a.email === b.email &&
      a.role === b.role &&
      a.notifies === b.notifies &&
      a.status === b.status)
  );
}

function CardSubline({ recipient }: { readonly recipient: Recipient }) {
  if (recipient.kind === 'placeholder') return says.placeholder;
  if (recipient.kind === 'seal') return words.workflow.kinds.seal;
  if (recipient.kind === 'group') {
    return (
      <>
        <Users size={12} aria-hidden="true" /> {says.group}
      </>
    );
  }
  return <ForeignText text={recipient.email ?? ''} />;
}

function CardChips({ recipient }: { readonly recipient: Recipient }) {
  const { role, notifies, status } = recipient;
  const isPlain = role === 'CARBON_COPY' || role === 'REVIEWER';
  return (
    <>
      <Chip tone={isPlain ? 'plain' : 'accent'}>{words.workflow.roles[role]}</Chip>
      {notifies === false ? (
        <Chip icon={<BellOff size={11} aria-hidden="true" />}>{says.mailsOff}</Chip>
      ) : null}
      {status === 'UN_PROCESSED' ? null : (
        <Chip tone={status === 'DECLINED' || status === 'INVALID' ? 'bad' : 'ok'}>
          {words.workflow.statuses[status]}
        </Chip>
      )}
    </>
  );
}
