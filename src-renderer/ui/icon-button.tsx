// Owns: a button that shows only an icon; its name is spoken and shown as a tooltip.
import { Button as AriaButton } from 'react-aria-components';
import styles from './icon-button.module.css';
import { joinClasses } from './join-classes.ts';
import { listPressProps } from './pending-button.tsx';
import { Tooltip } from './tooltip.tsx';
import type { ButtonProps as AriaButtonProps } from 'react-aria-components';
import type { ReactNode } from 'react';
import type { CommandId } from '../commands/command-list.ts';

export interface IconButtonProps extends Omit<
  AriaButtonProps,
  'className' | 'style' | 'children' | 'aria-label'
> {
  readonly label: string;
  readonly icon: ReactNode;
  readonly size?: 'normal' | 'small';
  readonly command?: CommandId;
}

export function IconButton(props: IconButtonProps) {
  const { label, icon, size = 'normal', command, isPending = false, onPress, ...rest } = props;
  return (
    <Tooltip text={label} {...(command === undefined ? {} : { command })}>
      <AriaButton
        {...rest}
        {...listPressProps(isPending, onPress)}
        aria-label={label}
        className={joinClasses(styles.button, styles[size])}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  );
}
