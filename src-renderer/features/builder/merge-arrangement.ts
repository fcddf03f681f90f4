// Owns: what becomes of a kept arrangement when others have changed the list meanwhile: their additions come in, and
// whom they took out but the arrangement still has is named. Pure. Must not: read, save or draw anything.
import { applyCommand } from '../../../src-shared/domain/workflow/commands.ts';
import { recogniseList } from '../../../src-shared/domain/workflow/matching.ts';
import { findRecipient, hasSteps } from '../../../src-shared/domain/workflow/model.ts';
import type { LaneTarget } from '../../../src-shared/domain/workflow/lane-steps.ts';
import type { Recipient, ServerList, Workflow } from '../../../src-shared/domain/workflow/model.ts';

export interface Merge {
  readonly merged: Workflow;
  /** Added by others; the arrangement has them too from now on. */
  readonly takenIn: readonly Recipient[];
  /** Taken out by others, still in the arrangement: sending it adds them again. */
  readonly broughtBack: readonly Recipient[];
}

/**
 * `began` is the list the arrangement was begun on, `base` the package as it is now, `present` the arrangement with
 * the keys of `base`. Everything in it stands; who was added meanwhile gets the place nearest to the one others gave.
 */
export function mergeArrangement(present: Workflow, began: ServerList, base: Workflow): Merge {
  const known = recogniseList(began, { type: began.type, recipients: [] }).list;
  const theirs = recogniseList(base, known).list.recipients;
  const knownKeys = new Set(known.recipients.map((one) => one.key));
  // Rows of one list in the same order: only the keys differ.
  const takenIn = base.recipients.filter((row, place) => {
    const isNew = !knownKeys.has(theirs[place]?.key ?? '');
    return isNew && findRecipient(present, row.key) === undefined;
  });
  const merged = takenIn.reduce((list, row) => takeIn(list, row, base), present);
  const broughtBack = present.recipients.filter(
    (one) => findRecipient(base, one.key) === undefined && wasThere(one, known.recipients),
  );
  return { merged, takenIn, broughtBack };
}

function wasThere(one: Recipient, known: readonly Recipient[]): boolean {
  return known.some(
    (row) => row.kind === one.kind && row.email === one.email && row.name === one.name,
  );
}

function takeIn(list: Workflow, row: Recipient, base: Workflow): Workflow {
  const { kind } = row;
  const result =
    kind === 'seal'
      ? null
      : applyCommand(list, {
          kind: 'add',
          recipient: { ...row, kind, notifies: row.notifies ?? true },
          to: findPlace(list, row, base),
        });
  const added: Workflow = result?.ok
    ? result.workflow
    : {
        ...list,
        recipients: [...list.recipients, { ...row, order: list.recipients.length + 1 }],
      };
  // What no command sets: nothing of him has been changed by the person.
  const { role, notifies, status } = row;
  const recipients = added.recipients.map((one) =>
    one.key === row.key ? { ...one, role, notifies, status } : one,
  );
  return { ...added, recipients };
}

/** Beside whom he acts together with; else behind those who act before him. */
function findPlace(list: Workflow, row: Recipient, base: Workflow): LaneTarget {
  if (list.recipients.length === 0) return { kind: 'end' };
  if (!hasSteps(list.type)) return { kind: 'lane', step: 1 };
  const placed = base.recipients.flatMap((other) => {
    const mine = findRecipient(list, other.key);
    return mine === undefined ? [] : [{ theirs: other.signingOrder, mine: mine.signingOrder }];
  });
  const companion = placed.find(({ theirs }) => theirs === row.signingOrder);
  if (companion !== undefined && hasSteps(base.type)) return { kind: 'lane', step: companion.mine };
  const earlier = placed.filter(({ theirs }) => theirs < row.signingOrder);
  return { kind: 'after', step: Math.max(0, ...earlier.map(({ mine }) => mine)) };
}
