// Owns: one call of a plan as a sentence, for the builder's preview and the queue alike.
// Must not: hold words; the catalogue has them.
import { words } from '../words/words.ts';
import { writeVisibly } from './show-invisibles.ts';
import type { UpdateCall, WorkflowCall } from '../../src-shared/domain/workflow/call.ts';

/**
 * What a call does, and to whom. `whom` is the name of the recipient it hits, null when it is not known;
 * `describeWho` says which of an update's changes are about the person, for the screen knows what was there before.
 */
export function writeCall(
  call: WorkflowCall,
  whom: string | null,
  describeWho: (call: UpdateCall) => readonly string[],
): string {
  const texts = words.builder.calls;
  const { roles, types } = words.workflow;
  const name = (order: number) => (whom === null ? texts.somebody(order) : writeVisibly(whom));
  switch (call.kind) {
    case 'set-type':
      return texts.setType(types[call.type].toLowerCase());
    case 'add':
      return texts.add(writeVisibly(call.name), roles[call.role].toLowerCase(), call.signingOrder);
    case 'reorder':
      return texts.reorder(name(call.order), call.order, call.to);
    case 'delete':
      return texts.remove(name(call.order), call.order);
    case 'update':
      return texts.update(
        name(call.order),
        [...describeWho(call), ...describePlace(call)].join(', '),
      );
  }
}

function describePlace({ changes }: UpdateCall): readonly string[] {
  const texts = words.builder.calls.changes;
  const { roles } = words.workflow;
  return [
    ...(changes.role === undefined ? [] : [texts.role(roles[changes.role])]),
    ...(changes.signingOrder === undefined ? [] : [texts.step(changes.signingOrder)]),
    ...(changes.notifies === undefined ? [] : [texts.mails(changes.notifies)]),
  ];
}
