// Owns: the moments the snooze menu offers. Pure; the present moment comes in, days are the person's own.

const HOUR_MS = 3_600_000;
/** When a working day starts, on the person's clock. */
const MORNING_HOUR = 9;

export interface SnoozeTime {
  readonly id: 'hours-1' | 'hours-4' | 'tomorrow' | 'monday';
  readonly until: string;
}

export function listSnoozeTimes(nowMs: number): readonly SnoozeTime[] {
  const now = new Date(nowMs);
  const tomorrow = atMorning(now, 1);
  // Monday is the next one, never today.
  const monday = atMorning(now, (8 - now.getDay()) % 7 || 7);
  return [
    { id: 'hours-1', until: new Date(nowMs + HOUR_MS).toISOString() },
    { id: 'hours-4', until: new Date(nowMs + 4 * HOUR_MS).toISOString() },
    { id: 'tomorrow', until: tomorrow.toISOString() },
    // On a Sunday tomorrow is Monday already.
    ...(monday.getTime() === tomorrow.getTime()
      ? []
      : [{ id: 'monday' as const, until: monday.toISOString() }]),
  ];
}

function atMorning(now: Date, daysLater: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + daysLater, MORNING_HOUR);
}
