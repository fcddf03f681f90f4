// Owns: which overlay of the inbox is open: bulk decision, snooze, the question before approving despite a stop.
import { create } from 'zustand';
import type { InboxDetail } from '../../../src-shared/contract/inbox-view.ts';
import type { Decision } from '../../../src-shared/domain/decision.ts';

interface OverlayStore {
  readonly bulk: Decision['kind'] | null;
  readonly isSnoozeOpen: boolean;
  /** The request the question is about, and the picture of it that was seen. */
  readonly stopAsked: Pick<InboxDetail, 'key' | 'seenHash'> | null;
}

export const useOverlayStore = create<OverlayStore>(() => ({
  bulk: null,
  isSnoozeOpen: false,
  stopAsked: null,
}));
