// Owns apply(command): the one function through which the SigningHub side changes, so that replaying
// commands rebuilds the same state. Must not read the machine's clock or draw random numbers.
import { applyAct, applyComplete, applyDelete, applyRecall, applyShare } from './apply-flow.ts';
import { applyPackage } from './apply-package.ts';
import { applyAdd, applyRemove, applyReorder, applyWorkflow } from './apply-recipients.ts';
import { applySession } from './apply-session.ts';
import { applyUpdate } from './apply-update.ts';
import { refuse } from './change.ts';
import type { Command, Outcome } from './command.ts';
import type { HubState } from './state.ts';

function finishPlain(id: number | string): Outcome {
  return { ok: true, id, effects: [] };
}

type PeopleCommand = Extract<
  Command,
  { type: 'user.put' | 'group.put' | 'group.remove' | 'contact.put' | 'contact.remove' }
>;

function applyPeople(state: HubState, command: PeopleCommand): Outcome {
  switch (command.type) {
    case 'user.put':
      state.users.set(command.user.email, command.user);
      return finishPlain(command.user.email);
    case 'group.put': {
      const known = state.groups.get(command.group.name);
      const id = known?.id ?? state.newGroupId();
      state.groups.set(command.group.name, { ...command.group, id });
      return finishPlain(id);
    }
    case 'group.remove':
      if (!state.groups.delete(command.name)) return refuse(404, 'There is no such group.');
      return finishPlain(command.name);
    case 'contact.put':
      state.contacts.set(command.contact.email, command.contact);
      return finishPlain(command.contact.email);
    case 'contact.remove':
      if (!state.contacts.delete(command.email)) return refuse(404, 'There is no such contact.');
      return finishPlain(command.email);
  }
}

/** Applies one command; a refused command changes nothing. */
export function applyCommand(state: HubState, command: Command): Outcome {
  switch (command.type) {
    case 'recipients.add':
      return applyAdd(state, command);
    case 'recipient.update':
      return applyUpdate(state, command);
    case 'recipient.reorder':
      return applyReorder(state, command);
    case 'recipient.remove':
      return applyRemove(state, command);
    case 'workflow.update':
      return applyWorkflow(state, command);
    case 'recipient.act':
      return applyAct(state, command);
    case 'package.share':
      return applyShare(state, command);
    case 'package.recall':
      return applyRecall(state, command);
    case 'package.complete':
      return applyComplete(state, command);
    case 'package.delete':
      return applyDelete(state, command);
    case 'package.create':
    case 'package.put':
    case 'package.rename':
    case 'document.add':
    case 'document.lock':
    case 'document.rename':
    case 'document.remove':
    case 'recipient.permit':
      return applyPackage(state, command);
    case 'user.put':
    case 'group.put':
    case 'group.remove':
    case 'contact.put':
    case 'contact.remove':
      return applyPeople(state, command);
    case 'session.open':
    case 'session.revoke':
      return applySession(state, command);
    case 'assumption.set': {
      const problem = state.assumptions.set(command.id, command.value);
      return problem === undefined ? finishPlain(command.id) : refuse(400, problem);
    }
  }
}
