// Proves the desk with packages as the page sees it: accounts of both kinds side by side, detail, drafts, palette and
// lane templates, offline too.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createPackageKey } from '../../src-shared/domain/workflow/package-key.ts';
import { createMemoryKeychain } from '../../src-main/engine/accounts/keychain.ts';
import { pickEvents, startEngineDesk, until } from '../support/engine-desk.ts';
import { callControl, startSandboxInProcess } from '../support/sandbox-process.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import type { PackageRow } from '../../src-shared/contract/package-view.ts';
import type { PackageKey } from '../../src-shared/domain/workflow/package-key.ts';
import type { EngineDesk } from '../support/engine-desk.ts';
import type { RunningSandbox } from '../support/sandbox-process.ts';

const ALL = {
  view: 'all',
  search: '',
  type: null,
  sort: 'modified',
  after: null,
  limit: 100,
} as const;
const TEST_ID = '6b0a6a0e-1c1e-4a57-9a5c-2d8a2f1f6a11';

let sandbox: RunningSandbox;
let desk: EngineDesk;
let accountId: string;

function control<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
  return callControl<T>(sandbox, method, `/signinghub${path}`, body);
}

function login(rest: Readonly<Record<string, string>> = {}) {
  return { ...sandbox.signingHub, scope: null, ...rest };
}

async function build(fields: Readonly<Record<string, unknown>>): Promise<PackageKey> {
  const { id } = await control<{ id: number }>('POST', '/packages', fields);
  const key = createPackageKey(accountId, String(id));
  await desk.ask('package.refresh', { key });
  return key;
}

async function findDraftRow(from: EngineDesk): Promise<PackageRow> {
  const { rows } = await from.ask('package.page', { ...ALL, view: 'draft' });
  const row = rows.find(({ recipientCount }) => (recipientCount ?? 0) > 1);
  assert.ok(row);
  return row;
}

before(async () => {
  sandbox = await startSandboxInProcess(['--requests', '20', '--packages', '30', '--seed', '3']);
  desk = startEngineDesk();
  await desk.connect(sandbox);
  ({ accountId } = await desk.ask('account.addSigningHub', { label: 'Hub', ...login() }));
  await desk.untilStatus(({ accounts }) =>
    accounts.every(({ sync }) => sync.completedAt !== null && sync.state === 'idle'),
  );
});
after(async () => {
  await desk.close();
  await sandbox.stop();
});

describe('accounts of both kinds', () => {
  it('live side by side, each with its own state', async () => {
    const { accounts } = await desk.ask('desk.status', null);
    assert.deepEqual(accounts.map(({ kind }) => kind).toSorted(), ['cm-sign', 'signinghub']);
    assert.ok(accounts.every(({ connectivity }) => connectivity === 'online'));
    const inbox = { view: 'all', search: '', sort: 'newest', after: null, limit: 100 } as const;
    assert.equal((await desk.ask('inbox.page', inbox)).total, 20);
    assert.equal((await desk.ask('package.page', ALL)).total, 30);
  });

  it('refuses the same login twice, a key of the other kind, and a login of nobody', async () => {
    const again = await desk.call('account.addSigningHub', { label: 'Twin', ...login() });
    assert.ok(!again.ok && again.error.code === 'ACCOUNT_EXISTS');
    const wrong = await desk.call('account.replaceKey', { accountId, keyId: 'k', secret: 's' });
    assert.ok(!wrong.ok && wrong.error.code === 'NOT_ALLOWED');
    const nobody = await desk.call('account.addSigningHub', {
      label: 'Nobody',
      ...login({ username: '' }),
    });
    assert.ok(!nobody.ok && nobody.error.code === 'BAD_INPUT');
  });

  it('tests a connection step by step', async () => {
    const good = await desk.ask('account.testSigningHub', { ...login(), testId: TEST_ID });
    assert.ok(good.passed);
    assert.ok(Number(good.steps.find(({ name }) => name === 'list')?.facts['count']) >= 30);
    const bad = await desk.ask('account.testSigningHub', {
      ...login({ password: 'wrong' }),
      testId: TEST_ID,
    });
    const failed = bad.steps.find(({ state }) => state === 'failed');
    assert.deepEqual([failed?.name, failed?.error?.code], ['key', 'UNAUTHORIZED']);
    const stored = await desk.ask('account.test', { accountId, testId: TEST_ID });
    assert.ok(stored.passed);
  });

  it('lets no secret and no person into the log or an event', async () => {
    const said = JSON.stringify(desk.logLines) + JSON.stringify(desk.events);
    const { clientSecret, password, username } = sandbox.signingHub;
    for (const secret of [clientSecret, password, username]) assert.ok(!said.includes(secret));
    assert.ok(!/access_token|refresh_token|Bearer/.test(said));
  });
});

describe('a package', () => {
  it('shows its arrangement with keys that stay the same', async () => {
    const key = await build({
      name: 'Lease 14',
      type: 'CUSTOM',
      recipients: [
        { email: 'chris@example.test', name: 'Chris', signingOrder: 1 },
        { placeholder: 'Witness', signingOrder: 1 },
      ],
    });
    const detail = await desk.ask('package.detail', { key });
    assert.equal(detail.workflow.package.name, 'Lease 14');
    assert.deepEqual(
      detail.workflow.recipients.map(({ key: own, kind }) => [own, kind]),
      [
        ['person:chris@example.test#1', 'person'],
        ['placeholder:Witness#1', 'placeholder'],
      ],
    );
    assert.deepEqual([detail.entry, detail.draft, detail.isGone], [null, null, false]);
    assert.equal(detail.knowledge, null, 'nothing is learned yet, and nothing travels');
    assert.ok(JSON.stringify(detail).length < 20_000);
    await desk.ask('package.refresh', { key });
    const again = await desk.ask('package.detail', { key });
    assert.equal(again.baseHash, detail.baseHash);
    await control('POST', '/colleague/remove', { packageId: Number(key.split('/')[1]), order: 2 });
    await desk.ask('package.refresh', { key });
    assert.notEqual((await desk.ask('package.detail', { key })).baseHash, detail.baseHash);
    const told = pickEvents(desk.events, 'package.changed').at(-1);
    assert.deepEqual(told, { keys: [key] });
  });

  it('is marked as gone when the service forgets it, and kept', async () => {
    const key = await build({ name: 'Short-lived' });
    await control('POST', '/colleague/delete', { packageId: Number(key.split('/')[1]) });
    await desk.ask('package.refresh', { key });
    assert.equal((await desk.ask('package.detail', { key })).isGone, true);
  });

  it('answers NOT_FOUND for what it never saw', async () => {
    const key = createPackageKey(accountId, '42');
    const detail = await desk.call('package.detail', { key });
    assert.ok(!detail.ok && detail.error.code === 'NOT_FOUND');
  });

  it('counts its views', async () => {
    const counts = await desk.ask('package.counts', null);
    const { total } = await desk.ask('package.page', ALL);
    const { draft, shared, completed, declined, all } = counts;
    assert.deepEqual([all, draft + shared + completed + declined], [total, total]);
  });
});

describe('what a person prepares', () => {
  it('keeps a draft until it is dropped', async () => {
    const { key, name } = await findDraftRow(desk);
    const { base, workflow } = await desk.ask('package.detail', { key });
    const wanted = { type: workflow.type, recipients: workflow.recipients };
    await desk.ask('workflow.saveDraft', { key, draft: { base, wanted, savedAt: null } });
    const { rows } = await desk.ask('package.page', { ...ALL, search: name });
    assert.equal(rows.find((one) => one.key === key)?.hasDraft, true);
    await desk.ask('workflow.saveDraft', { key, draft: null });
    assert.equal((await desk.ask('package.detail', { key })).draft, null);
  });

  it('finds a draft again after a restart without a network', async (t) => {
    const [dataFolder, removeFolder] = createTempFolder('packages');
    const keychain = createMemoryKeychain();
    const first = startEngineDesk({ dataFolder, keychain });
    t.after(removeFolder);
    await first.ask('account.addSigningHub', { label: 'Hub', ...login() });
    await first.untilStatus(({ accounts }) => accounts[0]?.sync.completedAt !== null);
    const { key } = await findDraftRow(first);
    const { base, workflow } = await first.ask('package.detail', { key });
    const wanted = { type: workflow.type, recipients: workflow.recipients.slice(1) };
    await first.ask('workflow.saveDraft', { key, draft: { base, wanted, savedAt: null } });
    await first.close();
    await control('PUT', '/network', { online: false });
    const second = startEngineDesk({ dataFolder, keychain });
    t.after(async () => {
      await second.close();
      await control('PUT', '/network', { online: true });
    });
    await second.untilStatus(({ accounts }) => accounts[0]?.connectivity === 'offline');
    const again = await second.ask('package.detail', { key });
    assert.deepEqual([again.draft?.base, again.draft?.wanted], [base, wanted]);
    assert.ok(again.draft?.savedAt);
    assert.deepEqual(again.workflow, workflow);
  });

  it('keeps lanes as templates', async () => {
    const place = {
      kind: 'person',
      name: 'Ann',
      email: 'ann@example.test',
      role: 'SIGNER',
      notifies: true,
    } as const;
    const wanted = { title: 'Two steps', type: 'SERIAL', lanes: [[place], [place]] } as const;
    const saved = await desk.ask('laneTemplate.save', { id: null, ...wanted });
    assert.deepEqual(await desk.ask('laneTemplate.list', null), [saved]);
    await desk.ask('laneTemplate.save', { ...saved, title: 'Renamed' });
    assert.equal((await desk.ask('laneTemplate.list', null))[0]?.title, 'Renamed');
    await desk.ask('laneTemplate.remove', { id: saved.id });
    assert.deepEqual(await desk.ask('laneTemplate.list', null), []);
    const gone = await desk.call('laneTemplate.save', saved);
    assert.ok(!gone.ok && gone.error.code === 'NOT_FOUND');
  });

  it('offers people while the service is away', async () => {
    await control('PUT', '/network', { online: false });
    const found = await desk.ask('directory.search', { accountId, text: '', limit: 200 });
    assert.deepEqual(
      new Set(found.map(({ source }) => source)),
      new Set(['user', 'group', 'contact']),
    );
    const [person] = found.filter(({ kind }) => kind === 'person');
    const [hit] = await desk.ask('directory.search', {
      accountId,
      text: person?.name ?? '',
      limit: 5,
    });
    assert.equal(hit?.name, person?.name);
    await control('PUT', '/network', { online: true });
  });
});

describe('removing an account', () => {
  it('takes its packages along and leaves the other account alone', async () => {
    const other = await desk.ask('account.addSigningHub', {
      label: 'Second',
      ...login(),
      baseUrl: `${sandbox.signingHub.baseUrl}/v4`,
    });
    await until('its packages', async () => {
      const { total } = await desk.ask('package.page', ALL);
      return total >= 60 ? true : null;
    });
    await desk.ask('account.remove', { accountId: other.accountId });
    const { rows } = await desk.ask('package.page', ALL);
    assert.ok(rows.length > 0 && rows.every((row) => row.accountId === accountId));
  });
});

describe('the practice desk', () => {
  it('comes with an account of each kind, and packages in it', async (t) => {
    const practice = startEngineDesk();
    t.after(() => practice.close());
    await practice.ask('practice.start', null);
    const status = await practice.untilStatus(
      ({ phase, accounts }) =>
        phase === 'ready' && accounts.every(({ sync }) => sync.completedAt !== null),
    );
    assert.deepEqual(status.accounts.map(({ kind }) => kind).toSorted(), ['cm-sign', 'signinghub']);
    assert.ok((await practice.ask('package.page', ALL)).total > 0);
    await practice.ask('practice.setOnline', { isOnline: false });
    await practice.untilStatus(({ accounts }) =>
      accounts.every(({ connectivity }) => connectivity === 'offline'),
    );
    await practice.ask('practice.setOnline', { isOnline: true });
    await practice.untilStatus(({ accounts }) =>
      accounts.every(({ connectivity }) => connectivity === 'online'),
    );
  });
});
