// Owns: the order of entries on the screen, and where the focus goes when the focused one leaves its place. Pure.
import type { QueueEntry } from '../../../src-shared/domain/outbox-item.ts';

export type ShownSection = 'attention' | 'waiting' | 'doneToday' | 'doneEarlier';

export interface ShownEntry {
  readonly opId: string;
  readonly section: ShownSection;
}

/** Splits entries at rest into those of the local day of `nowMs` and earlier ones; the order stays. */
export function splitByToday(
  entries: readonly QueueEntry[],
  nowMs: number,
): { readonly today: readonly QueueEntry[]; readonly earlier: readonly QueueEntry[] } {
  const midnight = new Date(nowMs).setHours(0, 0, 0, 0);
  const isToday = (entry: QueueEntry) => Date.parse(entry.restedAt ?? entry.decidedAt) >= midnight;
  return {
    today: entries.filter(isToday),
    earlier: entries.filter((entry) => !isToday(entry)),
  };
}

/**
 * Where the focus belongs after the list changed from `before` to `after`: it stays on its entry; if that left
 * its section, the next one there takes it, else the one before it there, else it follows the entry.
 */
export function pickFocus(
  before: readonly ShownEntry[],
  after: readonly ShownEntry[],
  current: string,
): string | null {
  const place = before.findIndex((entry) => entry.opId === current);
  const section = before[place]?.section;
  const now = after.find((entry) => entry.opId === current);
  if (now !== undefined && (section === undefined || now.section === section)) return current;
  const stays = (entry: ShownEntry) =>
    entry.section === section &&
    after.some((other) => other.opId === entry.opId && other.section === section);
  const next = before.slice(place + 1).find(stays);
  const previous = before.slice(0, Math.max(0, place)).findLast(stays);
  return (next ?? previous ?? now ?? after[0])?.opId ?? null;
}

/** The entry `step` places further, stopping at the ends. */
export function pickNeighbour(
  order: readonly ShownEntry[],
  current: string | null,
  step: number,
): string | null {
  const place = order.findIndex((entry) => entry.opId === current);
  const wanted = place === -1 ? 0 : Math.min(order.length - 1, Math.max(0, place + step));
  return order[wanted]?.opId ?? null;
}
