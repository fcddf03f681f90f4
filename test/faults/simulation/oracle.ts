// Owns: the judgement over one run: what the services' ledgers say, against what the person was told and when.
// Must not: ask the product whether it behaved.
import { hasSteps, identifyRecipient } from '../../../src-shared/domain/workflow/model.ts';
import { applyCall } from '../../../src-shared/domain/workflow/server-rules.ts';
import { NO_VIOLATIONS } from '../fault-family.ts';
import type { Decision } from '../../../src-shared/domain/decision.ts';
import type { ReassignRequest } from '../../../src-shared/domain/reassign-request.ts';
import type { WorkflowCall } from '../../../src-shared/domain/workflow/call.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import type { Violations } from '../fault-family.ts';
import type { CmService } from './cm-service.ts';
import type { Desk, DeskItem, DeskPlan } from './desk.ts';
import type { HubPackage, HubService } from './hub-service.ts';
import type { Effect, RecordBook, Version } from './record-book.ts';

export interface Judgement {
  readonly violations: Violations;
  readonly racedOverwrites: number;
  readonly stories: readonly { readonly violation: keyof Violations; readonly what: string }[];
}

export interface Evidence {
  readonly cm: CmService;
  readonly hub: HubService;
  readonly desk: Pick<Desk, 'listItems' | 'listPlans' | 'listAccepted' | 'countShownOpen'>;
  /** Lanes that were not at rest a minute after everything was healed. */
  readonly restless: readonly string[];
}

interface Bench extends Evidence {
  note(violation: keyof Violations, what: string): void;
  noteRaced(): void;
}

export function judgeRun(evidence: Evidence): Judgement {
  const stories: { violation: keyof Violations; what: string }[] = [];
  let racedOverwrites = 0;
  const bench: Bench = {
    ...evidence,
    note: (violation, what) => stories.push({ violation, what }),
    noteRaced: () => {
      racedOverwrites += 1;
    },
  };
  const items = evidence.desk.listItems();
  const plans = evidence.desk.listPlans();
  judgeLost(bench, items, plans);
  for (const lane of evidence.restless) bench.note('notAtRest', `lane ${lane}`);
  for (const item of items) {
    if (item.meant === null) judgeDecision(bench, item);
    else judgeCall(bench, item, item.meant);
  }
  for (const plan of plans) judgePlan(bench, plan);
  judgeStrays(bench, items);
  for (let count = evidence.desk.countShownOpen(); count > 0; count -= 1) {
    bench.note('falseFailures', 'a request that was decided is shown as open again');
  }
  const violations = { ...NO_VIOLATIONS };
  for (const { violation } of stories) violations[violation] += 1;
  return { violations, racedOverwrites, stories };
}

/** Taken in, and nowhere to be found, or put away without anybody having asked for it. */
function judgeLost(bench: Bench, items: readonly DeskItem[], plans: readonly DeskPlan[]): void {
  const known = new Set([...items.map(({ tag }) => tag), ...plans.map(({ planId }) => planId)]);
  for (const { tag, lane } of bench.desk.listAccepted()) {
    if (!known.has(tag)) bench.note('lost', `${tag} of ${lane} is gone`);
  }
  for (const item of items) {
    const isGivenUp =
      item.told === 'withdrawn' || (item.told === 'replaced' && item.planId === null);
    const isLost = item.told === 'vanished' || (isGivenUp && !item.wasWithdrawn);
    if (isLost) bench.note('lost', `${item.tag} is ${item.told}`);
  }
}

function listEffects<T>(book: RecordBook<T>, tag: string): readonly Effect<T>[] {
  return book.effects.filter((effect) => effect.tag === tag);
}

function judgeDecision(bench: Bench, item: DeskItem): void {
  const { tag, lane, told } = item;
  const { book, mails } = bench.cm;
  const effects = listEffects(book, tag);
  noteDuplicates(bench, tag, effects.length);
  const mailCount = mails.filter((mail) => mail.tag === tag).length;
  if (mailCount > 1) bench.note('duplicateMails', `${mailCount} mails for ${tag}`);
  for (const effect of effects) judgeOverwrite(bench, item, effect);
  const decision = item.what as Decision;
  const wasEver = book
    .listVersions(lane)
    .some(({ atMs, value }) => atMs <= item.toldAtMs && isGoal(decision, value));
  if (told === 'success' && !wasEver) bench.note('falseSuccesses', `${tag} never took effect`);
  const isDenied = told === 'failure' || told === 'withdrawn' || told === 'replaced';
  if (!isDenied) return;
  const truth = book.asOf(lane, item.toldAtMs);
  const isInEffect = truth.by === tag && isGoal(decision, truth.value);
  const isLater = effects.some(({ atMs }) => atMs > item.toldAtMs);
  if (isInEffect || isLater) bench.note('falseFailures', `${tag} is ${told}, and applied`);
}

function noteDuplicates(bench: Bench, tag: string, count: number): void {
  if (count > 1) bench.note('duplicatedEffects', `${tag} took effect ${count} times`);
}

function isGoal(decision: Decision, request: ReassignRequest | null): boolean {
  if (request === null) return false;
  if (decision.kind === 'approve') return request.state === 'approved';
  return request.state === 'declined' && request.declineReason === decision.reason;
}

/** Somebody else's decision replaced, or a request sent on that is not what the person had looked at. */
function judgeOverwrite(bench: Bench, item: DeskItem, effect: Effect<ReassignRequest>): void {
  const { before, seen } = effect;
  const isOverwritten = before.by === 'colleague' && before.value?.state !== 'pending';
  const isRaced = seen !== null && before !== seen.version;
  if (isOverwritten && isRaced) bench.noteRaced();
  else if (isOverwritten)
    bench.note('silentOverwrites', `${item.tag} replaced a colleague's decision`);
  const known = seen === null ? before.value : seen.version.value;
  if (known !== null && item.reviewed !== null && !isSamePicture(known, item.reviewed)) {
    bench.note('silentOverwrites', `${item.tag} was sent although the request had changed`);
  }
}

function isSamePicture(one: ReassignRequest, other: ReassignRequest): boolean {
  const isSame = one.reason === other.reason && one.newInvitee.email === other.newInvitee.email;
  return isSame && one.state === other.state;
}

function judgeCall(bench: Bench, item: DeskItem, meant: NonNullable<DeskItem['meant']>): void {
  const { tag, lane, told } = item;
  const { book } = bench.hub;
  const effects = listEffects(book, tag);
  const lasting = effects.filter((effect) => !isTurnedBack(effect, meant));
  const undone = lasting.filter((effect, index) => index > 0 && isUndone(effect, lasting[0]));
  const counted = lasting.length - undone.length;
  for (let raced = effects.length - counted; raced > 0; raced -= 1) bench.noteRaced();
  noteDuplicates(bench, tag, counted);
  for (const effect of effects) {
    const { before, seen, hit } = effect;
    const isRaced = seen !== null && before !== seen.version;
    const isFlagged = told === 'failure' || told === 'person';
    if (hit !== meant.target && !(isRaced && isFlagged) && lasting.includes(effect)) {
      bench.note('wrongTargets', `${tag} hit somebody else, and is ${told}`);
    } else if (!isRaced && !isAlike(before.value, meant.before)) {
      bench.note('silentOverwrites', `${tag} was sent on a list that had changed`);
    }
  }
  if (told === 'success' && lasting.length === 0 && !bench.hub.fruitless.has(tag)) {
    const shown = book.findLastRead(lane, item.toldAtMs)?.version ?? null;
    const isThere = isAlike(shown?.value ?? null, meant.after);
    if (!isThere && !isSameDone(bench, item, meant, shown)) {
      bench.note('falseSuccesses', `${tag} never took effect`);
    }
  }
  const isDenied = told === 'withdrawn' || told === 'replaced' || told === 'stopped';
  const isRefused = told === 'failure' && !hasColleague(book, lane);
  if (effects.length > 0 && (isDenied || isRefused)) {
    bench.note('falseFailures', `${tag} is ${told}, and applied`);
  }
}

/** R2: a colleague undid our change before we could read it back, so that the list was as if we had never been. */
function isUndone(again: Effect<HubPackage>, first: Effect<HubPackage> | undefined): boolean {
  const old = first?.before.value ?? null;
  return old !== null && again.before.by === 'colleague' && isAlike(again.before.value, old);
}

/**
 * R2 too: between the look and the arrival a colleague changed the list, and our call, meant for the one looked at, put
 * back exactly that. Every read shows the list looked at, as if neither had been.
 */
function isTurnedBack(
  { before, after, seen }: Effect<HubPackage>,
  meant: NonNullable<DeskItem['meant']>,
): boolean {
  const isRaced = seen !== null && before !== seen.version && before.by === 'colleague';
  if (!isRaced || isAlike(before.value, meant.before)) return false;
  return isAlike(seen.version.value, meant.before) && isAlike(after.value, meant.before);
}

/**
 * The list shown is a colleague's, who did to the very list of before what our call does: exactly what this service
 * makes of the call, which may be another list than the reading of the plan foretold.
 */
function isSameDone(
  { hub }: Bench,
  { lane, what }: DeskItem,
  meant: NonNullable<DeskItem['meant']>,
  shown: Version<HubPackage> | null,
): boolean {
  const versions = hub.book.listVersions(lane);
  const before = versions.find((_, index) => versions[index + 1] === shown)?.value ?? null;
  if (shown?.by !== 'colleague' || before === null || !isAlike(before, meant.before)) return false;
  const result = applyCall(before, what as WorkflowCall, hub.world);
  return result.ok && isAlike(shown.value, result.list);
}

function hasColleague(book: RecordBook<HubPackage>, lane: string): boolean {
  return book.listVersions(lane).some(({ by }) => by === 'colleague');
}

/** "Sent" of a whole plan: the list last read was the wanted one. */
function judgePlan(bench: Bench, { planId, lane, wanted, told, toldAtMs }: DeskPlan): void {
  if (told !== 'success') return;
  const shown = bench.hub.book.findLastRead(lane, toldAtMs)?.version.value ?? null;
  if (!isAlike(shown, wanted))
    bench.note('falseSuccesses', `plan ${planId} is not what was wanted`);
}

/** Type and rows, compared by this file's own eyes. */
function isAlike(one: RecipientList | null, other: RecipientList): boolean {
  if (one === null) return false;
  const write = ({ type, recipients }: RecipientList): string =>
    JSON.stringify([
      type,
      recipients.map((row) => [
        identifyRecipient(row),
        row.role,
        hasSteps(type) ? row.signingOrder : 0,
      ]),
    ]);
  return write(one) === write(other);
}

/** Effects of ours that belong to nothing the desk knows. */
function judgeStrays(bench: Bench, items: readonly DeskItem[]): void {
  const known = new Set(items.map(({ tag }) => tag));
  for (const { tag } of [...bench.cm.book.effects, ...bench.hub.book.effects]) {
    if (!known.has(tag)) bench.note('lost', `${tag} took effect and is not known`);
  }
}
