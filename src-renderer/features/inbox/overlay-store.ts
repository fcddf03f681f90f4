// Owns: which overlay of the inbox is open: bulk decision, snooze, the question before approving despite a stop.
import { create } from 'zustand';
import type { Decision } from '../../../src-shared/domain/decision.ts';

interface OverlayStore {
  readonly bulk: Decision['kind'] | null;
  readonly isSnoozeOpen: boolean;
  readonly isStopAsked: boolean;
}

export const useOverlayStore = create<OverlayStore>(() => ({
  bulk: null,
  isSnoozeOpen: false,
  isStopAsked: false,
}));
