// Owns: our dress of the button. `kind` says what it is for; colour is never the only sign.
// While what it began is on its way it is `isPending`, not disabled: a disabled button loses the focus.
import { Button as AriaButton } from 'react-aria-components';
import styles from './button.module.css';
import { joinClasses } from './join-classes.ts';
import { CommandKbd } from './kbd.tsx';
import { listPressProps } from './pending-button.tsx';
import type { ButtonProps as AriaButtonProps } from 'react-aria-components';
import type { ReactNode, Ref } from 'react';
import type { CommandId } from '../commands/command-list.ts';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly kind?: 'plain' | 'primary' | 'danger' | 'danger-fill' | 'quiet';
  readonly size?: 'normal' | 'small';
  readonly icon?: ReactNode;
  /** Draws this command's key at the end. */
  readonly command?: CommandId;
  readonly children: ReactNode;
  /** The safe answer of a question takes the focus. */
  readonly hasFocusFirst?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button(props: ButtonProps) {
  const {
    kind = 'plain',
    size = 'normal',
    icon,
    command,
    children,
    hasFocusFirst,
    isPending = false,
    onPress,
    ...rest
  } = props;
  return (
    <AriaButton
      {...rest}
      {...listPressProps(isPending, onPress)}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- only inside a question that just opened
      autoFocus={hasFocusFirst ?? false}
      className={joinClasses(styles.button, styles[kind], styles[size])}
    >
      {icon}
      <span className={styles.label}>{children}</span>
      {command === undefined ? null : <CommandKbd id={command} />}
    </AriaButton>
  );
}
