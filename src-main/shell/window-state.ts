// Owns: where the window was, its zoom and theme: read, repaired to the screens there are, written whole.
// Must not: import electron; screens are given to it.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  /** null = let the system place it. */
  readonly bounds: Bounds | null;
  readonly isMaximized: boolean;
  /** 1 = 100 %. */
  readonly zoomFactor: number;
  readonly theme: 'system' | 'light' | 'dark';
}

export const MIN_WIDTH = 1024;
export const MIN_HEIGHT = 640;
export const DEFAULT_STATE: WindowState = {
  bounds: null,
  isMaximized: false,
  zoomFactor: 1,
  theme: 'system',
};
/** A window counts as reachable when at least this much of its title bar lies on a screen. */
const GRIP_WIDTH = 100;
const GRIP_HEIGHT = 30;

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function readBounds(value: unknown): Bounds | null {
  const { x, y, width, height } = (value ?? {}) as Record<string, unknown>;
  if (!isFiniteNumber(x) || !isFiniteNumber(y)) return null;
  if (!isFiniteNumber(width) || !isFiniteNumber(height)) return null;
  return {
    x: Math.round(x),
    y: Math.round(y),
    width: Math.round(width),
    height: Math.round(height),
  };
}

/** Reads a stored state; whatever is missing or wrong in it becomes the default. */
export function parseWindowState(text: string): WindowState {
  let stored: Record<string, unknown>;
  try {
    const parsed: unknown = JSON.parse(text);
    stored = typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return DEFAULT_STATE;
  }
  const { zoomFactor, theme } = stored;
  return {
    bounds: readBounds(stored['bounds']),
    isMaximized: stored['isMaximized'] === true,
    zoomFactor: isFiniteNumber(zoomFactor) ? Math.min(2, Math.max(0.5, zoomFactor)) : 1,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  };
}

/** Fits bounds to the screens there are now: never out of reach, never larger than its screen. */
export function repairBounds(bounds: Bounds | null, screens: readonly Bounds[]): Bounds | null {
  if (bounds === null) return null;
  const screen = screens.find((candidate) => isTitleReachable(bounds, candidate));
  if (screen === undefined) return null;
  const width = Math.min(Math.max(bounds.width, MIN_WIDTH), Math.max(screen.width, MIN_WIDTH));
  const height = Math.min(Math.max(bounds.height, MIN_HEIGHT), Math.max(screen.height, MIN_HEIGHT));
  return { x: bounds.x, y: bounds.y, width, height };
}

function isTitleReachable(bounds: Bounds, screen: Bounds): boolean {
  const left = Math.max(bounds.x, screen.x);
  const right = Math.min(bounds.x + bounds.width, screen.x + screen.width);
  const isRowVisible = bounds.y >= screen.y && bounds.y + GRIP_HEIGHT <= screen.y + screen.height;
  return isRowVisible && right - left >= GRIP_WIDTH;
}

/** Reads the state file; a missing or damaged one is the default. */
export function readWindowState(path: string): WindowState {
  try {
    return parseWindowState(readFileSync(path, 'utf8'));
  } catch {
    return DEFAULT_STATE;
  }
}

/** Writes whole or not at all: beside it first, then one rename. */
export function writeWindowState(path: string, state: WindowState): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.new`;
  writeFileSync(beside, JSON.stringify(state), { mode: 0o600 });
  renameSync(beside, path);
}
