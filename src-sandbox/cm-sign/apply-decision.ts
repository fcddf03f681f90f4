// Owns what approving and declining a reassign request bring about (specification 5.4).
import {
  addEffect,
  closeInvites,
  findInvitee,
  finishChange,
  noteRequestState,
  raiseReassignEvent,
  sendInvite,
  setInviteeState,
  startChange,
  type Change,
} from './change.ts';
import type { Command, DecideCommand, Outcome } from './command.ts';
import type { Dossier, Invitee, ReassignRequest } from './model.ts';
import type { SignState } from './state.ts';

type Decide = Extract<Command, { type: 'request.decide' }>;

/** Why a request cannot be decided now; undefined when it can. */
function explainUndecidable(
  { dossier, request }: Readonly<{ dossier: Dossier; request: ReassignRequest }>,
  isOverwriting: boolean,
): string | undefined {
  if (dossier.state !== 'pending') return `The dossier is ${dossier.state}.`;
  if (request.state === 'pending' || isOverwriting) return undefined;
  return `The reassign request has already been ${request.state}.`;
}

function pickPosition(change: Change, original: Invitee): number | null {
  const rule = change.state.assumptions.get('A17');
  if (rule === 'copied') return original.position;
  if (rule === 'null') return null;
  return Math.max(0, ...change.dossier.invitees.map((one) => one.position ?? 0)) + 1;
}

/** The invitee who signs from now on (A17); made once, so a repeated approval finds them. */
function addNewInvitee(change: Change, request: ReassignRequest, original: Invitee): Invitee {
  const known = request.newInviteeId
    ? findInvitee(change.dossier, request.newInviteeId)
    : undefined;
  if (known) return known;
  const { name, email, phoneNumber } = request.newInvitee;
  const added: Invitee = {
    ...original,
    id: change.state.newId('invitee'),
    name,
    email,
    phoneNumber,
    reference: null,
    readOnly: request.restore.readOnly,
    state: null,
    stateComment: null,
    stateChanged: null,
    position: pickPosition(change, original),
  };
  const at = change.dossier.invitees.findIndex((one) => one.id === original.id) + 1;
  change.dossier = { ...change.dossier, invitees: change.dossier.invitees.toSpliced(at, 0, added) };
  const detail = { what: 'invitee added', name, email };
  addEffect(change, { kind: 'change', requestId: request.id, inviteeId: added.id, detail });
  return added;
}

function approve(
  change: Change,
  request: ReassignRequest,
  original: Invitee,
  command: DecideCommand,
): void {
  const message = command.message ?? request.newInvitee.message;
  setInviteeState(change, original.id, 'reassigned', { readOnly: true }, request.id);
  closeInvites(change, original.id);
  const added = addNewInvitee(change, request, original);
  const decided: ReassignRequest = {
    ...request,
    state: 'approved',
    newInvitee: { ...request.newInvitee, message },
    newInviteeId: added.id,
    declineReason: null,
  };
  noteRequestState(change, decided, request.state);
  sendInvite(change, added, message, request.id);
  raiseReassignEvent(change, decided);
}

/** Takes back an approval that is overwritten: only with the switch A19 = overwrite. */
function removeNewInvitee(change: Change, request: ReassignRequest): void {
  if (request.newInviteeId === null) return;
  const { invitees, invites } = change.dossier;
  change.dossier = {
    ...change.dossier,
    invitees: invitees.filter((one) => one.id !== request.newInviteeId),
    invites: invites.filter((one) => one.inviteeId !== request.newInviteeId),
  };
  const detail = { what: 'invitee removed' };
  addEffect(change, {
    kind: 'change',
    requestId: request.id,
    inviteeId: request.newInviteeId,
    detail,
  });
}

function decline(
  change: Change,
  request: ReassignRequest,
  original: Invitee,
  reason: string,
): void {
  removeNewInvitee(change, request);
  const { state, readOnly } = request.restore;
  setInviteeState(change, original.id, state, { readOnly }, request.id);
  const decided: ReassignRequest = {
    ...request,
    state: 'declined',
    declineReason: reason,
    newInviteeId: null,
  };
  noteRequestState(change, decided, request.state);
  sendInvite(change, findInvitee(change.dossier, original.id) ?? original, reason, request.id);
  raiseReassignEvent(change, decided);
}

export function applyDecision(state: SignState, command: Decide): Outcome {
  const found = state.findRequest(command.requestId);
  const original = found && findInvitee(found.dossier, found.request.inviteeId);
  if (!found || !original || found.dossier.isDeleted) {
    return {
      ok: false,
      refusal: { code: 'NOT_FOUND', message: 'There is no such reassign request.' },
    };
  }
  const problem = explainUndecidable(found, state.assumptions.get('A19') === 'overwrite');
  if (problem) return { ok: false, refusal: { code: 'NOT_DECIDABLE', message: problem } };
  const change = startChange(state, command, found.dossier);
  if (command.state === 'approved') approve(change, found.request, original, command);
  else decline(change, found.request, original, command.declineReason ?? '');
  return finishChange(change, command.requestId);
}
