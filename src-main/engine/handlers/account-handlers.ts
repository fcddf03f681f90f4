// Owns: the routes of accounts: list, test, add, replace the key, rename, remove.
// Must not: keep a secret after the call, or let one into an answer.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { testConnection } from '../accounts/connection-test.ts';
import { createTestClient } from '../accounts/test-client.ts';
import { parseBaseAddress } from '../remote/base-address.ts';
import type { ConnectionTest } from '../../../src-shared/contract/connection-test.ts';
import type { AccountKey } from '../accounts/account-key.ts';
import type { AccountRecord } from '../ports.ts';
import type { HandlerContext } from './handler-context.ts';
import type { EngineRoute, Handlers } from './handler-types.ts';

type AccountRoute = Extract<EngineRoute, `account.${string}`>;

export function createAccountHandlers(context: HandlerContext): Handlers<AccountRoute> {
  const { session } = context;
  return {
    'account.list': () => context.readStatus().accounts,
    'account.testCmSign': ({ testId, baseUrl, keyId, secret }) =>
      test(context, testId, baseUrl, { keyId, secret }),
    'account.test': ({ accountId, testId }) => {
      const { accounts } = session.readDesk();
      const account = accounts.find(accountId);
      if (account === null) throw createNotFound();
      const key = accounts.readKey(accountId);
      if (key === null) throw new CodedError('KEY_UNAVAILABLE', 'The account has no key here');
      return test(context, testId, account.baseUrl, key);
    },
    'account.testSigningHub': ({ testId, baseUrl, ...key }) => test(context, testId, baseUrl, key),
    'account.addCmSign': ({ label, baseUrl, ...key }) =>
      add(context, { kind: 'cm-sign', label, baseUrl }, key),
    'account.addSigningHub': ({ label, baseUrl, ...key }) =>
      add(context, { kind: 'signinghub', label, baseUrl }, key),
    'account.replaceKey': ({ accountId, ...key }) => replaceKey(context, accountId, key),
    'account.replaceSigningHubKey': ({ accountId, ...key }) => replaceKey(context, accountId, key),
    'account.rename': ({ accountId, label }) => {
      session.readDesk().accounts.rename(accountId, label);
      context.touchStatus();
      return null;
    },
    'account.remove': async ({ accountId }) => {
      const desk = session.readDesk();
      refuseInPractice(context);
      await desk.removeAccount(accountId);
      context.tellRows(null);
      context.touchStatus();
      return null;
    },
  };
}

async function add(
  context: HandlerContext,
  wanted: Pick<AccountRecord, 'kind' | 'label' | 'baseUrl'>,
  key: AccountKey,
): Promise<{ readonly accountId: string }> {
  const { random, clock } = context.world;
  // Judged before anything is opened or stored.
  const { origin, pathPrefix } = parseBaseAddress(wanted.baseUrl);
  refuseInPractice(context);
  const desk = await context.session.ensureOpen();
  const account = {
    id: random.uuidV4(),
    kind: wanted.kind,
    label: wanted.label,
    baseUrl: `${origin}${pathPrefix}`,
    createdAt: new Date(clock.wallMs()).toISOString(),
  };
  await desk.accounts.add(account, key);
  desk.useNewKey(account.id);
  context.touchStatus();
  return { accountId: account.id };
}

async function replaceKey(
  context: HandlerContext,
  accountId: string,
  key: AccountKey,
): Promise<null> {
  const desk = context.session.readDesk();
  refuseInPractice(context);
  await desk.accounts.replaceKey(accountId, key);
  desk.useNewKey(accountId);
  context.touchStatus();
  return null;
}

async function test(
  { world }: HandlerContext,
  testId: string,
  baseUrl: string,
  key: AccountKey,
): Promise<ConnectionTest> {
  return await testConnection({
    testId,
    baseUrl,
    clock: world.clock,
    openClient: () => createTestClient({ baseUrl, key, clock: world.clock }),
    onStep: (step) => world.publish('account.tested', { testId, step }),
  });
}

function refuseInPractice(context: HandlerContext): void {
  if (context.session.state.profile !== 'practice') return;
  throw new CodedError('NOT_ALLOWED', 'The practice desk has its own account; leave it first');
}

function createNotFound(): CodedError {
  return new CodedError('NOT_FOUND', 'There is no such account');
}
