// Owns: rows of mirror and outbox written straight into a store, for tests of queries. Must not: be used by the app.
import { writeRest } from '../../src-main/engine/store/mirror/stored-request.ts';
import { indexNewRows } from '../../src-main/engine/store/search.ts';
import { buildRequest } from './reassign-request-builder.ts';
import type { Connection } from '../../src-main/engine/store/connection.ts';
import type { ReassignState } from '../../src-shared/domain/reassign-request.ts';
import type { OutboxState } from '../../src-shared/domain/outbox-item.ts';

export interface MirrorRowFields {
  readonly rowId: number;
  readonly requestId: string;
  readonly state: ReassignState;
  readonly owner: string;
  readonly createdMs: number;
  readonly expiresMs: number | null;
  readonly isStop: boolean;
  readonly isGone: boolean;
}

/** Everything lies in one account. */
export const ROW_ACCOUNT = 'acc';
/** The picture every row shows. */
export const ROW_HASH = '0'.repeat(64);

export function insertMirrorRow(db: Connection, row: MirrorRowFields): void {
  db.prepare(
    `INSERT INTO reassign_request (row_id, account_id, request_id, id_hash, state, is_gone, dossier_id, dossier_name,
       owner, from_name, from_email, to_name, to_email, reason, refs, created_ms, expires_ms, worst_code, worst_severity,
       fetched_ms, source_hash, seen_hash, rest, review_url)
     VALUES (?, ?, ?, id_hash(?), ?, ?, 'd', 'Lease', ?, 'Jane Doe', 'jane@example.com', 'Josh Doe',
       'josh@example.com', 'Holds the mandate', '', ?, ?, ?, ?, 0, x'', ?, ?, NULL)`,
  ).run(
    row.rowId,
    ROW_ACCOUNT,
    row.requestId,
    row.requestId,
    row.state,
    row.isGone ? 1 : 0,
    row.owner,
    row.createdMs,
    row.expiresMs,
    row.isStop ? 'PHONE_MISSING' : null,
    row.isStop ? 'stop' : null,
    ROW_HASH,
    writeRest(buildRequest()),
  );
  indexNewRows(db, [row.rowId]);
}

export interface OpFields {
  readonly opId: string;
  readonly requestId: string;
  readonly state: OutboxState;
  readonly restedMs: number | null;
  readonly dismissedMs: number | null;
}

export function insertOp(db: Connection, op: OpFields): void {
  db.prepare(
    `INSERT INTO outbox.op (op_id, account_id, lane, class, kind, intent, base, base_hash, state, decided_ms,
       hold_until_ms, not_before_ms, rested_ms, dismissed_ms, owner_epoch)
     VALUES (?, ?, ?, 'goal', 'reassign', '{}', '{}', '', ?, 0, 0, 0, ?, ?, 1)`,
  ).run(op.opId, ROW_ACCOUNT, op.requestId, op.state, op.restedMs, op.dismissedMs);
}

export interface SnoozeFields {
  readonly requestId: string;
  readonly untilMs: number;
  /** The picture put out of sight; null = only the time ends it. */
  readonly seenHash: string | null;
}

export function insertSnooze(db: Connection, snooze: SnoozeFields): void {
  db.prepare(
    'INSERT INTO outbox.snooze (account_id, request_id, until_ms, seen_hash) VALUES (?, ?, ?, ?)',
  ).run(ROW_ACCOUNT, snooze.requestId, snooze.untilMs, snooze.seenHash);
}
