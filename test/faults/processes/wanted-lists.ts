// Owns: what tests with real processes want of a package's list: one call that appends, one that hits a position, or a
// plan of several calls. Must not: talk to anything.
import assert from 'node:assert/strict';
import { numberPositions } from '../../../src-shared/domain/workflow/model.ts';
import { buildRecipient } from '../../builders/workflow-builder.ts';
import type { Recipient, RecipientList } from '../../../src-shared/domain/workflow/model.ts';

export type ListChange = 'append' | 'positional' | 'plan';

/** The packages these changes are made for hold these four, in sequence. */
export const BASE_RECIPIENTS = ['ann', 'bob', 'cas', 'dan'] as const;

const EVE = buildRecipient({ key: 'eve', notifies: true });

const CHANGES: Readonly<Record<ListChange, (base: RecipientList) => readonly Recipient[]>> = {
  append: ({ recipients }) => [...recipients, EVE],
  positional: ({ recipients }) => recipients.filter((_, index) => index !== 1),
  /** Bob goes, eve comes, dan acts first, ann reviews. */
  plan: ({ recipients: [ann, , cas, dan] }) => {
    assert.ok(ann && cas && dan);
    return [dan, { ...ann, role: 'REVIEWER' }, EVE, cas];
  },
};

/** The list wanted instead of `base`, each in a step of their own. */
export function changeList(base: RecipientList, change: ListChange): RecipientList {
  const recipients = numberPositions(CHANGES[change](base)).map((one) => ({
    ...one,
    signingOrder: one.order,
  }));
  return { type: 'SERIAL', recipients };
}
