// Owns: English sentences about a repair of the stored decisions: what happened, what it means, the next step.
import { count } from './plural.ts';
import type { RepairFacts } from '../../../src-shared/contract/desk-status.ts';

const titles: Readonly<Record<RepairFacts['why'], string>> = {
  damaged: 'The stored decisions were damaged and have been put together again.',
  missing: 'The file of stored decisions was gone and has been put together again.',
  behind: 'The stored decisions lacked the last changes, which have been put back.',
};

const tables: Readonly<Record<string, string>> = {
  setting: 'settings',
  snippet: 'reasons to reuse',
  draft: 'drafts',
  snooze: 'snoozes',
  workflow_draft: 'drafts of workflows',
  lane_template: 'lane templates',
  workflow_knowledge: 'what was learned of services',
};

const decisions = (n: number): string => count(n, 'decision', 'decisions');

/** Every part that is so, in the order of what matters. */
function listSentences(facts: RepairFacts): readonly string[] {
  const { restored, asking, checking, unclear, missing, mayLackMore, lacking, keptIn } = facts;
  const parts: (string | null)[] = [
    restored === 0 ? null : `${decisions(restored)} brought back as stored.`,
    checking === 0
      ? null
      : `${decisions(checking)} may have been on the way: read back before anything else.`,
    asking === 0
      ? null
      : `${decisions(asking)} in the queue will not be sent until you say so: whether they had been sent is not certain.`,
    unclear === 0 ? null : `${decisions(unclear)} came to an end that is not known: please look.`,
    missing === 0 ? null : `Of ${decisions(missing)} nothing could be read.`,
    mayLackMore
      ? 'Nothing proves that there were no more: compare with the service what you decided last.'
      : null,
    lacking.length === 0
      ? null
      : `What you changed since the last backup may be missing from: ${lacking.map((name) => tables[name] ?? name).join(', ')}.`,
    keptIn === null ? null : `The damaged files are kept in ${keptIn}.`,
  ];
  return parts.filter((part) => part !== null);
}

export const repairWords = {
  label: 'Repair of the stored decisions',
  titles,
  listSentences,
  nothingToDo: 'There is nothing you need to do.',
  showQueue: 'Look at the queue',
  dismiss: 'I have read this',
};
