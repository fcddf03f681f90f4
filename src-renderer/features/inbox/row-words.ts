// Owns: what a row of the list says: names, second line, age, chips. Pure; the present moment comes in.
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { countSecondsUntil, measureAge } from '../../words/format.ts';
import { format, words } from '../../words/words.ts';
import type { ChipTone } from '../../ui/chip-tone.ts';
import type { InboxRow } from '../../../src-shared/contract/inbox-view.ts';
import type { OutboxPhrase } from '../../../src-shared/domain/outbox-item.ts';

export interface RowChip {
  readonly id: 'overlay' | 'state' | 'check' | 'deadline' | 'snooze';
  readonly tone: ChipTone;
  readonly text: string;
}

/** A deadline nearer than this is told on the row: the rule of the "expiring" view. */
const DEADLINE_NEAR_MS = 72 * 3_600_000;

const PHRASE_TONES: Readonly<Partial<Record<OutboxPhrase, ChipTone>>> = {
  sent: 'ok',
  'already-so': 'ok',
  'already-decided': 'bad',
  changed: 'bad',
  'too-old': 'bad',
  refused: 'bad',
  'needs-you': 'bad',
  'blocked-auth': 'warn',
  'blocked-account': 'warn',
  'blocked-key': 'warn',
  'blocked-dependency': 'warn',
  'blocked-disk': 'warn',
  'blocked-salvaged': 'warn',
  'waiting-retry': 'warn',
  withdrawn: 'plain',
  replaced: 'plain',
};

/** The tone of a phrase; the words carry the meaning. */
export function pickPhraseTone(phrase: OutboxPhrase): ChipTone {
  return PHRASE_TONES[phrase] ?? 'accent';
}

/** "Jane Doe hands over to Josh Doe": for announcements and labels. */
export function nameRow(row: Pick<InboxRow, 'fromName' | 'toName'>): string {
  return `${writeVisibly(row.fromName)} ${words.inbox.arrow} ${writeVisibly(row.toName)}`;
}

/** How long a request has waited: "3 d". */
export function writeRowAge(row: Pick<InboxRow, 'createdAt'>, nowMs: number): string {
  return words.time.age(measureAge(nowMs - Date.parse(row.createdAt)));
}

/** The chips of a row, most important first. */
export function listRowChips(row: InboxRow, nowMs: number): readonly RowChip[] {
  const chips: RowChip[] = [];
  if (row.overlay !== null) {
    const { decision, phrase } = row.overlay;
    const text = words.outbox.overlay(decision, writeOverlayShort(row.overlay, nowMs));
    chips.push({ id: 'overlay', tone: pickPhraseTone(phrase), text });
  } else if (row.state !== 'pending') {
    const tone = row.state === 'approved' ? 'ok' : row.state === 'declined' ? 'plain' : 'warn';
    chips.push({ id: 'state', tone, text: words.inbox.state[row.state] });
  }
  if (row.snoozedUntil !== null) {
    const text = row.isSnoozedForChange
      ? words.inbox.snoozedForChange
      : words.inbox.snoozedUntil(format.moment(row.snoozedUntil, nowMs));
    chips.push({ id: 'snooze', tone: 'plain', text });
  }
  if (row.state !== 'pending') return chips;
  if (row.worstCheck !== null) {
    const tone = row.worstCheck.severity === 'stop' ? 'bad' : 'warn';
    chips.push({ id: 'check', tone, text: words.checks.codes[row.worstCheck.code].chip });
  }
  const deadline = describeDeadline(row, nowMs);
  if (deadline !== null) chips.push(deadline);
  return chips;
}

function writeOverlayShort(overlay: NonNullable<InboxRow['overlay']>, nowMs: number): string {
  const short = words.outbox.phrases[overlay.phrase].short;
  if (overlay.phrase !== 'held' || overlay.heldUntil === null) return short;
  const seconds = countSecondsUntil(overlay.heldUntil, nowMs);
  return seconds === 0 ? short : words.outbox.heldFor(seconds).toLowerCase();
}

function describeDeadline(row: InboxRow, nowMs: number): RowChip | null {
  if (row.expiresAt === null) return null;
  const leftMs = Date.parse(row.expiresAt) - nowMs;
  if (!Number.isFinite(leftMs) || leftMs > DEADLINE_NEAR_MS) return null;
  if (leftMs <= 0) return { id: 'deadline', tone: 'bad', text: words.inbox.ended };
  const text = words.inbox.ends(words.time.span(measureAge(leftMs)));
  return { id: 'deadline', tone: 'warn', text };
}
