// Owns: the kinds the outbox can send, by name. Must not: hold rules of a kind.
import { reassignDecisionKind } from './reassign-decision.ts';
import type { ReadRequest } from '../../ports.ts';
import type { OpenedOp, OutboxKind, StoredIntent } from './outbox-kind.ts';

/** Grows to a union when a kind reads something else. */
export type AnyReading = ReadRequest;

const KINDS: readonly OutboxKind<AnyReading>[] = [reassignDecisionKind];

/** Parses a stored item with its kind; null when the kind is unknown or what is stored cannot be understood. */
export function openStoredOp(
  op: StoredIntent & { readonly kind: string },
): OpenedOp<AnyReading> | null {
  const kind = KINDS.find(({ name }) => name === op.kind);
  if (kind === undefined) return null;
  try {
    return kind.open(op);
  } catch {
    // Not understood is a state of its own (ATTENTION), with the row kept as it is; the caller sees to it.
    return null;
  }
}
