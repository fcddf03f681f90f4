// Owns: steps of stories about accounts, and the services they connect to as programs of their own.
// Must not: judge outcomes; specs do.
import { test as base } from '../support/desk-app.ts';
import { startSandboxProcess } from '../support/sandbox-process.ts';
import type { Locator, Page } from '@playwright/test';
import type { RunningSandbox } from '../support/sandbox-process.ts';

/** `sandbox`: a service of both kinds with 40 requests and 12 packages. */
export const test = base.extend<{ sandbox: RunningSandbox }>({
  // Playwright reads the fixture's needs from this pattern; it has none.
  // oxlint-disable-next-line no-empty-pattern
  sandbox: async ({}, use) => {
    const flags = ['--requests', '40', '--packages', '12', '--seed', '11'];
    const sandbox = await startSandboxProcess(flags);
    await use(sandbox);
    await sandbox.stop();
  },
});

export interface TypedAccount {
  readonly address: string;
  readonly keyId: string;
  readonly secret: string;
}

/** Fills the form of a CM.com Sign account; the kind is the one it opens with. */
export async function typeAccount(page: Page, typed: TypedAccount): Promise<void> {
  await page.getByRole('button', { name: 'Production Service' }).click();
  await page.getByRole('option', { name: 'Other address' }).click();
  await page.getByLabel('Base address').fill(typed.address);
  await page.getByLabel('Key id').fill(typed.keyId);
  await page.getByLabel('Secret', { exact: true }).fill(typed.secret);
}

/** Fills the form with the sandbox's address and key. `secret`: another one than its own, to be refused. */
export async function typeSandboxAccount(
  page: Page,
  sandbox: RunningSandbox,
  secret: string = sandbox.secret,
): Promise<void> {
  await typeAccount(page, { address: sandbox.baseUrl, keyId: sandbox.kid, secret });
}

export interface TypedHubAccount {
  readonly address: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Chooses SigningHub and fills what every such login has. */
export async function typeHubAccount(page: Page, typed: TypedHubAccount): Promise<void> {
  await choose(page, 'SigningHub');
  await page.getByRole('button', { name: 'Cloud Service' }).click();
  await page.getByRole('option', { name: 'Other address' }).click();
  await page.getByLabel('Base address').fill(typed.address);
  await page.getByLabel('Client id').fill(typed.clientId);
  await page.getByLabel('Client secret', { exact: true }).fill(typed.clientSecret);
}

/** Chooses a radio button by its words, as a mouse does: on its label. */
export async function choose(page: Page, name: string): Promise<void> {
  await page.locator('label').filter({ hasText: name }).click();
}

export function findTest(page: Page): Locator {
  return page.getByRole('region', { name: 'Connection test' });
}

export function findStep(page: Page, name: string): Locator {
  return findTest(page).getByRole('listitem').filter({ hasText: name });
}

/** Tests what stands in the form and saves it. */
export async function testAndSave(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByRole('button', { name: 'Save account' }).click();
}

/** Opens the menu of an account's card in the settings and takes one of its acts. */
export async function actOnAccount(page: Page, label: string, act: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${label}` }).click();
  await page.getByRole('menuitem', { name: act }).click();
}
