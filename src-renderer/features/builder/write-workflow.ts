// Owns: putting refusals, consequences, differences and calls into sentences; foreign names are made visible here.
// Pure. Must not: hold words; the catalogue has them.
import { identifyRecipient } from '../../../src-shared/domain/workflow/model.ts';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { writeCall } from '../../ui/write-call.ts';
import { words } from '../../words/words.ts';
import type { Consequence } from '../../../src-shared/domain/workflow/consequences.ts';
import type { ListDifference } from '../../../src-shared/domain/workflow/difference.ts';
import type { PlanStep } from '../../../src-shared/domain/workflow/plan.ts';
import type { UpdateCall } from '../../../src-shared/domain/workflow/call.ts';
import type { Recipient } from '../../../src-shared/domain/workflow/model.ts';
import { RULE_CODES } from '../../../src-shared/domain/workflow/rules.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { RuleProblem } from '../../../src-shared/domain/workflow/rules.ts';
import type { WorkflowFacts } from '../../words/english/workflow-words.ts';

const says = words.builder;

/** Why something is not possible, as one sentence. */
export function writeProblem({ code, facts }: RuleProblem): string {
  return words.workflow.problems[code](showFacts(facts));
}

/** The rule behind a refusal of the engine, in words; null = the error's own words say it. */
export function writeRefusal({ code, detail }: DeskError): string | null {
  const rule = detail?.['rule'];
  if (code !== 'NOT_ALLOWED' || typeof rule !== 'string') return null;
  if (rule === 'PLAN_UNREACHABLE') return says.preview.noPlan;
  if (rule === 'NO_CHANGE') return says.preview.nothing;
  const known = RULE_CODES.find((one) => one === rule);
  return known === undefined ? null : writeProblem({ code: known, facts: {} });
}

/** One sentence for each consequence, in their order. */
export function writeConsequences(consequences: readonly Consequence[]): readonly string[] {
  const sentences = consequences.map(({ code, facts }) =>
    words.workflow.consequences[code](showFacts(facts)),
  );
  return [...new Set(sentences)];
}

/** The name a recipient is shown by; the service may not tell that of a seal. */
export function nameRecipient({ kind, name }: Pick<Recipient, 'kind' | 'name'>): string {
  return kind === 'seal' && name === '' ? words.workflow.unnamedSeal : name;
}

/** "Chris, Craig and 2 others", visible. */
export function writeNames(recipients: readonly Pick<Recipient, 'kind' | 'name'>[]): string {
  return words.workflow.names(recipients.map((one) => writeVisibly(nameRecipient(one))));
}

export function writeDifference(difference: ListDifference): string {
  const { types, roles } = words.workflow;
  const texts = says.differences;
  if (difference.code === 'TYPE_CHANGED') {
    return texts.typeChanged(types[difference.from], types[difference.to]);
  }
  const { recipient } = difference;
  const name = writeVisibly(nameRecipient(recipient));
  switch (difference.code) {
    case 'REMOVED':
      return texts.removed(name);
    case 'ADDED':
      return texts.added(name, roles[recipient.role], recipient.signingOrder);
    case 'REPLACED':
      return texts.replaced(writeVisibly(difference.was.name), name);
    case 'STEP_CHANGED':
      return texts.step(name, difference.from, difference.to);
    case 'POSITION_CHANGED':
      return texts.position(name, difference.from, difference.to);
    case 'ROLE_CHANGED':
      return texts.role(name, roles[difference.from], roles[difference.to]);
    case 'MAILS_CHANGED':
      return texts.mails(name, difference.to);
    case 'RENAMED':
      return texts.renamed(writeVisibly(difference.from), writeVisibly(difference.to));
  }
}

/** What one call of a plan does, and to whom. */
export function writeStep({ call, target, after }: PlanStep): string {
  return writeCall(call, target?.name ?? null, (update) =>
    describeWho(update, target, after.recipients[update.order - 1] ?? null),
  );
}

function describeWho(
  { changes }: UpdateCall,
  before: Recipient | null,
  after: Recipient | null,
): readonly string[] {
  const texts = says.calls.changes;
  const isOther =
    before !== null && after !== null && identifyRecipient(before) !== identifyRecipient(after);
  if (isOther) return [texts.who(writeVisibly(after.name))];
  return changes.name === undefined ? [] : [texts.name(writeVisibly(changes.name))];
}

function showFacts(facts: Consequence['facts']): WorkflowFacts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact === 'string'
        ? writeVisibly(fact)
        : typeof fact === 'number'
          ? fact
          : fact.map(writeVisibly),
    ]),
  );
}
