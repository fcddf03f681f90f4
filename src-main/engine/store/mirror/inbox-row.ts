// Owns: the columns an inbox row is read from, and the row made of them. Must not: know views or overlays.
import { createRequestKey } from '../../../../src-shared/domain/reassign-request.ts';
import { REQUEST_COLUMNS } from './stored-request.ts';
import type { InboxRow } from '../../../../src-shared/contract/inbox-view.ts';
import type { HandOverCheck } from '../../../../src-shared/domain/hand-over-checks.ts';
import type { RequestColumns } from './stored-request.ts';

export interface StoredRow extends RequestColumns {
  readonly row_id: number;
  readonly account_id: string;
  readonly expires_ms: number | null;
  readonly worst_code: HandOverCheck['code'] | null;
  readonly worst_severity: HandOverCheck['severity'] | null;
  readonly seen_hash: string;
  readonly snoozed_ms: number | null;
  /** 1 = a change of the request ends the snooze as well. */
  readonly snoozed_for_change: number | null;
}

/** Whether a snooze `s` keeps its request `r` out of sight; needs the value `@now`. */
export const IS_ASLEEP = `s.until_ms > @now AND (s.seen_hash IS NULL OR s.seen_hash = r.seen_hash)`;
const SNOOZE_OF_ROW = `FROM outbox.snooze s
  WHERE s.account_id = r.account_id AND s.request_id = r.request_id AND ${IS_ASLEEP}`;

/** Needs `r` for the request and the value `@now`. */
export const ROW_COLUMNS = `r.row_id, r.account_id, ${REQUEST_COLUMNS}, r.expires_ms, r.worst_code, r.worst_severity,
  r.seen_hash, (SELECT s.until_ms ${SNOOZE_OF_ROW}) AS snoozed_ms,
  (SELECT s.seen_hash IS NOT NULL ${SNOOZE_OF_ROW}) AS snoozed_for_change`;

/** The row as the mirror tells it; the outbox's part is laid over it by the handler. */
export type MirrorRow = Omit<InboxRow, 'overlay'>;

export function readMirrorRow(row: StoredRow): MirrorRow {
  const { worst_code: code, worst_severity: severity } = row;
  return {
    key: createRequestKey(row.account_id, row.request_id),
    accountId: row.account_id,
    state: row.state,
    fromName: row.from_name,
    toName: row.to_name,
    dossierId: row.dossier_id,
    dossierName: row.dossier_name,
    owner: row.owner,
    createdAt: writeTime(row.created_ms),
    expiresAt: row.expires_ms === null ? null : writeTime(row.expires_ms),
    snoozedUntil: row.snoozed_ms === null ? null : writeTime(row.snoozed_ms),
    isSnoozedForChange: row.snoozed_for_change === 1,
    worstCheck: code === null || severity === null ? null : { code, severity },
    seenHash: row.seen_hash,
  };
}

/** Wall milliseconds as ISO 8601 in UTC. */
export function writeTime(wallMs: number): string {
  return new Date(wallMs).toISOString();
}
