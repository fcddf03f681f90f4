// Owns: taking in the list: comparing raw elements with what is known, applying the rest in small pieces.
// Must not: decide what a missing element means before the list has come whole.
import { hash } from 'node:crypto';
import { parseListElement } from '../remote/cm-sign/answers.ts';
import { findRequestId, hasRequests, listKnownElements } from '../store/mirror/pull-repo.ts';
import { mergeIndex } from '../store/search.ts';
import { breathe } from './breathe.ts';
import { createWorkPace } from './work-pace.ts';
import type { ListElement } from '../remote/cm-sign/answers.ts';
import type { RemoteFailure } from '../ports.ts';
import type { ListedRequest } from '../store/mirror/mirror-writer.ts';
import type { PullContext } from './pull-context.ts';

/** What the list told. Vanished requests are known only when it came whole. */
export interface ListReading {
  readonly failure: RemoteFailure | null;
  readonly count: number;
  readonly serverDateMs: number | null;
  readonly unreadableCount: number;
  /** Ids whose element says too little; their detail must be read. */
  readonly thinIds: readonly string[];
  /** Ids that were listed before and are not now; empty unless the list came whole. */
  readonly vanishedIds: readonly string[];
}

const KNOWN_AT_ONCE = 2_000;
const KNOWN_BETWEEN_BREATHS = 1_000;
// About two thousand pages; kept apart from the commits so that the write-ahead log never empties inside one.
const ROWS_PER_CHECKPOINT = 1_500;

interface Reading {
  /** The mirror held nothing of the account when the list began. */
  readonly isFirst: boolean;
  /** Known elements not met yet, by hash (binary text of 32 bytes). */
  readonly missing: Map<string, number>;
  /** Rows whose content came from elsewhere, so no element can match them by hash. */
  readonly unsourcedRowIds: number[];
  readonly metIds: Set<string>;
  readonly thinIds: string[];
  unreadableCount: number;
  /** null until the first element has shown whether this list is whole or thin. */
  isThin: boolean | null;
  count: number;
}

interface Element {
  readonly raw: Uint8Array;
  readonly hash: string;
}

/** Reads the list once and applies it while it streams. */
export async function pullList(context: PullContext): Promise<ListReading> {
  const { client, clock, signal } = context;
  const intake = createIntake(context, clock.monoMs());
  const outcome = await client.listReassignRequests({ signal, onItem: intake.take });
  context.report(outcome);
  const reading = await intake.finish();
  const isWhole = outcome.kind === 'read' && !signal.aborted;
  return {
    failure: outcome.kind === 'failed' ? outcome.failure : null,
    count: reading?.count ?? 0,
    serverDateMs: outcome.serverDateMs,
    unreadableCount: reading?.unreadableCount ?? 0,
    thinIds: reading?.thinIds ?? [],
    vanishedIds: isWhole
      ? await listVanished(context, reading ?? (await startReading(context)))
      : [],
  };
}

interface Intake {
  readonly take: (raw: Uint8Array) => void | Promise<void>;
  /** Applies what waits; null when no element came. */
  readonly finish: () => Promise<Reading | null>;
}

/** Sorts elements into known and new while they stream, and applies the new ones in batches. */
function createIntake(context: PullContext, beganMonoMs: number): Intake {
  let reading: Reading | null = null;
  let waiting: Element[] = [];
  const pace = createWorkPace(context.clock);
  const mergePace = createWorkPace(context.clock);
  let sinceCheckpoint = 0;

  async function applyWaiting(known: Reading): Promise<void> {
    const batch = waiting;
    waiting = [];
    if (!context.signal.aborted) {
      pace.run(() => applyElements(context, known, batch, beganMonoMs));
    }
    await breathe();
    await mergeWords();
    sinceCheckpoint += batch.length;
    if (sinceCheckpoint >= ROWS_PER_CHECKPOINT) {
      sinceCheckpoint = 0;
      context.connection.exec('PRAGMA main.wal_checkpoint(PASSIVE)');
      await breathe();
    }
    context.onProgress({ step: 'list', done: known.count, total: null });
  }
  /** Apart from the commits: merged inside one, the words of sixteen would double its length. */
  async function mergeWords(): Promise<void> {
    const merge = (): boolean => mergeIndex(context.connection, mergePace.size);
    while (!context.signal.aborted && mergePace.run(merge)) await breathe();
  }
  function sort(known: Reading, raw: Uint8Array): void | Promise<void> {
    known.count += 1;
    const key = hash('sha256', raw, 'binary');
    known.isThin ??= parseListElement(raw).kind === 'thin';
    if (!known.isThin && known.missing.delete(key)) {
      // A long run of known elements is work too; it must not keep calls waiting.
      return known.count % KNOWN_BETWEEN_BREATHS === 0 ? breathe() : undefined;
    }
    waiting.push({ raw: Uint8Array.from(raw), hash: key });
    return waiting.length >= pace.size ? applyWaiting(known) : undefined;
  }
  async function begin(raw: Uint8Array): Promise<void> {
    // Only once the service has begun to answer: while it is down there is nothing to compare with.
    reading = await startReading(context);
    await sort(reading, raw);
  }

  return {
    take: (raw) => (reading === null ? begin(Uint8Array.from(raw)) : sort(reading, raw)),
    async finish() {
      if (reading !== null) await applyWaiting(reading);
      return reading;
    },
  };
}

async function startReading({ connection, accountId }: PullContext): Promise<Reading> {
  const missing = new Map<string, number>();
  const unsourcedRowIds: number[] = [];
  let after = -1;
  for (;;) {
    const page = listKnownElements(connection, accountId, after, KNOWN_AT_ONCE);
    for (const { row_id: rowId, source_hash: source } of page) {
      if (source.length === 0) unsourcedRowIds.push(rowId);
      else
        missing.set(
          Buffer.from(source.buffer, source.byteOffset, source.length).toString('latin1'),
          rowId,
        );
    }
    const last = page.at(-1);
    if (last === undefined || page.length < KNOWN_AT_ONCE) break;
    after = last.row_id;
    await breathe();
  }
  return {
    isFirst: !hasRequests(connection, accountId),
    missing,
    unsourcedRowIds,
    metIds: new Set(),
    thinIds: [],
    unreadableCount: 0,
    isThin: null,
    count: 0,
  };
}

function applyElements(
  context: PullContext,
  reading: Reading,
  batch: readonly Element[],
  beganMonoMs: number,
): void {
  const whole: ListedRequest[] = [];
  let areUnknown = reading.isFirst;
  for (const { raw, hash } of batch) {
    const element = parseListElement(raw);
    if (element.kind === 'full' && reading.metIds.has(element.read.request.id)) areUnknown = false;
    noteElement(reading, element);
    if (element.kind !== 'full') continue;
    whole.push({ read: element.read, sourceHash: Buffer.from(hash, 'latin1') });
  }
  const applied = context.mirror.applyListed(context.accountId, whole, beganMonoMs, areUnknown);
  context.feed.add(applied);
}

function noteElement(reading: Reading, element: ListElement): void {
  if (element.kind === 'full') reading.metIds.add(element.read.request.id);
  else if (element.id !== null) reading.metIds.add(element.id);
  if (element.kind === 'thin') reading.thinIds.push(element.id);
  if (element.kind === 'unreadable') reading.unreadableCount += 1;
}

async function listVanished(
  { connection }: PullContext,
  reading: Reading,
): Promise<readonly string[]> {
  const vanished: string[] = [];
  let looked = 0;
  for (const rowId of [...reading.unsourcedRowIds, ...reading.missing.values()]) {
    const requestId = findRequestId(connection, rowId);
    if (requestId !== null && !reading.metIds.has(requestId)) vanished.push(requestId);
    looked += 1;
    if (looked % 500 === 0) await breathe();
  }
  return vanished;
}
