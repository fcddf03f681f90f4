// Owns: our dress of the modal dialog: title, body that scrolls, actions that stay in sight.
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { X } from 'lucide-react';
import styles from './dialog.module.css';
import { IconButton } from './icon-button.tsx';
import { joinClasses } from './join-classes.ts';
import { words } from '../words/words.ts';
import type { ReactNode } from 'react';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the foot. */
  readonly actions?: ReactNode;
  readonly size?: 'small' | 'medium' | 'large';
  /** alertdialog: something a person must answer before going on. */
  readonly role?: 'dialog' | 'alertdialog';
  /** Hides the visible title, which stays spoken: for the palette. */
  readonly isTitleHidden?: boolean;
  /** The body is only read, so it takes the focus itself and scrolls by keys. */
  readonly isForReading?: boolean;
}

export function Dialog(props: DialogProps) {
  const { title, isOpen, onClose, children, actions, size = 'medium', role = 'dialog' } = props;
  return (
    <ModalOverlay
      className={styles.overlay ?? ''}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={role === 'dialog'}
    >
      <Modal className={joinClasses(styles.modal, styles[size])}>
        <AriaDialog className={styles.dialog ?? ''} role={role}>
          {props.isTitleHidden === true ? (
            <Heading slot="title" className="visually-hidden">
              {title}
            </Heading>
          ) : (
            <header className={styles.head}>
              <Heading slot="title" className={styles.title ?? ''} level={2}>
                {title}
              </Heading>
              <IconButton
                label={words.ui.close}
                icon={<X size={16} />}
                size="small"
                onPress={onClose}
              />
            </header>
          )}
          {props.isForReading === true ? (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
            <section className={styles.body} tabIndex={0} aria-label={title}>
              {children}
            </section>
          ) : (
            <div className={styles.body}>{children}</div>
          )}
          {actions === undefined ? null : <footer className={styles.foot}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
