// Owns the steps every change of a dossier is made of: set an invitee, send an invite, mail the
// owners, raise an event. Collects effects and events; must not store anything but the dossier.
import type { Effect } from '../ledger.ts';
import type { Command, Outcome, SignEvent } from './command.ts';
import { formatTime } from './format-time.ts';
import type {
  Channel,
  Dossier,
  DossierState,
  EventType,
  Invitee,
  InviteeState,
  ReassignRequest,
} from './model.ts';
import type { SignState } from './state.ts';

/** A dossier being changed by one command. */
export type Change = {
  readonly state: SignState;
  readonly command: Command;
  dossier: Dossier;
  readonly effects: Effect[];
  readonly events: SignEvent[];
};

export function startChange(state: SignState, command: Command, dossier: Dossier): Change {
  return { state, command, dossier, effects: [], events: [] };
}

/** Stores the dossier and hands over what happened. */
export function finishChange(change: Change, id: string): Outcome {
  change.state.putDossier(change.dossier);
  const { effects, events, dossier } = change;
  return { ok: true, id, account: dossier.account, effects, events };
}

export function addEffect(change: Change, effect: Omit<Effect, 'dossierId'>): void {
  change.effects.push({ ...effect, dossierId: change.dossier.id });
}

export function raiseEvent(
  change: Change,
  type: EventType,
  part: Readonly<Record<string, unknown>>,
): void {
  const isReassign = type === 'dossier.invitee.reassignRequest.state.updated';
  const isBare = change.state.assumptions.get('A24') === 'bare' && !isReassign;
  change.events.push({
    id: change.state.newId('event'),
    type,
    dossier: { id: change.dossier.id, state: change.dossier.state },
    ...(isBare ? {} : part),
    created: formatTime(change.command.at),
  });
}

/** Raises the event of the seed's example: request and original invitee with their states. */
export function raiseReassignEvent(change: Change, request: ReassignRequest): void {
  const original = change.dossier.invitees.find((one) => one.id === request.inviteeId);
  raiseEvent(change, 'dossier.invitee.reassignRequest.state.updated', {
    reassignRequest: {
      id: request.id,
      state: request.state,
      originalInvitee: { id: request.inviteeId, state: original?.state ?? null },
    },
  });
}

export function findInvitee(dossier: Dossier, id: string): Invitee | undefined {
  return dossier.invitees.find((one) => one.id === id);
}

export function patchInvitee(change: Change, id: string, patch: Partial<Invitee>): void {
  const invitees = change.dossier.invitees.map((one) =>
    one.id === id ? { ...one, ...patch } : one,
  );
  change.dossier = { ...change.dossier, invitees };
}

/** Gives an invitee another state, with its ledger entry and event. */
export function setInviteeState(
  change: Change,
  id: string,
  to: InviteeState,
  patch: Partial<Invitee> = {},
  requestId?: string,
): void {
  const from = findInvitee(change.dossier, id)?.state ?? null;
  if (from === to) {
    patchInvitee(change, id, patch);
    return;
  }
  patchInvitee(change, id, { ...patch, state: to, stateChanged: change.command.at });
  addEffect(change, {
    kind: 'state',
    requestId,
    inviteeId: id,
    detail: { entity: 'invitee', from, to },
  });
  raiseEvent(change, 'dossier.invitee.state.updated', { invitee: { id, state: to } });
}

export function setDossierState(change: Change, to: DossierState): void {
  const from = change.dossier.state;
  if (from === to) return;
  change.dossier = { ...change.dossier, state: to };
  addEffect(change, { kind: 'state', detail: { entity: 'dossier', from, to } });
  raiseEvent(change, 'dossier.state.updated', {});
}

function putRequest(change: Change, request: ReassignRequest): void {
  const { requests } = change.dossier;
  const isKnown = requests.some((one) => one.id === request.id);
  change.dossier = {
    ...change.dossier,
    requests: isKnown
      ? requests.map((one) => (one.id === request.id ? request : one))
      : [request, ...requests],
  };
}

/** Gives a request another state, with its ledger entry; the event follows when all is in place. */
export function noteRequestState(
  change: Change,
  request: ReassignRequest,
  from: string | null,
): void {
  putRequest(change, request);
  const detail = { entity: 'reassignRequest', from, to: request.state };
  addEffect(change, { kind: 'state', requestId: request.id, inviteeId: request.inviteeId, detail });
}

export function closeInvites(change: Change, inviteeId: string): void {
  const invites = change.dossier.invites.map((one) =>
    one.inviteeId === inviteeId ? { ...one, open: false } : one,
  );
  change.dossier = { ...change.dossier, invites };
}

function pickChannel(invitee: Pick<Invitee, 'email' | 'phoneNumber'>): Channel {
  if (invitee.email !== null) return 'email';
  return invitee.phoneNumber === null ? null : 'sms';
}

/** Makes a new invite and sends it by the invitee's channel; it replaces the open ones. */
export function sendInvite(
  change: Change,
  invitee: Invitee,
  message: string | null,
  requestId: string,
): void {
  closeInvites(change, invitee.id);
  const channel = pickChannel(invitee);
  const { at } = change.command;
  const id = change.state.newId('invite');
  const { expiresAt } = change.dossier;
  const invite = {
    id,
    inviteeId: invitee.id,
    channel,
    message,
    open: true,
    createdAt: at,
    expiresAt,
  };
  change.dossier = { ...change.dossier, invites: [...change.dossier.invites, invite] };
  const about = { requestId, inviteeId: invitee.id };
  addEffect(change, { kind: 'invite', ...about, detail: { inviteId: id, channel, message } });
  raiseEvent(change, 'dossier.invite.created', { invite: { id, inviteeId: invitee.id } });
  if (channel === null) return;
  const to = channel === 'email' ? invitee.email : invitee.phoneNumber;
  addEffect(change, {
    kind: 'mail',
    ...about,
    detail: { template: 'invite', channel, to, message },
  });
}

/** Mails the owners who have not opted out of this notification (specification 3.3). */
export function mailOwners(change: Change, notification: string, requestId?: string): void {
  for (const owner of change.dossier.owners) {
    if (!owner.notifications.includes(notification)) continue;
    const detail = { template: notification, channel: 'email', to: owner.email, message: null };
    addEffect(change, { kind: 'mail', requestId, detail });
  }
}
