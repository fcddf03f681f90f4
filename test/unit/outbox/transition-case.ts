// Owns: the form in which a state × event pair is written down by hand, and short names for the events.
import { createOpCore } from '../../../src-main/engine/outbox/create-op-core.ts';
import type {
  OpCore,
  OutboxEvent,
  OutboxEventType,
} from '../../../src-main/engine/outbox/op-core.ts';
import type { OutboxState } from '../../../src-shared/domain/outbox-item.ts';

export const SENT: Partial<OpCore> = { sentCount: 1, attempt: 1 };

export function createCore(state: OutboxState, changes: Partial<OpCore> = {}): OpCore {
  const isInFlight = state === 'SENDING' || state === 'UNKNOWN' || state === 'ACKED';
  return {
    ...createOpCore('goal'),
    ...(isInFlight ? SENT : {}),
    ...(state === 'BLOCKED' ? { blockedWhy: 'auth' } : {}),
    state,
    ...changes,
  };
}

/** Given a core (and changes to it), an event leads to this: state, wait, and what else matters. */
export interface Case {
  readonly given?: Partial<OpCore>;
  readonly event: OutboxEvent;
  readonly to: OutboxState | 'illegal';
  readonly wait?: string | null;
  readonly also?: Partial<OpCore>;
  readonly effects?: readonly string[];
  readonly isDurable?: boolean;
}
export type Table = Readonly<
  Record<OutboxState, Readonly<Record<OutboxEventType, readonly Case[]>>>
>;

export const sendNow: OutboxEvent = { type: 'send-now' };
export const cancel: OutboxEvent = { type: 'cancel' };
export const supersede: OutboxEvent = { type: 'supersede' };
export const dismiss: OutboxEvent = { type: 'dismiss' };
export const readFailed: OutboxEvent = { type: 'read-failed' };
export const restarted: OutboxEvent = { type: 'restarted' };
export const poisoned: OutboxEvent = { type: 'poisoned' };
export const blocked: OutboxEvent = { type: 'blocked', why: 'key-unavailable' };
export const unblocked: OutboxEvent = { type: 'unblocked', why: 'auth' };
export type Answer = Extract<OutboxEvent, { type: 'answered' }>['answer'];
export type ReadBack = Extract<OutboxEvent, { type: 'read-back' }>['verdict'];
export type Precheck = Extract<OutboxEvent, { type: 'prechecked' }>['verdict'];
export const answered = (answer: Answer, isTokenFresh = false): OutboxEvent => ({
  type: 'answered',
  answer,
  isTokenFresh,
});
export const readBack = (verdict: ReadBack, isSettled: boolean): OutboxEvent => ({
  type: 'read-back',
  verdict,
  isSettled,
});
export const prechecked = (verdict: Precheck): OutboxEvent => ({ type: 'prechecked', verdict });

export const REJECTS = (event: OutboxEvent): readonly Case[] => [{ event, to: 'illegal' }];
export const UNMOVED = (
  state: OutboxState,
  event: OutboxEvent,
  wait: string | null,
): readonly Case[] => [{ event, to: state, wait, isDurable: false }];
