// An account of CM.com Sign over time: a name, a new key, and its removal while work of it is not sent.
import { actOnAccount, test, testAndSave, typeSandboxAccount } from './account-steps.ts';
import { changeSettings, decideRequests, goToScreen, readPending } from './practice-steps.ts';
import { expect } from '../support/desk-app.ts';
import { callControl } from '../support/sandbox-process.ts';

test('an account is renamed, and not removed before its decisions are sent: the words say how many', async ({
  desk,
  sandbox,
}) => {
  const { page } = desk;
  await typeSandboxAccount(page, sandbox);
  await testAndSave(page);
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
  await goToScreen(page, 'Settings');
  await actOnAccount(page, 'CM.com Sign', 'Rename…');
  const name = page.getByRole('dialog').getByLabel('Name');
  await name.fill('  ');
  await expect(page.getByRole('button', { name: 'Rename', exact: true })).toBeDisabled();
  await name.fill('Front desk');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Front desk' })).toBeVisible();
  await callControl(sandbox, 'PUT', '/network', { online: false });
  await changeSettings(page, { holdSeconds: 0 });
  await decideRequests(page, await readPending(page, 2));
  await actOnAccount(page, 'Front desk', 'Remove…');
  const dialog = page.getByRole('alertdialog', { name: 'Remove Front desk?' });
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(dialog).toContainText('2 decisions have not been sent yet.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await callControl(sandbox, 'PUT', '/network', { online: true });
  await expect
    .poll(() => page.evaluate(readSent), { message: 'both sent', timeout: 40_000 })
    .toBe(2);
  await actOnAccount(page, 'Front desk', 'Remove…');
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Welcome to Signing Desk' })).toBeVisible();
});

test('a refused key is replaced, and the requests come', async ({ desk, sandbox }) => {
  const { page } = desk;
  await typeSandboxAccount(page, sandbox, 'not-the-secret');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByRole('button', { name: 'Save anyway' }).click();
  await goToScreen(page, 'Settings');
  const card = page.getByRole('article', { name: 'CM.com Sign' });
  await expect(card).toContainText('The service refuses the key.');
  await card.getByRole('button', { name: 'Replace the key…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Replace the key' });
  await dialog.getByLabel('Key id').fill(sandbox.kid);
  await dialog.getByLabel('Secret', { exact: true }).fill(sandbox.secret);
  await dialog.getByRole('button', { name: 'Replace', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(card).toContainText('Online');
  await goToScreen(page, 'Inbox');
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
});

async function readSent(): Promise<number> {
  const status = await window.desk.call('desk.status', null);
  return status.ok ? status.value.queue.sentToday : -1;
}
