// Owns: which overlay of the inbox is open: bulk decision, snooze, the question before approving despite a stop.
import { create } from 'zustand';

interface OverlayStore {
  readonly bulk: 'approve' | 'decline' | null;
  readonly isSnoozeOpen: boolean;
  readonly isStopAsked: boolean;
}

export const useOverlayStore = create<OverlayStore>(() => ({
  bulk: null,
  isSnoozeOpen: false,
  isStopAsked: false,
}));
