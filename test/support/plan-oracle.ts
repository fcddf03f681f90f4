// Owns: what the sandbox's ledger must say about a plan: each call that counts as applied hit exactly the recipient it
// meant, once, and nothing else did. Must not: be used by the app.
import assert from 'node:assert/strict';
import type { WorkflowEntry } from '../../src-shared/domain/outbox-item.ts';
import type { HubChange } from './plan-desk.ts';

/** Whom our calls hit, in order, by address, group or placeholder; a change of type hits nobody. */
export function listHits(changes: readonly HubChange[]): readonly string[] {
  return changes.flatMap(({ cause, detail }) =>
    cause === 'api' && detail.who !== undefined ? [`${detail.what} ${detail.who}`] : [],
  );
}

/** How the ledger names what a call did. */
export const EFFECTS = {
  add: 'recipient added',
  update: 'recipient changed',
  reorder: 'recipient moved',
  delete: 'recipient removed',
} as const;

/** What the calls that count as applied must have done, in order. */
export function listMeant(entry: WorkflowEntry): readonly string[] {
  return entry.subject.calls.flatMap(({ facts, state }) => {
    const isApplied = state === 'CONFIRMED' || state === 'SATISFIED';
    if (!isApplied || facts.kind === 'set-type') return [];
    return [`${EFFECTS[facts.kind]} ${facts.email ?? facts.name}`];
  });
}

/** Exactly the calls shown as applied took effect, on whom they meant. */
export function assertHits(entry: WorkflowEntry, changes: readonly HubChange[]): void {
  assert.deepEqual(listHits(changes), listMeant(entry));
}

/**
 * What is wrong with the effects, as the table names it; null = nothing. Something we did not mean hit somebody: done
 * twice, or to the wrong one. Something shown as applied did not happen: a false success.
 */
export function judgeHits(
  entry: WorkflowEntry,
  changes: readonly HubChange[],
): 'duplicatedEffects' | 'wrongTargets' | 'falseSuccesses' | null {
  const [hits, meant] = [listHits(changes), listMeant(entry)];
  if (hits.join('\n') === meant.join('\n')) return null;
  const left = [...meant];
  for (const hit of hits) {
    const index = left.indexOf(hit);
    if (index === -1) return meant.includes(hit) ? 'duplicatedEffects' : 'wrongTargets';
    left.splice(index, 1);
  }
  return 'falseSuccesses';
}
