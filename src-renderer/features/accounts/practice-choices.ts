// Owns: the requests a made-up colleague can decide on the practice desk, in words. Pure.
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import type { InboxRow } from '../../../src-shared/contract/inbox-view.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';

export type PracticeAct = 'new-request' | 'colleague-approves' | 'colleague-declines';

export interface PracticeChoice {
  readonly value: RequestKey;
  readonly label: string;
}

/** Those decided here and not sent come first: a colleague who is faster there shows what a conflict is. */
export function listPracticeChoices(
  queued: readonly InboxRow[],
  pending: readonly InboxRow[],
): readonly PracticeChoice[] {
  const undecided = pending.filter(({ key }) => !queued.some((row) => row.key === key));
  return [...queued.filter(({ state }) => state === 'pending'), ...undecided].map((row) => ({
    value: row.key,
    label: words.accounts.practice.choice(
      writeVisibly(row.fromName),
      writeVisibly(row.toName),
      row.overlay?.decision ?? null,
    ),
  }));
}
