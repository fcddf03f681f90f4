// Owns: a pane whose width a person can change, by pointer and by keyboard, and which remembers it.
import { useState } from 'react';
import styles from './panes.module.css';
import type { KeyboardEvent, PointerEvent } from 'react';

export interface PaneWidthOptions {
  /** Name under which the width is remembered on this computer. */
  readonly name: string;
  readonly initialPx: number;
  readonly minPx: number;
  readonly maxPx: number;
}

const STORAGE_PREFIX = 'signing-desk.pane.';
const KEY_STEP_PX = 16;

function readWidth(options: PaneWidthOptions): number {
  const stored = Number(globalThis.localStorage?.getItem(STORAGE_PREFIX + options.name));
  return clamp(Number.isFinite(stored) && stored > 0 ? stored : options.initialPx, options);
}

function clamp(widthPx: number, { minPx, maxPx }: PaneWidthOptions): number {
  return Math.round(Math.min(maxPx, Math.max(minPx, widthPx)));
}

/** The width of a pane and the way to change it. */
export function usePaneWidth(options: PaneWidthOptions): readonly [number, (px: number) => void] {
  const [widthPx, setWidthPx] = useState(() => readWidth(options));
  const change = (wantedPx: number) => {
    const nextPx = clamp(wantedPx, options);
    setWidthPx(nextPx);
    globalThis.localStorage?.setItem(STORAGE_PREFIX + options.name, String(nextPx));
  };
  return [widthPx, change];
}

export interface PaneSeparatorProps extends PaneWidthOptions {
  readonly label: string;
  readonly widthPx: number;
  readonly onChange: (px: number) => void;
}

/** The line between two panes: drag it, or use the arrow keys; a double click restores the first width. */
export function PaneSeparator(props: PaneSeparatorProps) {
  const { label, widthPx, onChange, minPx, maxPx, initialPx } = props;
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const startX = event.clientX;
    const sign = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
    const line = event.currentTarget;
    line.setPointerCapture(event.pointerId);
    const onMove = (move: globalThis.PointerEvent) => {
      onChange(widthPx + sign * (move.clientX - startX));
    };
    line.addEventListener('pointermove', onMove);
    line.addEventListener(
      'lostpointercapture',
      () => line.removeEventListener('pointermove', onMove),
      {
        once: true,
      },
    );
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const targets: Readonly<Record<string, number>> = {
      ArrowLeft: widthPx - KEY_STEP_PX,
      ArrowRight: widthPx + KEY_STEP_PX,
      Home: minPx,
      End: maxPx,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    onChange(target);
  };
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an hr cannot take focus; this is ARIA's window splitter
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={widthPx}
      aria-valuemin={minPx}
      aria-valuemax={maxPx}
      tabIndex={0}
      className={styles.separator}
      onPointerDown={onPointerDown}
      onDoubleClick={() => onChange(initialPx)}
      onKeyDown={onKeyDown}
    />
  );
}
