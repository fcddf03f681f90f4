// Owns: the kinds the outbox can send, by name. Must not: hold rules of a kind.
import { reassignDecisionKind } from './reassign-decision.ts';
import { createWorkflowCallKind } from './workflow-call.ts';
import type { ReadPackage, ReadRequest } from '../../ports.ts';
import type { AnyClient, OpenedOp, OutboxKind, StoredIntent } from './outbox-kind.ts';
import type { WorkflowCallDeps } from './workflow-call.ts';

/** What any kind reads. An item only ever meets readings of its own kind: `read` and the rest belong to one object. */
export type AnyReading = ReadRequest | ReadPackage;
export type AnyOpenedOp = OpenedOp<AnyReading, AnyClient>;

/** Parses a stored item with its kind; null when the kind is unknown or what is stored cannot be understood. */
export type OpenStoredOp = (op: StoredIntent & { readonly kind: string }) => AnyOpenedOp | null;

export function createKindRegistry(deps: WorkflowCallDeps): OpenStoredOp {
  const kinds: readonly OutboxKind<AnyReading, AnyClient>[] = [
    reassignDecisionKind,
    createWorkflowCallKind(deps),
  ];
  return (op) => {
    const kind = kinds.find(({ name }) => name === op.kind);
    if (kind === undefined) return null;
    try {
      return kind.open(op);
    } catch {
      // Not understood is a state of its own (ATTENTION), with the row kept as it is; the caller sees to it.
      return null;
    }
  };
}
