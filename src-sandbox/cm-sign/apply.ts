// Owns apply(command): the one function through which the CM.com Sign side changes, so that replaying
// commands rebuilds the same state. Must not read the machine's clock or draw random numbers.
import { applyAsk } from './apply-ask.ts';
import { applyDecision } from './apply-decision.ts';
import { applyInviteeAct, applyInviteeUpdate } from './apply-invitee.ts';
import { finishChange, mailOwners, setDossierState, startChange } from './change.ts';
import type { Command, Outcome } from './command.ts';
import type { SignState } from './state.ts';

function refuseMissing(what: string): Outcome {
  return { ok: false, refusal: { code: 'NOT_FOUND', message: `There is no such ${what}.` } };
}

function finishPlain(id: string): Outcome {
  return { ok: true, id, account: undefined, effects: [], events: [] };
}

function applyClosing(
  state: SignState,
  command: Extract<Command, { type: 'dossier.close' }>,
): Outcome {
  const dossier = state.findDossier(command.dossierId);
  if (!dossier) return refuseMissing('dossier');
  const change = startChange(state, command, dossier);
  if (command.how === 'deleted') {
    change.dossier = { ...dossier, isDeleted: true };
    change.effects.push({
      kind: 'state',
      dossierId: dossier.id,
      detail: { entity: 'dossier', from: dossier.state, to: 'deleted' },
    });
    return finishChange(change, dossier.id);
  }
  if (command.how === 'expired') {
    change.dossier = { ...dossier, expiresAt: Math.min(dossier.expiresAt, command.at) };
  }
  setDossierState(change, command.how);
  mailOwners(change, command.how);
  return finishChange(change, dossier.id);
}

/** Applies one command; a refused command changes nothing. */
export function applyCommand(state: SignState, command: Command): Outcome {
  switch (command.type) {
    case 'request.decide':
      return applyDecision(state, command);
    case 'invitee.ask':
      return applyAsk(state, command);
    case 'invitee.view':
    case 'invitee.sign':
    case 'invitee.decline':
      return applyInviteeAct(state, command);
    case 'invitee.update':
      return applyInviteeUpdate(state, command);
    case 'dossier.create':
      return finishChange(startChange(state, command, command.dossier), command.dossier.id);
    case 'dossier.close':
      return applyClosing(state, command);
    case 'client.put':
      state.clients.set(command.client.kid, command.client);
      return finishPlain(command.client.kid);
    case 'webhook.put':
      state.webhooks.set(command.webhook.id, command.webhook);
      return finishPlain(command.webhook.id);
    case 'webhook.remove':
      if (!state.webhooks.delete(command.webhookId)) return refuseMissing('webhook');
      return finishPlain(command.webhookId);
    case 'clock.set':
      return finishPlain('clock');
    case 'assumption.set': {
      const problem = state.assumptions.set(command.id, command.value);
      if (problem === undefined) return finishPlain(command.id);
      return { ok: false, refusal: { code: 'INVALID', message: problem } };
    }
  }
}
