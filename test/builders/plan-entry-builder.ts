// Owns: queue entries of plans with good defaults for tests. Must not: know what a screen makes of them.
import { createPackageKey } from '../../src-shared/domain/workflow/package-key.ts';
import { buildAddCall } from './add-call.ts';
import { buildQueueEntry } from './queue-entry-builder.ts';
import { buildList } from './workflow-builder.ts';
import type { WorkflowEntry, WorkflowSubject } from '../../src-shared/domain/outbox-item.ts';

export type PlanEntryParts = Partial<Omit<WorkflowEntry, 'subject'>> & {
  readonly subject?: Partial<WorkflowSubject>;
};

/** A plan of three calls (an append and two positional ones) that waits for its turn; parts given replace it. */
export function buildPlanEntry({ subject, ...parts }: PlanEntryParts = {}): WorkflowEntry {
  const state = parts.state ?? 'QUEUED';
  const phrase = parts.phrase ?? 'waiting-turn';
  const wanted = buildList('CUSTOM', 'ann:1', 'bob:1', 'cas:2');
  return {
    ...buildQueueEntry(),
    state,
    phrase,
    ...parts,
    subject: {
      type: 'workflow',
      packageKey: createPackageKey('account', '7'),
      packageName: 'Lease amendment',
      calls: [
        {
          state,
          phrase,
          facts: {
            kind: 'add',
            name: 'Cas',
            email: 'cas@example.test',
            call: buildAddCall('Cas', { key: 'cas', signingOrder: 2 }),
          },
        },
        {
          state,
          phrase,
          facts: {
            kind: 'reorder',
            name: 'Bob',
            email: 'bob@example.test',
            call: { kind: 'reorder', order: 3, to: 2 },
          },
        },
        {
          state,
          phrase,
          facts: {
            kind: 'delete',
            name: 'Dan',
            email: 'dan@example.test',
            call: { kind: 'delete', order: 4 },
          },
        },
      ],
      done: 0,
      total: 3,
      stoppedAt: null,
      refusal: null,
      theirs: null,
      wanted,
      ...subject,
    },
  };
}
