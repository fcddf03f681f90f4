// Owns: the snapshot of the person's settings, and the one way to change them.
import { create } from 'zustand';
import { callDesk } from '../bridge.ts';
import type { DeskError } from '../../src-shared/contract/errors.ts';
import type { Settings } from '../../src-shared/contract/settings.ts';

interface SettingsStore {
  /** Until the engine has answered, these stand in; the numbers are never shown as the person's own. */
  readonly settings: Settings;
  readonly isLoaded: boolean;
}

export const useSettingsStore = create<SettingsStore>(() => ({
  isLoaded: false,
  settings: {
    theme: 'system',
    holdSeconds: 10,
    syncIntervalSeconds: 60,
    letterKeys: true,
    keyBindings: {},
    autoAdvance: true,
    notifyNewRequests: true,
    keepRunningInTray: false,
    ownersMine: [],
    ownersTeam: [],
    maxDecisionAgeHours: 24,
    settleSeconds: 90,
  },
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
