// Owns what an invitee does in the signing page (view, sign, decline) and the update of an invitee
// through the API (specification 4.4).
import {
  addEffect,
  closeInvites,
  findInvitee,
  finishChange,
  mailOwners,
  patchInvitee,
  raiseEvent,
  setDossierState,
  setInviteeState,
  startChange,
  type Change,
} from './change.ts';
import type { Command, Outcome, Refusal } from './command.ts';
import type { Invitee } from './model.ts';
import type { SignState } from './state.ts';

type Act = Extract<Command, { type: 'invitee.view' | 'invitee.sign' | 'invitee.decline' }>;
type Update = Extract<Command, { type: 'invitee.update' }>;

function refuse(code: Refusal['code'], message: string): Outcome {
  return { ok: false, refusal: { code, message } };
}

/** Mails the other invitees who want to hear of this. */
function mailInvitees(change: Change, notification: string, exceptId: string): void {
  for (const { id, email, notifications } of change.dossier.invitees) {
    if (id === exceptId || email === null || !notifications.includes(notification)) continue;
    const detail = { template: notification, channel: 'email', to: email, message: null };
    addEffect(change, { kind: 'mail', inviteeId: id, detail });
  }
}

function sign(change: Change, invitee: Invitee): void {
  const template = invitee.readOnly ? 'reviewed' : 'signed';
  setInviteeState(change, invitee.id, 'approved');
  closeInvites(change, invitee.id);
  mailOwners(change, template);
  mailInvitees(change, template, invitee.id);
  const isDone = change.dossier.invitees.every(
    (one) => one.state === 'approved' || one.state === 'reassigned',
  );
  // A hand-over that still waits keeps the dossier open: its new invitee has yet to sign.
  const isWaiting = change.dossier.requests.some((one) => one.state === 'pending');
  if (!isDone || isWaiting) return;
  setDossierState(change, 'completed');
  mailOwners(change, 'completed');
  mailInvitees(change, 'completed', '');
}

function decline(change: Change, invitee: Invitee, comment: string | null): void {
  const isKept = change.state.assumptions.get('A11') === 'comment';
  setInviteeState(change, invitee.id, 'declined', { stateComment: isKept ? comment : null });
  closeInvites(change, invitee.id);
  setDossierState(change, 'declined');
  mailOwners(change, 'declined');
  mailInvitees(change, 'declined', invitee.id);
}

export function applyInviteeAct(state: SignState, command: Act): Outcome {
  const dossier = state.findDossier(command.dossierId);
  const invitee = dossier && findInvitee(dossier, command.inviteeId);
  if (!dossier || !invitee || dossier.isDeleted)
    return refuse('NOT_FOUND', 'There is no such invitee.');
  if (dossier.state !== 'pending') return refuse('NOT_ACTIVE', `The dossier is ${dossier.state}.`);
  const isLetIn = invitee.state === 'reassigned' && state.assumptions.get('A16') === 'open';
  if (invitee.state !== null && !isLetIn)
    return refuse('NOT_ACTIVE', `The invitee is ${invitee.state}.`);
  const invite = dossier.invites.findLast((one) => one.inviteeId === invitee.id && one.open);
  if (!invite) return refuse('NOT_ACTIVE', 'The invitee has no valid invite.');
  const change = startChange(state, command, dossier);
  if (command.type === 'invitee.view') {
    raiseEvent(change, 'dossier.invite.viewed', {
      invite: { id: invite.id, inviteeId: invitee.id },
    });
  } else if (command.type === 'invitee.sign') sign(change, invitee);
  else decline(change, invitee, command.comment ?? null);
  return finishChange(change, invitee.id);
}

export function applyInviteeUpdate(state: SignState, command: Update): Outcome {
  const dossier = state.findDossier(command.dossierId);
  const invitee = dossier && findInvitee(dossier, command.inviteeId);
  if (!dossier || !invitee || dossier.isDeleted)
    return refuse('NOT_FOUND', 'There is no such invitee.');
  const change = startChange(state, command, dossier);
  patchInvitee(change, invitee.id, command.fields);
  const after = findInvitee(change.dossier, invitee.id) ?? invitee;
  if (after.email !== invitee.email || after.phoneNumber !== invitee.phoneNumber) {
    closeInvites(change, invitee.id);
  }
  const detail = { what: 'invitee updated', fields: Object.keys(command.fields) };
  addEffect(change, { kind: 'change', inviteeId: invitee.id, detail });
  return finishChange(change, invitee.id);
}
