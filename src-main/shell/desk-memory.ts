// Owns: the latest status and settings the shell heard of, for what it shows itself.
// Must not: import electron, or be asked by the page; the page has its own.
import { DEFAULT_SETTINGS } from '../../src-shared/contract/default-settings.ts';
import { EMPTY_PICTURE, summarizeStatus } from './desk-picture.ts';
import type { DeskStatus } from '../../src-shared/contract/desk-status.ts';
import type { Settings } from '../../src-shared/contract/settings.ts';
import type { DeskPicture } from './desk-picture.ts';

export interface DeskMemory {
  readonly picture: DeskPicture;
  readonly settings: Settings;
  takeStatus(status: DeskStatus): void;
  takeSettings(settings: Settings): void;
}

/** Starts with nothing pending and the default settings. */
export function createDeskMemory(): DeskMemory {
  let picture = EMPTY_PICTURE;
  let settings = DEFAULT_SETTINGS;
  return {
    get picture() {
      return picture;
    },
    get settings() {
      return settings;
    },
    takeStatus: (status) => {
      picture = summarizeStatus(status);
    },
    takeSettings: (next) => {
      settings = next;
    },
  };
}
