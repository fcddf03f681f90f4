// Owns: making items at a sandbox and knowing them as the desk does after it read them. Must not: decide anything.
import { createPackageKey } from '../../../src-shared/domain/workflow/package-key.ts';
import { buildSandboxPackage } from '../../builders/sandbox-package.ts';
import { buildSandboxRequest } from '../../builders/sandbox-request.ts';
import { until } from '../../support/engine-desk.ts';
import { BASE_RECIPIENTS, changeList } from './wanted-lists.ts';
import type { Result } from '../../../src-shared/contract/errors.ts';
import type { InboxRow } from '../../../src-shared/contract/inbox-view.ts';
import type { Decision } from '../../../src-shared/domain/decision.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import type { EngineProcess } from '../../support/engine-desk.ts';
import type { RunningSandbox } from '../../support/sandbox-process.ts';
import type { ListChange } from './wanted-lists.ts';

/** Something to decide, known to the desk and untouched at the service. */
export interface StageItem {
  readonly kind: 'goal' | ListChange;
  readonly service: 'cm-sign' | 'signinghub';
  /** Request or package id: the item's lane. */
  readonly targetId: string;
  /** null for packages. */
  readonly decision: Decision | null;
  /** Hands it to the engine; true = the screen says "queued". A dead engine answers nothing, which is false. */
  submit(engine: EngineProcess): Promise<boolean>;
}

/** Answered when the same was decided before: the earlier decision stands, and nothing is doubled. */
const STANDS = ['DECISION_WAITING', 'DECISION_SENT'];

// The pull of thousands of requests, on a machine that does other work too.
const PULL_LIMIT_MS = 60_000;
const PAGE_ROWS = 500;

/** Makes `count` pending requests and waits until the desk has pulled them. Approving and declining by turns. */
export async function prepareRequests(
  engine: EngineProcess,
  sandbox: RunningSandbox,
  count: number,
): Promise<StageItem[]> {
  for (let n = 0; n < count; n += 1) await buildSandboxRequest(sandbox);
  await engine.ask('sync.start', { accountId: null });
  const rows = await until(
    'the pull',
    async () => {
      const found = await listRows(engine);
      return found.length === count ? found : null;
    },
    PULL_LIMIT_MS,
  );
  return rows.map((row, index) => describeRequest(row, index));
}

async function listRows(engine: EngineProcess): Promise<readonly InboxRow[]> {
  const rows: InboxRow[] = [];
  let after: string | null = null;
  do {
    const query = { view: 'pending', search: '', sort: 'oldest', limit: PAGE_ROWS } as const;
    const page: Awaited<ReturnType<typeof askPage>> = await askPage(engine, { ...query, after });
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return rows;
}

function askPage(engine: EngineProcess, query: Parameters<typeof engine.ask<'inbox.page'>>[1]) {
  return engine.ask('inbox.page', query);
}

function describeRequest({ key, seenHash }: InboxRow, index: number): StageItem {
  const decision: Decision =
    index % 2 === 0
      ? { kind: 'approve', message: `Please sign ${index}` }
      : { kind: 'decline', reason: `Not hers ${index}` };
  return {
    kind: 'goal',
    service: 'cm-sign',
    targetId: key.slice(key.indexOf('/') + 1),
    decision,
    submit: async (engine) =>
      isQueued(await engine.call('reassignRequest.decide', { key, seenHash, decision })),
  };
}

/** Makes `count` packages of four and has the desk read them; `change` is what is wanted of each. */
export async function preparePackages(
  engine: EngineProcess,
  sandbox: RunningSandbox,
  { accountId, change, count }: { accountId: string; change: ListChange; count: number },
): Promise<StageItem[]> {
  const items: StageItem[] = [];
  for (let n = 0; n < count; n += 1) {
    const { id } = await buildSandboxPackage(sandbox, { recipients: BASE_RECIPIENTS });
    const key = createPackageKey(accountId, String(id));
    await engine.ask('package.refresh', { key });
    const { workflow, baseHash } = await engine.ask('package.detail', { key });
    const wanted: RecipientList = changeList(workflow, change);
    items.push({
      kind: change,
      service: 'signinghub',
      targetId: String(id),
      decision: null,
      submit: async (running) =>
        isQueued(await running.call('workflow.submit', { key, baseHash, wanted })),
    });
  }
  return items;
}

function isQueued(answer: Result<unknown>): boolean {
  if (answer.ok || STANDS.includes(answer.error.code)) return true;
  if (answer.error.code === 'ENGINE_GONE') return false;
  throw new Error(`not taken in: ${answer.error.code} ${answer.error.message}`);
}
