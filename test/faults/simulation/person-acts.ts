// Owns: what a person clicks on the queue screen of a real desk. Must not: judge.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { NEEDS_PERSON_STATES } from '../../../src-shared/domain/outbox-item.ts';
import { CM_ID, HUB_ID, Killed } from './engine-process.ts';
import type { Draw } from '../../../src-sandbox/random.ts';
import type { PersonAct } from './desk.ts';
import type { DeskMemory } from './engine-desk.ts';
import type { EngineProcess } from './engine-process.ts';

export interface ActOrder {
  readonly act: PersonAct;
  readonly draw: Draw;
  readonly running: EngineProcess | null;
  readonly memory: DeskMemory;
  readonly trace: (line: string) => void;
}

/** Refusals are answers a person gets; anything else is traced as it is. */
export async function performAct(order: ActOrder): Promise<void> {
  const { act, running, trace } = order;
  if (running === null) return;
  try {
    await carryOut({ ...order, running });
    trace(`${act} done`);
  } catch (error) {
    trace(`${act} ${describeRefusal(error)}`);
  }
}

async function carryOut(order: ActOrder & { readonly running: EngineProcess }): Promise<void> {
  const { act, running, memory } = order;
  const { outbox } = running;
  switch (act) {
    case 'pause':
      return outbox.setPaused(true);
    case 'resume':
      return outbox.setPaused(false);
    case 'nudge':
      return outbox.nudge();
    case 'send-all':
      return outbox.sendNow(null);
    case 'new-key':
      outbox.unblockKey(CM_ID);
      return outbox.unblockKey(HUB_ID);
    case 'cancel':
      return withEntry(order, (id) => {
        memory.withdrawn.add(id);
        outbox.cancel(id);
      });
    case 'send-now':
      return withEntry(order, (id) => outbox.sendNow(id));
    case 'dismiss':
      return withEntry(order, (id) => {
        memory.withdrawn.add(id);
        outbox.dismiss(id);
      });
    case 'plan-again': {
      const plans = listEntryIds(running, true);
      if (plans.length === 0) return;
      const planId = order.draw.pick(plans);
      memory.withdrawn.add(planId);
      const tag = await outbox.planAgain(planId);
      memory.accepted.push({ tag, lane: '' });
    }
  }
}

function withEntry(
  { running, draw }: ActOrder & { readonly running: EngineProcess },
  work: (id: string) => void,
): void {
  const ids = listEntryIds(running, false);
  if (ids.length > 0) work(draw.pick(ids));
}

/** Entries as the screen lists them: a decision's id, or its plan's. */
function listEntryIds({ store }: EngineProcess, isPlan: boolean): readonly string[] {
  const rows = store
    .prepare<[], { id: string; state: string }>(
      `SELECT coalesce(group_id, op_id) AS id, state FROM outbox.op
       WHERE ${isPlan ? 'group_id IS NOT NULL' : '1'} ORDER BY seq`,
    )
    .all();
  const isOpen = (state: string): boolean =>
    !isPlan || NEEDS_PERSON_STATES.some((other) => other === state);
  return [...new Set(rows.filter(({ state }) => isOpen(state)).map(({ id }) => id))];
}

/** Why an act did not go through; throws what is neither an answer, a kill nor the disk. */
export function describeRefusal(error: unknown): string {
  if (error instanceof Killed) return 'killed';
  if (error instanceof CodedError) return error.error.code;
  if (isDiskFault(error)) return 'not stored';
  if (error instanceof TypeError && error.message.startsWith('The process')) return 'killed';
  throw error;
}

export function isDiskFault(error: unknown): boolean {
  const code = error instanceof CodedError ? error.error.code : readCode(error);
  return [
    'DISK_FULL',
    'DATABASE_IN_USE',
    'SQLITE_FULL',
    'SQLITE_BUSY',
    'SQLITE_IOERR_FSYNC',
  ].includes(code);
}

/** The disk itself fails: nothing an engine could wait for. */
export function isIoError(error: unknown): boolean {
  return readCode(error).startsWith('SQLITE_IOERR');
}

function readCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
