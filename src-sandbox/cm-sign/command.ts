// Owns the commands that may change the CM.com Sign side: plain JSON, the only thing written to the
// data folder. Must hold no behaviour.
import type { Effect, Origin } from '../ledger.ts';
import type { ApiClient, Dossier, EventType, Invitee, NewInvitee, Webhook } from './model.ts';

export type DecideCommand = Readonly<{
  type: 'request.decide';
  requestId: string;
  state: 'approved' | 'declined';
  message?: string | undefined;
  declineReason?: string | undefined;
}>;

export type AskCommand = Readonly<{
  type: 'invitee.ask';
  dossierId: string;
  inviteeId: string;
  newInvitee: NewInvitee;
  reason: string;
  /** Skips the check for what the identification demands, to make flawed requests on purpose. */
  isUnchecked?: boolean | undefined;
  createdAt?: number | undefined;
  requestId?: string | undefined;
  token?: string | undefined;
}>;

type InviteeCommand = Readonly<{
  type: 'invitee.view' | 'invitee.sign' | 'invitee.decline';
  dossierId: string;
  inviteeId: string;
  comment?: string | undefined;
}>;

type UpdateInviteeCommand = Readonly<{
  type: 'invitee.update';
  dossierId: string;
  inviteeId: string;
  fields: Partial<Invitee>;
}>;

export type Deed =
  | DecideCommand
  | AskCommand
  | InviteeCommand
  | UpdateInviteeCommand
  | Readonly<{ type: 'dossier.create'; dossier: Dossier }>
  | Readonly<{ type: 'dossier.close'; dossierId: string; how: 'expired' | 'completed' | 'deleted' }>
  | Readonly<{ type: 'client.put'; client: ApiClient }>
  | Readonly<{ type: 'webhook.put'; webhook: Webhook }>
  | Readonly<{ type: 'webhook.remove'; webhookId: string }>
  | Readonly<{ type: 'clock.set'; offsetMs: number }>
  | Readonly<{ type: 'assumption.set'; id: string; value: string }>;

/** A deed with when (sandbox time) and by whom it was done. */
export type Command = Deed & Readonly<{ at: number; origin: Origin }>;

/** A webhook event before delivery; its fields in the order the seed shows them. */
export type SignEvent = Readonly<{
  id: string;
  type: EventType;
  dossier: Readonly<{ id: string; state: string }>;
  created: string;
  [part: string]: unknown;
}>;

export type Refusal = Readonly<{
  code: 'NOT_FOUND' | 'NOT_DECIDABLE' | 'NOT_REASSIGNABLE' | 'NOT_ACTIVE' | 'INVALID';
  message: string;
  /** Field path → texts. */
  errors?: Readonly<Record<string, readonly string[]>> | undefined;
}>;

export type Outcome =
  | Readonly<{
      ok: true;
      /** Id of what the command made or changed. */
      id: string;
      account: string | undefined;
      effects: readonly Effect[];
      events: readonly SignEvent[];
    }>
  | Readonly<{ ok: false; refusal: Refusal }>;
