// Owns: an add of a plan with good defaults. Must hold no expectations.
import type { AddCall } from '../../src-shared/domain/workflow/call.ts';

/** Adds a signer with mails, named so and with an address made from the name. */
export function buildAddCall(name: string, rest: Partial<AddCall> = {}): AddCall {
  return {
    kind: 'add',
    recipientKind: 'person',
    key: name,
    name,
    email: `${name.toLowerCase()}@example.test`,
    role: 'SIGNER',
    notifies: true,
    signingOrder: null,
    ...rest,
  };
}
