// Owns: which route tests, stores or re-keys an account of a kind. Must not: keep a secret.
import { callDesk } from '../../bridge.ts';
import type { AccountInput } from './account-draft.ts';
import type { Result } from '../../../src-shared/contract/errors.ts';
import type { ConnectionTest } from '../../../src-shared/contract/routes.ts';

/** Runs the named steps on what was typed; `account.tested` tells each. */
export function testAccount(input: AccountInput, testId: string): Promise<Result<ConnectionTest>> {
  const { baseUrl } = input;
  return input.kind === 'signinghub'
    ? callDesk('account.testSigningHub', { baseUrl, ...input.key, testId })
    : callDesk('account.testCmSign', { baseUrl, ...input.key, testId });
}

export function addAccount(input: AccountInput): Promise<Result<{ readonly accountId: string }>> {
  const { label, baseUrl } = input;
  return input.kind === 'signinghub'
    ? callDesk('account.addSigningHub', { label, baseUrl, ...input.key })
    : callDesk('account.addCmSign', { label, baseUrl, ...input.key });
}
