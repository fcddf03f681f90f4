// Owns: a plan's call as the service wants it: verb, path below the package, body (spec §4). Must not: send it.
import type {
  AddCall,
  RecipientChanges,
  UpdateCall,
  WorkflowCall,
} from '../../../../src-shared/domain/workflow/call.ts';
import type { CallableKind } from '../../../../src-shared/domain/workflow/model.ts';

export interface CallRequest {
  readonly method: 'PUT' | 'POST' | 'DELETE';
  /** Below `/packages/{id}`. */
  readonly path: string;
  /** JSON text; undefined = no body. */
  readonly body: string | undefined;
}

const ADD_PATHS = { person: 'users', group: 'groups', placeholder: 'placeholder' } as const;
const UPDATE_PATHS = { person: 'user', group: 'group', placeholder: 'placeholder' } as const;

/** Writes one call; a POST carries one recipient, because atomicity of a batch is not stated. */
export function writeCall(call: WorkflowCall): CallRequest {
  switch (call.kind) {
    case 'set-type':
      return write('PUT', '/workflow', { workflow_type: call.type });
    case 'add':
      return write('POST', `/workflow/${ADD_PATHS[call.recipientKind]}`, [writeAddition(call)]);
    case 'update':
      return write(
        'PUT',
        `/workflow/${call.order}/${UPDATE_PATHS[call.recipientKind]}`,
        writeChanges(call),
      );
    case 'reorder':
      return write('PUT', `/workflow/${call.order}/reorder`, { order: call.to });
    case 'delete':
      return { method: 'DELETE', path: `/workflow/${call.order}`, body: undefined };
  }
}

function write(method: 'PUT' | 'POST', path: string, body: unknown): CallRequest {
  return { method, path, body: JSON.stringify(body) };
}

function writeAddition(call: AddCall): Record<string, unknown> {
  return {
    ...writeWho(call.recipientKind, call.name, call.email ?? undefined),
    role: call.role,
    email_notification: call.notifies,
    ...(call.signingOrder === null ? {} : { signing_order: call.signingOrder }),
  };
}

/** A member left out is kept by the service (spec §4.9). */
function writeChanges({ recipientKind, changes }: UpdateCall): Record<string, unknown> {
  return {
    ...writeWho(recipientKind, changes.name, changes.email),
    ...pickGiven({
      role: changes.role,
      email_notification: changes.notifies,
      signing_order: changes.signingOrder,
    }),
  };
}

function writeWho(
  kind: CallableKind,
  name: RecipientChanges['name'],
  email: RecipientChanges['email'],
): Record<string, unknown> {
  if (kind === 'person') return pickGiven({ user_email: email, user_name: name });
  return pickGiven(kind === 'group' ? { group_name: name } : { placeholder: name });
}

function pickGiven(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
