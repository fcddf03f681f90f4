// Owns: that killing the engine's process at every named moment, while twenty decisions drain, loses and doubles
// nothing: real process, real files, real sockets, the sandbox's ledger as the judge.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OUTBOX_FAILPOINTS } from '../../src-main/engine/outbox/failpoints.ts';
import { buildSandboxRequest } from '../builders/sandbox-request.ts';
import { until } from '../support/engine-desk.ts';
import { expectDeath, waitUntilAtRest } from '../support/killable-engine.ts';
import { callControl } from '../support/sandbox-process.ts';
import { useKillStage } from './use-kill-stage.ts';
import type { RouteInput } from '../../src-shared/contract/routes.ts';
import type { QueueEntry } from '../../src-shared/domain/outbox-item.ts';
import type { EngineProcess } from '../support/engine-desk.ts';
import type { LedgerLine } from '../support/outbox-desk.ts';

const DECISIONS = 20;

describe('an engine that is killed while it sends', () => {
  const { readService, startEngine } = useKillStage('kill');

  it(
    'sends each of twenty decisions exactly once, whatever moment it dies at',
    { timeout: 300_000 },
    async () => {
      const ids: string[] = [];
      for (let n = 0; n < DECISIONS; n += 1)
        ids.push((await buildSandboxRequest(readService())).id);
      const items = await prepare(ids);
      const moments: string[] = [];
      for (const [index, killAt] of OUTBOX_FAILPOINTS.entries()) {
        const engine = await startEngine(killAt, 1 + (index % 2));
        // Deciding again after a death is what a person does; what is stored already is refused, not doubled.
        const isDeciding = killAt.startsWith('outbox.decide.');
        if (isDeciding) {
          await engine.untilStatus(({ phase }) => phase === 'ready');
          for (let n = 0; n <= index % 2; n += 1) {
            await engine.call('reassignRequest.decideMany', { items });
          }
        }
        await expectDeath(engine, killAt);
        moments.push(killAt);
      }
      assert.ok(moments.length >= 10);
      const last = await startEngine();
      await waitUntilAtRest(last);
      await checkOutcome(last, ids);
      await last.close();
    },
  );

  /** Connects the account, pulls, and answers the decisions a person makes: approve and decline by turns. */
  async function prepare(
    ids: readonly string[],
  ): Promise<RouteInput<'reassignRequest.decideMany'>['items']> {
    const engine = await startEngine();
    await engine.untilStatus(({ phase }) => phase === 'onboarding' || phase === 'ready');
    await engine.connect(readService());
    await engine.ask('settings.set', { holdSeconds: 0, settleSeconds: 5 });
    const rows = await until('the pull', async () => {
      const page = await engine.ask('inbox.page', {
        view: 'pending',
        search: '',
        sort: 'oldest',
        after: null,
        limit: 100,
      });
      return page.rows.length === ids.length ? page.rows : null;
    });
    await engine.close();
    return rows.map((row, index) => ({
      key: row.key,
      seenHash: row.seenHash,
      decision:
        index % 2 === 0
          ? { kind: 'approve', message: `Please sign ${index}` }
          : { kind: 'decline', reason: `Not hers ${index}` },
    }));
  }

  async function checkOutcome(engine: EngineProcess, ids: readonly string[]): Promise<void> {
    const entries = await listAll(engine);
    assert.equal(entries.length, DECISIONS, 'a decision is missing, or there twice');
    for (const entry of entries) {
      assert.ok(['CONFIRMED', 'SATISFIED'].includes(entry.state), `${entry.state} ${entry.phrase}`);
      const history = await engine.ask('queue.history', { opId: entry.opId });
      assert.equal(history[0]?.from, null);
      assert.equal(history.at(-1)?.to, entry.state);
      for (const [index, event] of history.entries()) {
        if (index > 0) assert.equal(event.from, history[index - 1]?.to, JSON.stringify(history));
      }
    }
    for (const id of ids) {
      const lines: readonly LedgerLine[] = await callControl(
        readService(),
        'GET',
        `/ledger?requestId=${id}&cause=api`,
      );
      const changes = lines.filter((line) => line.detail['entity'] === 'reassignRequest');
      const mails = lines.filter((line) => line.kind === 'mail');
      assert.deepEqual([changes.length, mails.length], [1, 1], id);
    }
  }
});

async function listAll(engine: EngineProcess): Promise<readonly QueueEntry[]> {
  const pages = await Promise.all(
    (['attention', 'waiting', 'done'] as const).map((section) =>
      engine.ask('queue.page', { section, after: null, limit: 200 }),
    ),
  );
  return pages.flatMap((page) => page.entries);
}
