// Owns: that killing the engine's process at every named moment and between any two calls, while plans drain, leaves
// each package exactly as wanted, each call applied once and on whom it meant: real process, files, sockets, ledger.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OUTBOX_FAILPOINTS } from '../../src-main/engine/outbox/failpoints.ts';
import { isWorkflowEntry } from '../../src-shared/domain/outbox-item.ts';
import { matchesExpected } from '../../src-shared/domain/workflow/matching.ts';
import { createPackageKey } from '../../src-shared/domain/workflow/package-key.ts';
import { buildSandboxPackage } from '../builders/sandbox-package.ts';
import { expectDeath, waitUntilAtRest } from '../support/killable-engine.ts';
import { assertHits } from '../support/plan-oracle.ts';
import { callControl } from '../support/sandbox-process.ts';
import { BASE_RECIPIENTS, changeList } from './processes/wanted-lists.ts';
import { useKillStage } from './use-kill-stage.ts';
import type { WorkflowEntry } from '../../src-shared/domain/outbox-item.ts';
import type { RecipientList } from '../../src-shared/domain/workflow/model.ts';
import type { PackageKey } from '../../src-shared/domain/workflow/package-key.ts';
import type { EngineProcess } from '../support/engine-desk.ts';
import type { HubChange } from '../support/plan-desk.ts';

// Enough calls that a lane in doubt (20 s of settle) never leaves the next moment without work.
const PACKAGES = 8;
/** Deaths right after a call came to rest, before the next one is looked at. */
const DEATHS_BETWEEN_CALLS = 6;

interface Job {
  readonly key: PackageKey;
  readonly packageId: number;
  readonly baseHash: string;
  readonly wanted: RecipientList;
}

describe('an engine that is killed while it carries out plans', () => {
  const { readService, startEngine } = useKillStage('kill-plans', ['--packages', '0']);

  it(
    'applies every call once, on whom it meant, whatever moment it dies at',
    { timeout: 400_000 },
    async () => {
      const jobs = await prepare();
      const deciding = OUTBOX_FAILPOINTS.filter((name) => name.startsWith('outbox.decide.'));
      for (const killAt of deciding) {
        const engine = await startEngine(killAt);
        await engine.untilStatus(({ phase }) => phase === 'ready');
        await submitAll(engine, jobs);
        await expectDeath(engine, killAt);
      }
      await submitWhatIsMissing(jobs);
      const working = OUTBOX_FAILPOINTS.filter((name) => !deciding.includes(name));
      const between = Array.from(
        { length: DEATHS_BETWEEN_CALLS },
        () => 'outbox.rest.after-commit',
      );
      for (const [index, killAt] of [...working, ...between].entries()) {
        await expectDeath(await startEngine(killAt, 1 + (index % 3)), killAt);
      }
      const last = await startEngine();
      await waitUntilAtRest(last);
      for (const job of jobs) await checkOutcome(last, job);
      await last.close();
    },
  );

  /** Connects the account, makes and reads the packages, and stops with the queue paused. */
  async function prepare(): Promise<readonly Job[]> {
    const engine = await startEngine();
    await engine.untilStatus(({ phase }) => phase === 'onboarding' || phase === 'ready');
    const login = { ...readService().signingHub, scope: null, label: 'Hub' };
    const { accountId } = await engine.ask('account.addSigningHub', login);
    await engine.ask('settings.set', { holdSeconds: 0, settleSeconds: 5 });
    await engine.ask('queue.setPaused', { isPaused: true });
    const jobs: Job[] = [];
    for (let n = 0; n < PACKAGES; n += 1) {
      const { id: packageId } = await buildSandboxPackage(readService(), {
        recipients: BASE_RECIPIENTS,
      });
      const key = createPackageKey(accountId, String(packageId));
      await engine.ask('package.refresh', { key });
      const { workflow, baseHash } = await engine.ask('package.detail', { key });
      jobs.push({ key, packageId, baseHash, wanted: changeList(workflow, 'plan') });
    }
    await engine.close();
    return jobs;
  }

  /** What was stored before a death is refused, not doubled. */
  async function submitWhatIsMissing(jobs: readonly Job[]): Promise<void> {
    const engine = await startEngine();
    await engine.untilStatus(({ phase }) => phase === 'ready');
    await submitAll(engine, jobs);
    const waiting = await engine.ask('queue.page', { section: 'waiting', after: null, limit: 50 });
    assert.equal(waiting.entries.length, PACKAGES, 'a plan is missing, or there twice');
    await engine.ask('queue.setPaused', { isPaused: false });
    await engine.kill();
    await engine.close();
  }

  async function submitAll(engine: EngineProcess, jobs: readonly Job[]): Promise<void> {
    for (const { key, baseHash, wanted } of jobs) {
      const answer = await engine.call('workflow.submit', { key, baseHash, wanted });
      const isExpected =
        answer.ok || ['DECISION_WAITING', 'ENGINE_GONE'].includes(answer.error.code);
      assert.ok(isExpected, JSON.stringify(answer));
      if (!answer.ok && answer.error.code === 'ENGINE_GONE') return;
    }
  }

  async function checkOutcome(engine: EngineProcess, job: Job): Promise<void> {
    const done = await engine.ask('queue.page', { section: 'done', after: null, limit: 50 });
    const entries = done.entries.filter(
      (entry): entry is WorkflowEntry =>
        isWorkflowEntry(entry) && entry.subject.packageKey === job.key,
    );
    assert.equal(entries.length, 1, 'a plan is missing, or there twice');
    const [entry] = entries;
    assert.ok(
      entry !== undefined && ['CONFIRMED', 'SATISFIED'].includes(entry.state),
      entry?.state,
    );
    assert.equal(entry.subject.done, entry.subject.total);
    await engine.ask('package.refresh', { key: job.key });
    const { workflow } = await engine.ask('package.detail', { key: job.key });
    assert.ok(matchesExpected(workflow, job.wanted));
    const path = `/ledger?packageId=${job.packageId}&kind=change`;
    const changes: readonly HubChange[] = await callControl(readService(), 'GET', path);
    assertHits(entry, changes);
  }
});
