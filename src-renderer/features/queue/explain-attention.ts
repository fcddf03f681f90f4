// Owns: what an entry that waits for a person means, and what the service holds now, in words. Pure.
import { isUnreadable } from './entry-names.ts';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import type { ConflictFacts, QueueEntry } from '../../../src-shared/domain/outbox-item.ts';
import type { RuleCode } from '../../../src-shared/domain/workflow/rules.ts';

const { problems } = words.workflow;

/** Why it waits, and what to do; never empty. */
export function explainAttention(entry: QueueEntry): string {
  const says = words.queue.about[entry.subject.type].conflict;
  if (entry.conflict !== null) return says.explanations[entry.conflict.why];
  if (entry.state === 'REJECTED') {
    const refusal = entry.subject.type === 'workflow' ? entry.subject.refusal : null;
    return refusal === null
      ? says.refused
      : `${words.queue.plan.serviceSaid(refusal)} ${says.refused}`;
  }
  return isUnreadable(entry.subject) ? words.queue.unreadableText : says.attention;
}

/** What the service holds, in a sentence; null = a word nobody agreed on, to be shown as it is. */
export function describeTheirState(entry: QueueEntry, conflict: ConflictFacts): string | null {
  const says = words.queue.about[entry.subject.type].conflict;
  const { why, theirState } = conflict;
  if (why === 'gone') return says.gone;
  const known = findWords(says.states, theirState) ?? describeRule(entry, theirState);
  if (known === null) return null;
  return why === 'closed' ? `${says.closed} ${known}` : known;
}

/** The rule of the service that stops a call of a plan. */
function describeRule({ subject }: QueueEntry, code: string): string | null {
  if (subject.type !== 'workflow' || !Object.hasOwn(problems, code)) return null;
  const { stoppedAt, calls } = subject;
  const stopped = stoppedAt === null ? undefined : calls[stoppedAt]?.facts;
  const { name = null, call } = stopped ?? {};
  return problems[code as RuleCode]({
    name: name === null ? words.queue.plan.somebody : writeVisibly(name),
    ...(call?.kind === 'add' ? { role: call.role } : {}),
    ...(call?.kind === 'update' && call.changes.role !== undefined
      ? { role: call.changes.role }
      : {}),
    type: call?.kind === 'set-type' ? call.type : subject.wanted.type,
  });
}

function findWords(table: Readonly<Record<string, string>>, word: string): string | null {
  return Object.hasOwn(table, word) ? (table[word] ?? null) : null;
}
