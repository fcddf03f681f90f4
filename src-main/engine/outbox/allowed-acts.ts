// Owns: which acts a person is offered for an item. Must not: allow what transition.ts forbids (a test compares).
import type { OpCore } from './op-core.ts';

/** What a person may do with an item now; the same rules that `transition` enforces. */
export function listAllowedActs(core: OpCore): {
  readonly canCancel: boolean;
  readonly canRetry: boolean;
  readonly canDismiss: boolean;
} {
  const isUnsent = core.state === 'QUEUED' || core.state === 'WAITING' || core.state === 'BLOCKED';
  return {
    canCancel: isUnsent && core.sentCount === 0,
    canRetry: isUnsent && core.blockedWhy !== 'dependency',
    canDismiss:
      (core.state === 'CONFLICT' || core.state === 'REJECTED' || core.state === 'ATTENTION') &&
      !core.isDismissed,
  };
}
