// Owns: the place between two lanes: dropping there makes a new step.
import { memo, useMemo, useRef } from 'react';
import styles from './board.module.css';
import { useDropTarget } from './use-drop-target.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import type { ReactNode } from 'react';
import type { LaneTarget } from '../../../src-shared/domain/workflow/lane-steps.ts';

export interface LaneGapProps {
  /** The step before the gap; 0 = before all, null = behind all. */
  readonly step: number | null;
  readonly label: string;
  readonly isDisabled: boolean;
  /** Fills the board while there are no lanes. */
  readonly isWide?: boolean;
  readonly children?: ReactNode;
}

export const LaneGap = memo(function LaneGap(props: LaneGapProps) {
  const { step, label, isDisabled, isWide = false, children } = props;
  const ref = useRef<HTMLDivElement>(null);
  const target = useMemo(
    (): LaneTarget => (step === null ? { kind: 'end' } : { kind: 'after', step }),
    [step],
  );
  const { dropProps, isDropTarget } = useDropTarget(ref, target, isDisabled);
  return (
    <div
      ref={ref}
      {...dropProps}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a drop target with a name; a fieldset groups fields
      role="group"
      // Reached by a keyboard drag only.
      tabIndex={-1}
      aria-label={label}
      data-gap={step ?? 'end'}
      className={joinClasses(
        styles.gap,
        isWide && styles.wide,
        isDisabled && styles.closed,
        isDropTarget && styles.gapOver,
      )}
    >
      {children}
    </div>
  );
});
