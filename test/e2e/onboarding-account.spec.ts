// Connecting an account: the test names the step that fails and its remedy; the key lies in the keychain only.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findStep, findTest, test, typeAccount, typeSandboxAccount } from './account-steps.ts';
import { checkAxe } from './check-axe.ts';
import { expect } from '../support/desk-app.ts';

test('connects an account after a passed test, and finds its key again after a restart', async ({
  launcher,
  sandbox,
}) => {
  const first = await launcher.launch();
  const { page } = first;
  // As pasted from a mail: blanks and a line end around.
  await typeAccount(page, {
    address: ` ${sandbox.baseUrl}/ `,
    keyId: `  ${sandbox.kid}\t`,
    secret: ` ${sandbox.secret} `,
  });
  await expect(page.getByRole('button', { name: 'Save account' })).toBeDisabled();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(findTest(page)).toContainText('The connection works.');
  for (const step of ['Address', 'Secure connection', 'Clock', 'Key', 'Reading the requests']) {
    await expect(findStep(page, step)).toContainText('passed');
  }
  await expect(findStep(page, 'Reading the requests')).toContainText('40 requests');
  await page.getByRole('button', { name: 'Save account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  await first.close();

  const again = await launcher.launch();
  await expect(again.page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  await again.page.getByRole('link', { name: 'Settings', exact: true }).click();
  const account = again.page.getByRole('article', { name: 'CM.com Sign' });
  await expect(account).toContainText('Online');
  await again.close();
  expect(findInFiles(launcher.dataFolder, sandbox.secret)).toEqual([]);
});

test('a wrong secret fails at the key, says what to do, and is saved only when asked for', async ({
  desk,
  sandbox,
}) => {
  const { page } = desk;
  await typeSandboxAccount(page, sandbox, 'not-the-secret');
  await page.getByRole('button', { name: 'Test connection' }).press('Enter');
  const key = findStep(page, 'Key');
  await expect(key).toContainText('The service refuses the key.');
  await expect(key).toContainText('Copy key id and secret again');
  await expect(page.getByRole('button', { name: 'Test again' })).toBeFocused();
  await expect(findStep(page, 'Reading the requests')).toContainText('left out');
  await expect(page.getByRole('button', { name: 'Save account' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Save anyway' })).toBeVisible();
  await checkAxe(page);
  await page.getByLabel('Secret', { exact: true }).fill(sandbox.secret);
  await expect(page.getByRole('button', { name: 'Save anyway' })).toBeHidden();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(findTest(page)).toContainText('The connection works.');
});

test('a wrong port fails at the address with its remedy', async ({ desk, sandbox }) => {
  const { page } = desk;
  const address = sandbox.baseUrl;
  await sandbox.stop();
  await typeAccount(page, { address, keyId: 'k', secret: 's' });
  await page.getByRole('button', { name: 'Test connection' }).click();
  const step = findStep(page, 'Address');
  await expect(step).toContainText('The service does not take connections.');
  await expect(step).toContainText('Nothing answers at this address and port');
});

test('an open http address is refused before anything is sent, even when saving anyway', async ({
  desk,
}) => {
  const { page } = desk;
  await typeAccount(page, { address: 'http://desk.invalid/sign/v1', keyId: 'k', secret: 's' });
  await page.getByRole('button', { name: 'Test connection' }).click();
  const step = findStep(page, 'Address');
  await expect(step).toContainText('The address does not start with https.');
  await expect(page.getByRole('button', { name: 'Save anyway' })).toBeHidden();
});

test('empty fields are named and nothing is tested', async ({ desk }) => {
  const { page } = desk;
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText('Paste the key id.')).toBeVisible();
  await expect(page.getByText('Paste the secret.')).toBeVisible();
  await expect(findTest(page)).toBeHidden();
});

/** Files below a folder that hold a text. */
function findInFiles(folder: string, text: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}
