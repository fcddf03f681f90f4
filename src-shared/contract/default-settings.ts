// Owns: what every setting is until the person changes it. Free of schemas, so that the page can take it as a value.
import type { Settings } from './settings.ts';

/** Hold and settle as OUTBOX says: 10 s to take a decision back, 90 s until an abandoned request counts as dead. */
export const DEFAULT_SETTINGS: Settings = {
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
};
