// Owns: what a decision on a reassign request is and which texts it may carry.
// Must not: know how it is sent or stored.

/** Longest message to the new invitee, in Unicode code points (seed: up to 1000 characters; unit: A28). */
export const MAX_MESSAGE_LENGTH = 1000;
/** Longest decline reason, in Unicode code points (A28: it takes the place of the message). */
export const MAX_REASON_LENGTH = 1000;

/** What the person decided. An approve without message keeps the invitee's own text (A29). */
export type Decision =
  | { readonly kind: 'approve'; readonly message: string | null }
  | { readonly kind: 'decline'; readonly reason: string };

export type DecisionProblem = 'REASON_EMPTY' | 'REASON_TOO_LONG' | 'MESSAGE_TOO_LONG';

/** Counts as the service is assumed to count: Unicode code points (A28). */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Finds what forbids sending a decision, or null. A decline always needs a reason (seed). */
export function findDecisionProblem(decision: Decision): DecisionProblem | null {
  if (decision.kind === 'approve') {
    const tooLong =
      decision.message !== null && countCharacters(decision.message) > MAX_MESSAGE_LENGTH;
    return tooLong ? 'MESSAGE_TOO_LONG' : null;
  }
  if (decision.reason.trim() === '') return 'REASON_EMPTY';
  return countCharacters(decision.reason) > MAX_REASON_LENGTH ? 'REASON_TOO_LONG' : null;
}

/** Trims the texts and drops an empty message, so that what is stored is what will be sent. */
export function normaliseDecision(decision: Decision): Decision {
  if (decision.kind === 'decline') return { kind: 'decline', reason: decision.reason.trim() };
  const message = decision.message?.trim() ?? '';
  return { kind: 'approve', message: message === '' ? null : message };
}
