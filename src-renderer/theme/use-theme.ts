// Owns: the theme on the root element, and telling the shell, so that native menus follow.
import { useEffect } from 'react';
import { callDesk } from '../bridge.ts';
import { useCommand } from '../commands/use-command.ts';
import { changeSettings, useSettingsStore } from '../stores/settings-store.ts';

/** Keeps `data-theme` as the settings say. Mount once, in the app. */
export function useTheme(): void {
  const theme = useSettingsStore((store) => store.settings.theme);
  const isLoaded = useSettingsStore((store) => store.isLoaded);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    if (isLoaded) void callDesk('shell.setTheme', { theme });
  }, [theme, isLoaded]);
  useCommand('theme.system', () => void changeSettings({ theme: 'system' }));
  useCommand('theme.light', () => void changeSettings({ theme: 'light' }));
  useCommand('theme.dark', () => void changeSettings({ theme: 'dark' }));
}
