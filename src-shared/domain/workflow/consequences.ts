// Owns: what a change will cause, said before it is done: codes with facts, the page's catalogue has the words.
// Must not: decide whether the change is allowed; that is rules.ts.
import type { WorkflowCommand } from './commands.ts';
import { applyCommand } from './commands.ts';
import type { Lane, Recipient, RecipientList, Workflow } from './model.ts';
import { hasSteps, identifyRecipient, listLanes } from './model.ts';
import { listFirstMailed } from './text-outline.ts';
import type { RuleProblem } from './rules.ts';

/** Every consequence, weightiest first: the order lists and sentences show them in. */
export const CONSEQUENCE_CODES = [
  /** Fields bound to this recipient lose their owner. */
  'FIELDS_LOSE_OWNER',
  /** INDIVIDUAL takes all assigned fields away (spec §5.3). */
  'FIELDS_REMOVED',
  /** Out of INDIVIDUAL, fields go to the first recipient (spec §5.3). */
  'FIELDS_TO_FIRST',
  /** Seed: two at one step of a sequential workflow make it custom. */
  'BECOMES_CUSTOM',
  'TYPE_CHANGES',
  /** Seed: this part becomes parallel, all must act. */
  'STEP_BECOMES_PARALLEL',
  /** Seed: one more at a step that is parallel already; the type stays. */
  'JOINS_PARALLEL_STEP',
  'STEP_NO_LONGER_PARALLEL',
  /** One by one again, yet the workflow stays custom. */
  'STAYS_CUSTOM',
  /** Role and fields go to somebody else; while running, both get a mail (spec §5.6). */
  'TAKES_OVER',
  'FIRST_MAIL_CHANGES',
  /** A step that opens only when the placeholder is filled. */
  'WAITS_FOR_PLACEHOLDER',
  /** Seed: no notifications throughout the workflow. */
  'NEVER_MAILED',
  /** Seed: added as the last in the list, whatever his step. */
  'APPENDED_LAST',
  'STEP_MOVES',
  /** Others get another step number, though nobody moved them. */
  'STEPS_RENUMBERED',
  'ROLES_MADE_ALIKE',
  /** The same person acts twice. */
  'SAME_PERSON_TWICE',
  /** Cannot be shared: at least one recipient is needed (spec §3.1). */
  'NOBODY_LEFT',
] as const;
export type ConsequenceCode = (typeof CONSEQUENCE_CODES)[number];

/** One consequence. `facts` are woven into the sentence; names of several people stand in `names`. */
export interface Consequence {
  readonly code: ConsequenceCode;
  readonly facts: Readonly<Record<string, string | number | readonly string[]>>;
}

export type Foresight =
  | { readonly ok: true; readonly after: Workflow; readonly consequences: readonly Consequence[] }
  | { readonly ok: false; readonly problem: RuleProblem };

/** What a command would do and cause, without doing it; for the sentence shown while dragging. */
export function foreseeCommand(workflow: Workflow, command: WorkflowCommand): Foresight {
  const result = applyCommand(workflow, command);
  if (!result.ok) return result;
  const after = result.workflow;
  const movedKey = 'key' in command ? command.key : null;
  return { ok: true, after, consequences: listConsequences(workflow, after, movedKey) };
}

/**
 * Everything that follows from going from one workflow to another, weightiest first. `movedKey` is whom the person
 * moved: his step is told by itself, the others' as renumbered.
 */
export function listConsequences(
  before: Workflow,
  after: Workflow,
  movedKey: string | null = null,
): readonly Consequence[] {
  const consequences = [
    ...judgeFields(before, after),
    ...judgeType(before, after),
    ...judgeLanes(before, after),
    ...judgeReplacements(before, after),
    ...judgeMails(before, after),
    ...judgeAdditions(before, after),
    ...judgeSteps(before, after, movedKey),
    ...judgeRoles(before, after),
  ];
  return consequences.toSorted(
    (a, b) => CONSEQUENCE_CODES.indexOf(a.code) - CONSEQUENCE_CODES.indexOf(b.code),
  );
}

function say(code: ConsequenceCode, facts: Consequence['facts'] = {}): Consequence {
  return { code, facts };
}

function listNames(recipients: readonly Recipient[]): readonly string[] {
  return recipients.map((one) => one.name);
}

function listAdded(before: RecipientList, after: RecipientList): readonly Recipient[] {
  const was = indexByKey(before);
  return after.recipients.filter((one) => !was.has(one.key));
}

/** Lists are never changed, and every judge asks for the same two. */
const indexOfList = new WeakMap<RecipientList, ReadonlyMap<string, Recipient>>();

/** A foresight runs while a card is dragged over three hundred others: no list is searched for each of another. */
function indexByKey(list: RecipientList): ReadonlyMap<string, Recipient> {
  const known = indexOfList.get(list);
  if (known !== undefined) return known;
  const index = new Map(list.recipients.map((one) => [one.key, one]));
  indexOfList.set(list, index);
  return index;
}

function judgeFields(before: Workflow, after: Workflow): readonly Consequence[] {
  const gone = listAdded(after, before);
  const first = after.recipients[0];
  const isTurned = before.type !== after.type && before.recipients.length > 0;
  return [
    ...gone.map((one) => say('FIELDS_LOSE_OWNER', { name: one.name })),
    ...(isTurned && after.type === 'INDIVIDUAL' ? [say('FIELDS_REMOVED')] : []),
    ...(isTurned && before.type === 'INDIVIDUAL' && first !== undefined
      ? [say('FIELDS_TO_FIRST', { name: first.name })]
      : []),
    ...(gone.length > 0 && after.recipients.length === 0 ? [say('NOBODY_LEFT')] : []),
  ];
}

function judgeType(before: Workflow, after: Workflow): readonly Consequence[] {
  const isAloneNow = listLanes(after).every((lane) => lane.recipients.length === 1);
  if (before.type === after.type) {
    const wasShared = listLanes(before).some((lane) => lane.recipients.length > 1);
    const isSequence = after.type === 'CUSTOM' && isAloneNow && wasShared;
    return isSequence && after.recipients.length > 0 ? [say('STAYS_CUSTOM')] : [];
  }
  const shared = listLanes(after).find((lane) => lane.recipients.length > 1);
  const isBySeed = before.type === 'SERIAL' && after.type === 'CUSTOM' && shared !== undefined;
  return isBySeed
    ? [say('BECOMES_CUSTOM', { step: shared.step, names: listNames(shared.recipients) })]
    : [say('TYPE_CHANGES', { from: before.type, to: after.type })];
}

function judgeLanes(before: Workflow, after: Workflow): readonly Consequence[] {
  if (!hasSteps(after.type)) return [];
  const lanes = listLanes(after);
  const sizes = measureOldLanes(before.type === 'INDIVIDUAL' ? [] : listLanes(before), lanes);
  return lanes.flatMap((lane) => {
    const [was, count] = [sizes.get(lane) ?? 1, lane.recipients.length];
    const facts = { step: lane.step, count, names: listNames(lane.recipients) };
    if (count > 1 && was === 1) return [say('STEP_BECOMES_PARALLEL', facts)];
    if (count > 1 && count > was) return [say('JOINS_PARALLEL_STEP', facts)];
    return count === 1 && was > 1 ? [say('STEP_NO_LONGER_PARALLEL', facts)] : [];
  });
}

/**
 * How many each lane held before. A lane's number may have changed, so the heir of an old lane is the one most of
 * its people are in now; when two share, the one that kept the number, then the earlier.
 */
function measureOldLanes(old: readonly Lane[], lanes: readonly Lane[]): ReadonlyMap<Lane, number> {
  const sizes = new Map<Lane, number>();
  const laneOf = new Map(lanes.flatMap((lane) => lane.recipients.map((one) => [one.key, lane])));
  for (const { step, recipients } of old) {
    // A lane of one cannot make anybody's lane larger than the least.
    if (recipients.length < 2) continue;
    const kept = Map.groupBy(
      recipients.flatMap((one) => laneOf.get(one.key) ?? []),
      (lane) => lane,
    );
    const [heir] = [...kept].toSorted(
      ([a, inA], [b, inB]) =>
        inB.length - inA.length ||
        Number(b.step === step) - Number(a.step === step) ||
        a.index - b.index,
    );
    if (heir !== undefined) {
      sizes.set(heir[0], Math.max(sizes.get(heir[0]) ?? 1, recipients.length));
    }
  }
  return sizes;
}

function judgeReplacements(before: Workflow, after: Workflow): readonly Consequence[] {
  const old = indexByKey(before);
  return after.recipients.flatMap((one) => {
    const was = old.get(one.key);
    if (was === undefined || identifyRecipient(was) === identifyRecipient(one)) return [];
    if (one.kind === 'placeholder') return [];
    const isRunning = before.package.stage === 'shared' && was.status === 'IN_PROGRESS';
    const mails = isRunning && was.kind !== 'placeholder' ? 2 : isRunning ? 1 : 0;
    return [say('TAKES_OVER', { from: was.name, to: one.name, mails })];
  });
}

function judgeMails(before: Workflow, after: Workflow): readonly Consequence[] {
  const [was, now] = [listFirstMailed(before), listFirstMailed(after)];
  const nowMailed = new Set(now.map(identifyRecipient));
  const isSame =
    was.length === now.length && was.every((one) => nowMailed.has(identifyRecipient(one)));
  const old = indexByKey(before);
  const isTold = !isSame && now.length > 0 && before.package.stage === 'draft';
  const silenced = after.recipients.filter(
    (one) => one.notifies === false && old.get(one.key)?.notifies !== false,
  );
  return [
    ...(isTold ? [say('FIRST_MAIL_CHANGES', { names: listNames(now), was: listNames(was) })] : []),
    ...silenced.map((one) => say('NEVER_MAILED', { name: one.name })),
  ];
}

function judgeAdditions(before: Workflow, after: Workflow): readonly Consequence[] {
  const added = listAdded(before, after);
  return added.flatMap((one) => {
    const twins = after.recipients.filter(
      (other) => one.kind === 'person' && identifyRecipient(other) === identifyRecipient(one),
    );
    const isLast = hasSteps(after.type) && one.order === after.recipients.length;
    const isAhead = after.recipients.some((other) => other.signingOrder > one.signingOrder);
    return [
      ...(isLast && isAhead
        ? [say('APPENDED_LAST', { name: one.name, order: one.order, step: one.signingOrder })]
        : []),
      ...(twins.length > 1
        ? [say('SAME_PERSON_TWICE', { name: one.name, count: twins.length })]
        : []),
      ...(one.kind === 'placeholder'
        ? [say('WAITS_FOR_PLACEHOLDER', { name: one.name, step: one.signingOrder })]
        : []),
    ];
  });
}

function judgeSteps(
  before: Workflow,
  after: Workflow,
  movedKey: string | null,
): readonly Consequence[] {
  if (!hasSteps(before.type) || !hasSteps(after.type)) return [];
  const old = indexByKey(before);
  const changed = after.recipients.flatMap((one) => {
    const from = old.get(one.key)?.signingOrder ?? one.signingOrder;
    return from === one.signingOrder ? [] : [{ one, from, to: one.signingOrder }];
  });
  const others = changed.filter(({ one }) => one.key !== movedKey).map(({ one }) => one);
  return [
    ...changed
      .filter(({ one }) => one.key === movedKey)
      .map(({ one, from, to }) => say('STEP_MOVES', { name: one.name, from, to })),
    ...(others.length === 0
      ? []
      : [say('STEPS_RENUMBERED', { count: others.length, names: listNames(others) })]),
  ];
}

function judgeRoles(before: Workflow, after: Workflow): readonly Consequence[] {
  if (after.type !== 'INDIVIDUAL') return [];
  const old = indexByKey(before);
  const changed = after.recipients.filter((one) => {
    const was = old.get(one.key);
    return was !== undefined && was.role !== one.role;
  });
  const role = after.recipients[0]?.role ?? '';
  return changed.length === 0
    ? []
    : [say('ROLES_MADE_ALIKE', { role, count: changed.length, names: listNames(changed) })];
}
