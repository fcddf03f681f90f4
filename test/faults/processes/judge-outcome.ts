// Owns: the oracle of tests with real processes: the sandbox's ledger × the journal on disk × what the screen says, for
// one item. Must not: know how the item came to it.
import { listHits, listMeant } from '../../support/plan-oracle.ts';
import { readShortList } from '../../builders/sandbox-package.ts';
import { callControl, makeHubToken } from '../../support/sandbox-process.ts';
import { RESTING_STATES, isWorkflowEntry } from '../../../src-shared/domain/outbox-item.ts';
import type { QueueEntry, WorkflowEntry } from '../../../src-shared/domain/outbox-item.ts';
import type { EngineProcess } from '../../support/engine-desk.ts';
import type { LedgerLine } from '../../support/outbox-desk.ts';
import type { OutboxFile } from '../../support/outbox-file.ts';
import type { HubChange } from '../../support/plan-desk.ts';
import type { RunningSandbox } from '../../support/sandbox-process.ts';
import type { Violations } from '../fault-family.ts';
import type { StageItem } from './prepare-items.ts';

export interface Complaint {
  readonly violation: keyof Violations;
  readonly what: string;
}

/** States in which the screen says that the service has what was decided. */
const DONE: readonly string[] = ['CONFIRMED', 'SATISFIED'];
/** States in which it says that nothing came of it. */
const FAILED: readonly string[] = ['REJECTED', 'CANCELLED', 'SUPERSEDED'];

/** States in which a person is asked, or the screen says that it is not known yet. */
const ASKED: readonly string[] = ['CONFLICT', 'ATTENTION', 'SENDING', 'UNKNOWN', 'ACKED'];

/** Everything the queue screen shows. */
export async function listEntries(engine: EngineProcess): Promise<readonly QueueEntry[]> {
  const entries: QueueEntry[] = [];
  for (const section of ['attention', 'waiting', 'done'] as const) {
    let after: string | null = null;
    do {
      const query: { after: string | null } = { after };
      const page: { entries: readonly QueueEntry[]; next: string | null } = await engine.ask(
        'queue.page',
        { section, limit: 200, ...query },
      );
      entries.push(...page.entries);
      after = page.next;
    } while (after !== null);
  }
  return entries;
}

/** What became of one item that the person decided. */
export async function judgeItem(
  sandbox: RunningSandbox,
  item: StageItem,
  screen: readonly QueueEntry[],
): Promise<readonly Complaint[]> {
  const [entry, ...more] = screen.filter((one) => readTargetId(one) === item.targetId);
  if (entry === undefined) return [{ violation: 'lost', what: 'decided, and not in the queue' }];
  if (more.length > 0) return [{ violation: 'lost', what: 'in the queue twice' }];
  const judged =
    item.service === 'cm-sign'
      ? await judgeDecision(sandbox, item, entry)
      : await judgePlan(sandbox, item, entry);
  if (isSettled(entry)) return judged;
  return [...judged, { violation: 'notAtRest', what: `still ${entry.state}` }];
}

/** At rest, or stopped before a person: a plan keeps the calls after the one in question blocked. */
export function isSettled(entry: QueueEntry): boolean {
  if (RESTING_STATES.includes(entry.state)) return true;
  return isWorkflowEntry(entry) && entry.subject.stoppedAt !== null;
}

export function readTargetId({ subject }: QueueEntry): string {
  const key = subject.type === 'workflow' ? subject.packageKey : subject.requestKey;
  return key.slice(key.indexOf('/') + 1);
}

async function judgeDecision(
  sandbox: RunningSandbox,
  { targetId, decision }: StageItem,
  entry: QueueEntry,
): Promise<readonly Complaint[]> {
  const path = `/ledger?requestId=${targetId}&cause=api`;
  const lines = await callControl<readonly LedgerLine[]>(sandbox, 'GET', path);
  const changes = lines.filter(({ detail }) => detail['entity'] === 'reassignRequest');
  const complaints = [...judgeCounts(entry, changes.length), ...judgeMails(lines, 1)];
  const wanted = decision?.kind === 'approve' ? 'approved' : 'declined';
  for (const { detail } of changes) {
    if (detail['to'] !== wanted) {
      complaints.push({
        violation: 'wrongTargets',
        what: `${String(detail['to'])}, not ${wanted}`,
      });
    }
  }
  return complaints;
}

function judgeCounts({ state }: QueueEntry, applied: number): Complaint[] {
  if (applied > 1) return [{ violation: 'duplicatedEffects', what: `applied ${applied} times` }];
  if (applied === 0 && DONE.includes(state)) {
    return [{ violation: 'falseSuccesses', what: `${state}, and nothing was applied` }];
  }
  if (applied === 1 && FAILED.includes(state)) {
    return [{ violation: 'falseFailures', what: `${state}, and it was applied` }];
  }
  return [];
}

function judgeMails(lines: readonly LedgerLine[], most: number): Complaint[] {
  const mails = lines.filter(({ kind }) => kind === 'mail').length;
  return mails > most ? [{ violation: 'duplicateMails', what: `${mails} mails` }] : [];
}

async function judgePlan(
  sandbox: RunningSandbox,
  { targetId }: StageItem,
  entry: QueueEntry,
): Promise<readonly Complaint[]> {
  if (!isWorkflowEntry(entry)) return [{ violation: 'lost', what: 'shown as something else' }];
  const path = `/ledger?packageId=${targetId}&kind=change`;
  const hits = listHits(await callControl<readonly HubChange[]>(sandbox, 'GET', path));
  const complaints: Complaint[] = [];
  for (const hit of new Set([...hits, ...listMeant(entry)])) {
    const calls = entry.subject.calls.filter((call) => nameHit(entry, call) === hit);
    complaints.push(...judgeHit(hit, hits.filter((one) => one === hit).length, calls));
  }
  if (!DONE.includes(entry.state)) return complaints;
  const list = await readShortList(sandbox, await makeHubToken(sandbox), Number(targetId));
  const { type, recipients } = entry.subject.wanted;
  const wanted = [type, ...recipients.map((one) => `${one.name}:${one.signingOrder}`)];
  if (list.join() === wanted.join()) return complaints;
  return [...complaints, { violation: 'falseSuccesses', what: `${entry.state}: ${list.join()}` }];
}

type Call = WorkflowEntry['subject']['calls'][number];

/** The effect a call has if it is applied; undefined for a change of type. */
function nameHit(entry: WorkflowEntry, call: Call): string | undefined {
  const calls = [{ ...call, state: 'CONFIRMED' as const }];
  return listMeant({ ...entry, subject: { ...entry.subject, calls } })[0];
}

/** `calls` are those that mean this effect, `times` is how often it came about. */
function judgeHit(hit: string, times: number, calls: readonly Call[]): readonly Complaint[] {
  const done = calls.filter(({ state }) => DONE.includes(state)).length;
  // Of a call that waits for a person nothing is claimed: once is allowed, and so is not at all.
  const asked = calls.filter(({ state }) => ASKED.includes(state)).length;
  if (calls.length === 0) return [{ violation: 'wrongTargets', what: `never meant: ${hit}` }];
  if (times < done) return [{ violation: 'falseSuccesses', what: `not done: ${hit}` }];
  if (times <= done + asked) return [];
  return times > calls.length
    ? [{ violation: 'duplicatedEffects', what: `${times} times ${hit}` }]
    : [{ violation: 'falseFailures', what: `done, and not shown as done: ${hit}` }];
}

/** The journal on disk: every item's lines form one chain that ends in its row's state. */
export function judgeJournal({ ops, events }: OutboxFile): readonly Complaint[] {
  const complaints: Complaint[] = [];
  for (const { opId, state } of ops) {
    const chain = events.filter((event) => event.opId === opId);
    let at: string | null = null;
    for (const { from, to } of chain) {
      if (from !== at) complaints.push({ violation: 'lost', what: `journal: ${at} then ${from}` });
      at = to;
    }
    if (at !== state)
      complaints.push({ violation: 'lost', what: `journal ends in ${at}: ${state}` });
  }
  return complaints;
}
