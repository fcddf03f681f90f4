// SigningHub accounts: connecting one under a path, what a wrong login says, both kinds side by side, a new login.
import {
  actOnAccount,
  choose,
  findStep,
  findTest,
  test,
  testAndSave,
  typeHubAccount,
  typeSandboxAccount,
} from './account-steps.ts';
import { checkAxe, checkAxeInBothThemes } from './check-axe.ts';
import { goToScreen } from './practice-steps.ts';
import { expect } from '../support/desk-app.ts';
import type { Page } from '@playwright/test';

async function typeUser(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
}

test('a wrong secret fails at the login with its remedy; then it works, and the packages appear', async ({
  desk,
  sandbox,
}) => {
  const { page } = desk;
  const { signingHub: hub } = sandbox;
  await typeHubAccount(page, {
    address: ` ${hub.baseUrl}/api/ `,
    clientId: ` ${hub.clientId}\t`,
    clientSecret: 'not-the-secret',
  });
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText('Give the user name.')).toBeVisible();
  await expect(page.getByText('Give the password.')).toBeVisible();
  await typeUser(page, hub.username, hub.password);
  await page.getByRole('button', { name: 'Test connection' }).click();
  const login = findStep(page, 'Login');
  await expect(login).toContainText('failed');
  await expect(login).toContainText('Check all of the login: client id and client secret');
  await expect(findStep(page, 'Reading the packages')).toContainText('left out');
  await expect(page.getByRole('button', { name: 'Save account' })).toBeDisabled();
  await checkAxe(page);
  await page.getByLabel('Client secret', { exact: true }).fill(hub.clientSecret);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(findTest(page)).toContainText('The connection works.');
  await expect(findStep(page, 'Reading the packages')).toContainText('12 packages');
  await page.getByRole('button', { name: 'Save account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Workflows/ })).toBeVisible();
  await page.getByRole('radio', { name: /^All/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: /12 packages/ })).toBeVisible();
  await page.getByRole('grid', { name: 'Packages' }).getByRole('row').nth(1).click();
  await expect(page.getByRole('region', { name: 'Signing order' })).toBeVisible();
});

test('both kinds stand side by side, a second account of one kind too; each keeps its own', async ({
  desk,
  sandbox,
}) => {
  const { page } = desk;
  const { signingHub: hub } = sandbox;
  await typeSandboxAccount(page, sandbox);
  await testAndSave(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  await goToScreen(page, 'Settings');
  const add = page.getByRole('button', { name: 'Add an account' });
  await add.click();
  await typeHubAccount(page, { ...hub, address: hub.baseUrl });
  await choose(page, 'On behalf of a user');
  await page.getByLabel('User to act for').fill(hub.username);
  await checkAxeInBothThemes(page);
  await testAndSave(page);
  await expect(page.getByRole('article', { name: 'SigningHub' })).toContainText('Online');
  await add.click();
  await typeSandboxAccount(page, sandbox);
  await page.getByLabel('Name on this desk').fill('The same again');
  await testAndSave(page);
  await expect(page.getByText('This account is already on the desk.')).toBeVisible();
  // The same service under its other address is another account as far as the desk can know.
  await page.getByLabel('Base address').fill(sandbox.baseUrl.replace('127.0.0.1', 'localhost'));
  await page.getByLabel('Name on this desk').fill('Second desk');
  await testAndSave(page);
  for (const label of ['CM.com Sign', 'SigningHub', 'Second desk']) {
    await expect(page.getByRole('article', { name: label })).toContainText('Online');
  }
  await expect.poll(() => countRows(page)).toEqual([80, 12]);
  await actOnAccount(page, 'Second desk', 'Remove…');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('article', { name: 'Second desk' })).toBeHidden();
  await expect.poll(() => countRows(page)).toEqual([40, 12]);
});

test('a login that is refused is replaced by one that works, and the packages come', async ({
  desk,
  sandbox,
}) => {
  const { page } = desk;
  const { signingHub: hub } = sandbox;
  await typeHubAccount(page, { ...hub, address: hub.baseUrl });
  await typeUser(page, hub.username, 'not the password');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByRole('button', { name: 'Save anyway' }).click();
  await goToScreen(page, 'Settings');
  const card = page.getByRole('article', { name: 'SigningHub' });
  await card.getByRole('button', { name: 'Replace the login…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Replace the login' });
  await dialog.getByRole('button', { name: 'Replace', exact: true }).click();
  await expect(dialog.getByText('Paste the client secret.')).toBeVisible();
  await dialog.getByLabel('Client id').fill(hub.clientId);
  await dialog.getByLabel('Client secret', { exact: true }).fill(hub.clientSecret);
  await typeUser(page, hub.username, hub.password);
  await checkAxe(page);
  await dialog.getByRole('button', { name: 'Replace', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(card).toContainText('Online');
  await expect.poll(() => countRows(page)).toEqual([0, 12]);
});

/** How many requests and packages the desk holds. */
async function countRows(page: Page): Promise<readonly number[]> {
  return page.evaluate(async () => {
    const all = { view: 'all', search: '', sort: 'oldest', after: null, limit: 500 } as const;
    const requests = await window.desk.call('inbox.page', all);
    const packages = await window.desk.call('package.counts', null);
    if (!requests.ok || !packages.ok) throw new Error('No counts');
    return [requests.value.rows.length, packages.value.all];
  });
}
