// Owns: the snapshot of the person's settings, and the one way to change them.
import { create } from 'zustand';
import { callDesk } from '../bridge.ts';
import { DEFAULT_SETTINGS } from '../../src-shared/contract/default-settings.ts';
import type { DeskError } from '../../src-shared/contract/errors.ts';
import type { Settings } from '../../src-shared/contract/settings.ts';

interface SettingsStore {
  /** Until the engine has answered, these stand in; the numbers are never shown as the person's own. */
  readonly settings: Settings;
  readonly isLoaded: boolean;
}

export const useSettingsStore = create<SettingsStore>(() => ({
  isLoaded: false,
  settings: DEFAULT_SETTINGS,
}));

/** Puts what the engine says into the store. */
export function takeSettings(settings: Settings): void {
  useSettingsStore.setState({ settings, isLoaded: true });
}

/** Changes settings durably; the store follows what the engine stored. Returns the error, or null. */
export async function changeSettings(change: Partial<Settings>): Promise<DeskError | null> {
  const result = await callDesk('settings.set', change);
  if (!result.ok) return result.error;
  takeSettings(result.value);
  return null;
}
