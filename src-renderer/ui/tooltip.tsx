// Owns: the small text beside a focused or hovered thing. Never the only place of a fact a person needs to act.
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import styles from './tooltip.module.css';
import { CommandKbd } from './kbd.tsx';
import type { ReactNode } from 'react';
import type { CommandId } from '../commands/command-list.ts';

export interface TooltipProps {
  readonly text: string;
  readonly command?: CommandId;
  /** One focusable element of React Aria. */
  readonly children: ReactNode;
}

/** Long enough that moving the pointer across the desk opens nothing. */
const OPEN_DELAY_MS = 600;

export function Tooltip({ text, command, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={OPEN_DELAY_MS} closeDelay={0}>
      {children}
      <AriaTooltip className={styles.tooltip ?? ''} offset={6}>
        {text}
        {command === undefined ? null : <CommandKbd id={command} />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
