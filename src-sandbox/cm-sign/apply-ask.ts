// Owns what happens when an invitee asks for a reassignment, and when they may (specification 5.4).
import {
  closeInvites,
  findInvitee,
  finishChange,
  mailOwners,
  noteRequestState,
  patchInvitee,
  raiseReassignEvent,
  setInviteeState,
  startChange,
  type Change,
} from './change.ts';
import type { AskCommand, Command, Outcome, Refusal } from './command.ts';
import { PHONE_METHODS, type Dossier, type Invitee, type ReassignRequest } from './model.ts';
import type { SignState } from './state.ts';

type Ask = Extract<Command, { type: 'invitee.ask' }>;

/** True when the invitee's identification sends a code to a phone. */
export function needsPhone(invitee: Invitee): boolean {
  const methods = [...invitee.identificationMethods, invitee.identificationMethod];
  return methods.some((method) => PHONE_METHODS.some((one) => one === method));
}

/** Names every field the new invitee still lacks for this dossier's way of identifying. */
function findMissing(original: Invitee, ask: AskCommand): Record<string, string[]> {
  const { name, email, phoneNumber } = ask.newInvitee;
  const missing: Record<string, string[]> = {};
  const isByMail = original.email !== null;
  if (ask.reason.trim() === '') missing['reason'] = ['is required'];
  if (name.trim() === '') missing['newInvitee.name'] = ['is required'];
  if (isByMail && !email) missing['newInvitee.email'] = ['is required to send the invite'];
  if (!phoneNumber && needsPhone(original)) {
    missing['newInvitee.phoneNumber'] = ['is required for the identification by phone'];
  } else if (!phoneNumber && !isByMail) {
    missing['newInvitee.phoneNumber'] = ['is required to send the invite'];
  }
  return missing;
}

function explainRefusal(
  state: SignState,
  dossier: Dossier,
  original: Invitee,
  ask: AskCommand,
): Refusal | undefined {
  const isOpen = state.assumptions.get('A16') === 'open';
  const refuse = (message: string): Refusal => ({ code: 'NOT_REASSIGNABLE', message });
  if (!dossier.reassignable) return refuse('The dossier is not reassignable.');
  if (dossier.state !== 'pending') return refuse(`The dossier is ${dossier.state}.`);
  const isWaiting = dossier.requests.some(
    (one) => one.inviteeId === original.id && one.state === 'pending',
  );
  if (isWaiting && !isOpen) return refuse('A reassign request of this invitee is already pending.');
  if (original.state !== null && !(isOpen && isWaiting))
    return refuse(`The invitee is ${original.state}.`);
  const errors = ask.isUnchecked === true ? {} : findMissing(original, ask);
  const fields = Object.keys(errors);
  if (fields.length === 0) return undefined;
  return { code: 'INVALID', message: `Missing: ${fields.join(', ')}.`, errors };
}

/** Marks the original invitee as asked away (A9). */
function markOriginal(change: Change, original: Invitee, requestId: string, at: number): void {
  const rule = change.state.assumptions.get('A9');
  if (rule === 'unchanged') return;
  const readOnly = rule === 'reassigned' ? original.readOnly : true;
  setInviteeState(change, original.id, 'reassigned', { readOnly }, requestId);
  patchInvitee(change, original.id, { stateChanged: at });
}

export function applyAsk(state: SignState, command: Ask): Outcome {
  const dossier = state.findDossier(command.dossierId);
  const original = dossier && findInvitee(dossier, command.inviteeId);
  if (!dossier || !original || dossier.isDeleted) {
    return { ok: false, refusal: { code: 'NOT_FOUND', message: 'There is no such invitee.' } };
  }
  const refusal = explainRefusal(state, dossier, original, command);
  if (refusal) return { ok: false, refusal };
  const change = startChange(state, command, dossier);
  const number = state.newNumber();
  const createdAt = command.createdAt ?? command.at;
  const waiting = dossier.requests.find(
    (one) => one.inviteeId === original.id && one.state === 'pending',
  );
  const { state: before, readOnly, stateChanged } = original;
  const request: ReassignRequest = {
    id: command.requestId ?? state.makeRequestId(number),
    token: command.token ?? state.makeReviewToken(number),
    state: 'pending',
    inviteeId: original.id,
    newInvitee: command.newInvitee,
    newInviteeId: null,
    reason: command.reason,
    declineReason: null,
    createdAt,
    restore: waiting?.restore ?? { state: before, readOnly, stateChanged },
  };
  noteRequestState(change, request, null);
  markOriginal(change, original, request.id, createdAt);
  if (state.assumptions.get('A16') === 'blocked') closeInvites(change, original.id);
  mailOwners(change, 'reassigned', request.id);
  raiseReassignEvent(change, request);
  return finishChange(change, request.id);
}
