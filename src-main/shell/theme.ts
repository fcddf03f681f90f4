// Owns: the theme as the system sees it: native menus, the page's color scheme, the window before its first paint.
import { nativeTheme } from 'electron';
import type { WindowState } from './window-state.ts';

/** As the page's own background tokens, so that the window does not flash before the page is painted. */
const BACKGROUND = { light: '#f6f6f4', dark: '#131416' } as const;

/** Sets the theme of menus, dialogs and the page's `prefers-color-scheme`. */
export function applyTheme(theme: WindowState['theme']): void {
  nativeTheme.themeSource = theme;
}

export function readBackgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light;
}
