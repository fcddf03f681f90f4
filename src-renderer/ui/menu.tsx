// Owns: our dress of the menu: a button that opens a list of actions.
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import styles from './menu.module.css';
import type { ReactNode } from 'react';

export interface MenuAction {
  readonly id: string;
  readonly title: string;
  /** A quieter second text, such as the exact time. */
  readonly hint?: string;
  readonly isDisabled?: boolean;
  readonly run: () => void;
}

export interface MenuProps {
  readonly label: string;
  readonly actions: readonly MenuAction[];
  /** The button that opens it: a `Button` or `IconButton`. */
  readonly trigger: ReactNode;
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
}

export function Menu({ label, actions, trigger, isOpen, onOpenChange }: MenuProps) {
  return (
    <MenuTrigger
      {...(isOpen === undefined ? {} : { isOpen })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      {trigger}
      <Popover className={styles.popover ?? ''} offset={4}>
        <AriaMenu
          className={styles.menu ?? ''}
          aria-label={label}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- a menu that opens takes the focus, also when a key opened it
          autoFocus="first"
        >
          {actions.map((action) => (
            <MenuItem
              key={action.id}
              id={action.id}
              className={styles.item ?? ''}
              textValue={action.title}
              isDisabled={action.isDisabled ?? false}
              onAction={action.run}
            >
              <span className={styles.title}>{action.title}</span>
              {action.hint === undefined ? null : (
                <span className={styles.hint}>{action.hint}</span>
              )}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
