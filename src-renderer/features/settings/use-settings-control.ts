// Owns: changing a setting from a control: stored at once, and an error that stays until the next change.
import { useState } from 'react';
import { changeSettings, useSettingsStore } from '../../stores/settings-store.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { Settings } from '../../../src-shared/contract/settings.ts';

export interface SettingsControl {
  readonly settings: Settings;
  readonly isLoaded: boolean;
  readonly error: DeskError | null;
  /** A refused change leaves the control at what is stored. */
  readonly change: (part: Partial<Settings>) => Promise<void>;
}

export function useSettingsControl(): SettingsControl {
  const settings = useSettingsStore((store) => store.settings);
  const isLoaded = useSettingsStore((store) => store.isLoaded);
  const [error, setError] = useState<DeskError | null>(null);
  return {
    settings,
    isLoaded,
    error,
    change: async (part) => setError(await changeSettings(part)),
  };
}
