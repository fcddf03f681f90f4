// Owns: what a request says in a saved list, column by column. Pure.
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import { parseRequestKey } from '../../../src-shared/domain/reassign-request.ts';
import type { InboxRow } from '../../../src-shared/contract/inbox-view.ts';

type Column = keyof typeof words.inbox.save.columns;

const COLUMNS = Object.keys(words.inbox.save.columns) as readonly Column[];
// More than any name or label; the shell takes no longer cell.
const MAX_CELL = 5_000;

/** The heads of the columns. */
export function listColumnHeads(): readonly string[] {
  return COLUMNS.map((column) => words.inbox.save.columns[column]);
}

/** One cell for each column; empty where there is nothing to say. Times are ISO 8601 in UTC, for any spreadsheet. */
export function writeSavedRow(row: InboxRow, accountLabel: string): readonly string[] {
  const { state, overlay, worstCheck, snoozedUntil, isSnoozedForChange } = row;
  const cells: Record<Column, string> = {
    dossier: writeVisibly(row.dossierName),
    owner: writeVisibly(row.owner),
    from: writeVisibly(row.fromName),
    to: writeVisibly(row.toName),
    state: words.inbox.state[state],
    decision:
      overlay === null
        ? ''
        : words.outbox.overlay(overlay.decision, words.outbox.phrases[overlay.phrase].short),
    created: writeUtc(row.createdAt),
    expires: writeUtc(row.expiresAt),
    check:
      state !== 'pending' || worstCheck === null ? '' : words.checks.codes[worstCheck.code].chip,
    snoozed: isSnoozedForChange ? words.inbox.snoozedForChange : writeUtc(snoozedUntil),
    account: writeVisibly(accountLabel),
    request: parseRequestKey(row.key)?.requestId ?? '',
  };
  return COLUMNS.map((column) => cells[column].slice(0, MAX_CELL));
}

function writeUtc(iso: string | null): string {
  if (iso === null) return '';
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? iso : new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
