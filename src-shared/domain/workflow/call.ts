// Owns: the calls a plan may consist of, without paths or JSON. Must not: know how they are sent.
import type { CallableKind, RecipientKind, RecipientRole, WorkflowType } from './model.ts';

/** What an add carries; one recipient per POST, because atomicity of a batch is not stated. */
export interface AddCall {
  readonly kind: 'add';
  /** Which of users / groups / placeholder it is posted to. */
  readonly recipientKind: CallableKind;
  /** The key the new entry gets on the desk; never sent. */
  readonly key: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: RecipientRole;
  readonly notifies: boolean;
  /** null = left out; the seed demands it in CUSTOM. */
  readonly signingOrder: number | null;
}

/** What an update changes; a member left out is kept by the service (spec §4.9). */
export interface RecipientChanges {
  readonly name?: string;
  readonly email?: string;
  readonly role?: RecipientRole;
  readonly notifies?: boolean;
  readonly signingOrder?: number;
}

/** PUT `/workflow/{order}/user|group|placeholder`. `recipientKind` is the endpoint: a person's fills a placeholder. */
export interface UpdateCall {
  readonly kind: 'update';
  readonly order: number;
  readonly recipientKind: CallableKind;
  readonly changes: RecipientChanges;
}

export interface SetTypeCall {
  readonly kind: 'set-type';
  readonly type: WorkflowType;
}

export interface ReorderCall {
  readonly kind: 'reorder';
  readonly order: number;
  readonly to: number;
}

export interface DeleteCall {
  readonly kind: 'delete';
  readonly order: number;
}

/** One write to a workflow. */
export type WorkflowCall = SetTypeCall | AddCall | UpdateCall | ReorderCall | DeleteCall;

/** The kind as a call names it. Throws RangeError for a seal: no plan is made where there is one. */
export function requireCallableKind(kind: RecipientKind): CallableKind {
  if (kind === 'seal') throw new RangeError('No call names a seal');
  return kind;
}

/** The position a call works on, or null for calls that name none. */
export function findCallOrder(call: WorkflowCall): number | null {
  return call.kind === 'update' || call.kind === 'reorder' || call.kind === 'delete'
    ? call.order
    : null;
}
