// Owns: the oracle of damaged stores: what a person was told before against what the store says after it was opened.
// Must not: damage or repair.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RESTING_STATES } from '../../../src-shared/domain/outbox-item.ts';
import { translateStoreError } from '../../../src-main/engine/store/sqlite-error.ts';
import { createRepairNoteRepo } from '../../../src-main/engine/store/salvage/repair-note-repo.ts';
import { openConnection } from '../../../src-main/engine/store/connection.ts';
import { STORE_KEYS, openWorldStore } from './store-world.ts';
import type { OutboxState } from '../../../src-shared/domain/outbox-item.ts';
import type { RepairNote } from '../../../src-shared/contract/desk-status.ts';
import type { Store } from '../../../src-main/engine/store/open.ts';
import type { Violations } from '../fault-family.ts';
import type { Truth } from './store-world.ts';

export interface Wrong {
  readonly violation: keyof Violations;
  readonly what: string;
}

export interface Judgement {
  readonly wrongs: readonly Wrong[];
  readonly note: RepairNote | null;
  /** Why it stayed shut; null = it opened. */
  readonly shutBy: string | null;
}

interface StoredOp {
  readonly op_id: string;
  readonly state: OutboxState;
  readonly blocked_why: string | null;
  readonly is_cancel_wanted: number;
  readonly dismissed_ms: number | null;
}

/** Opens the folder and compares. `isLossTold`: with two things damaged at once a loss is allowed, but not in silence. */
export function judgeStore(folder: string, truth: Truth, isLossTold: boolean): Judgement {
  const before = readOutboxBytes(folder);
  let store: Store;
  try {
    store = openWorldStore(folder);
  } catch (error) {
    return judgeShut(folder, before, error, isLossTold);
  }
  try {
    const note = createRepairNoteRepo(store).find();
    const rows = new Map(
      store
        .prepare<[], StoredOp>('SELECT * FROM outbox.op')
        .all()
        .map((row) => [row.op_id, row]),
    );
    const wrongs = [...truth].flatMap(([opId, state]) =>
      judgeOp(opId, state, rows.get(opId) ?? null, isLossTold ? note : null),
    );
    return { wrongs: [...wrongs, ...judgeNote(note, wrongs, truth, rows)], note, shutBy: null };
  } finally {
    store.close();
  }
}

function readOutboxBytes(folder: string): string {
  return readdirSync(folder)
    .filter((name) => name.startsWith('outbox.db') && !name.endsWith('-shm'))
    .map((name) => `${name}:${readFileSync(join(folder, name)).toString('base64')}`)
    .join('\n');
}

/** Staying shut is right only when nothing can be read at all, and then every byte must be where it was. */
function judgeShut(folder: string, before: string, error: unknown, isLossTold: boolean): Judgement {
  const shutBy = translateStoreError(error)?.error.code ?? String(error);
  const wrongs: Wrong[] = [];
  if (shutBy !== 'DATABASE_DAMAGED' || !isLossTold) {
    wrongs.push({ violation: 'lost', what: `stayed shut: ${shutBy}` });
  }
  if (readOutboxBytes(folder) !== before) {
    wrongs.push({ violation: 'lost', what: 'stayed shut and changed the files' });
  }
  return { wrongs, note: null, shutBy };
}

const SENDABLE: readonly OutboxState[] = ['QUEUED', 'WAITING'];
const IN_FLIGHT: readonly OutboxState[] = ['SENDING', 'UNKNOWN', 'ACKED'];
const DONE: readonly OutboxState[] = ['CONFIRMED', 'SATISFIED'];

function judgeOp(
  opId: string,
  was: OutboxState,
  now: StoredOp | null,
  note: RepairNote | null,
): readonly Wrong[] {
  const say = (violation: keyof Violations): readonly Wrong[] => [
    { violation, what: `${opId} was ${was}, is ${describe(now)}` },
  ];
  const wasOpen = !RESTING_STATES.includes(was);
  if (now === null) {
    if (note !== null && (note.missing > 0 || note.mayLackMore)) return [];
    return wasOpen ? say('lost') : [];
  }
  const isDroppedSilently = RESTING_STATES.includes(now.state) && now.dismissed_ms !== null;
  if (wasOpen) {
    if (DONE.includes(now.state)) return say('falseSuccesses');
    if (now.state === 'CANCELLED' || now.state === 'SUPERSEDED' || isDroppedSilently) {
      return say('lost');
    }
    // Sent without waiting for the earlier request to be dead.
    return IN_FLIGHT.includes(was) && SENDABLE.includes(now.state) ? say('duplicatedEffects') : [];
  }
  if (SENDABLE.includes(now.state)) return say('duplicatedEffects');
  // What a person took back must not be sent again after a read that finds nothing.
  const mayResend = IN_FLIGHT.includes(now.state) && now.is_cancel_wanted === 0;
  return mayResend && !DONE.includes(was) ? say('duplicatedEffects') : [];
}

function describe(now: StoredOp | null): string {
  if (now === null) return 'gone';
  return now.blocked_why === null ? now.state : `${now.state} (${now.blocked_why})`;
}

/** Whatever now waits for the person because of a repair must be told of. */
function judgeNote(
  note: RepairNote | null,
  wrongs: readonly Wrong[],
  truth: Truth,
  rows: ReadonlyMap<string, StoredOp>,
): readonly Wrong[] {
  const isAsking = [...rows.values()].some(({ blocked_why }) => blocked_why === 'salvaged');
  const isGone = [...truth.keys()].some((opId) => !rows.has(opId));
  if (note !== null || wrongs.length > 0 || (!isAsking && !isGone)) return [];
  return [
    { violation: 'falseSuccesses', what: 'the repair asks or lacks something and says nothing' },
  ];
}

/** The control: what an app does that trusts its file alone, and starts afresh when it cannot be read. */
export function judgeNaively(folder: string, truth: Truth): readonly Wrong[] {
  const rows = new Map(readTrustfully(folder).map((row) => [row.op_id, row]));
  return [...truth].flatMap(([opId, state]) => judgeOp(opId, state, rows.get(opId) ?? null, null));
}

function readTrustfully(folder: string): readonly StoredOp[] {
  const connection = openConnection(join(folder, 'outbox.db'), STORE_KEYS.outbox);
  try {
    if (connection.readPragma('quick_check(1)') !== 'ok') return [];
    return connection.prepare<[], StoredOp>('SELECT * FROM op').all();
  } catch {
    // "The database is damaged. Delete data and restart?"
    return [];
  } finally {
    connection.close();
  }
}
