// Settings count at once and outlive a restart; keys can be changed, taken over and restored.
import { checkAxe, checkAxeInBothThemes } from './check-axe.ts';
import { expect, test } from '../support/desk-app.ts';
import { goToScreen, openPractice } from './practice-steps.ts';
import type { Page } from '@playwright/test';
import type { Settings } from '../../src-shared/contract/settings.ts';

async function readSettings(page: Page): Promise<Settings> {
  return page.evaluate(async () => {
    const answer = await window.desk.call('settings.get', null);
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.value;
  });
}

test('remembers what was set over a restart', async ({ launcher }) => {
  const first = await launcher.launch();
  const { page } = first;
  await openPractice(page);
  await goToScreen(page, 'Settings');
  await page.getByRole('button', { name: /Theme$/ }).click();
  await page.getByRole('option', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const hold = page.getByRole('spinbutton', { name: 'Time to undo' });
  await hold.fill('25');
  await hold.press('Enter');
  await expect.poll(async () => (await readSettings(page)).holdSeconds).toBe(25);
  await hold.fill('900');
  await hold.press('Tab');
  await expect(hold).toHaveValue('60');
  const letters = page.getByRole('switch', { name: 'Single-letter keys' });
  await page.locator('label', { has: letters }).click();
  await expect(letters).not.toBeChecked();
  await page
    .getByRole('checkbox', { name: / is mine$/ })
    .first()
    .press('Space');
  await expect.poll(async () => (await readSettings(page)).ownersMine.length).toBe(1);
  const before = await readSettings(page);
  await first.close();

  const second = await launcher.launch();
  await expect(second.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect.poll(() => readSettings(second.page)).toEqual(before);
  expect(before).toMatchObject({ theme: 'dark', holdSeconds: 60, letterKeys: false });
});

test('changes a key, names the command that loses it, and restores all', async ({ desk }) => {
  const { page } = desk;
  await openPractice(page);
  await goToScreen(page, 'Settings');
  await page.getByRole('button', { name: 'Change the key of: Approve' }).click();
  const dialog = page.getByRole('dialog');
  await page.keyboard.press('d');
  await expect(dialog).toContainText('This key belongs to “Decline with a reason”');
  await checkAxe(page);
  await dialog.getByRole('button', { name: 'Take it over' }).click();
  await expect
    .poll(async () => (await readSettings(page)).keyBindings)
    .toEqual({ 'decision.approve': 'D', 'decision.decline': '' });
  await page.getByRole('button', { name: 'Restore all keys' }).click();
  await expect.poll(async () => (await readSettings(page)).keyBindings).toEqual({});
});

test('keeps reasons to reuse: write, change, remove', async ({ desk }) => {
  const { page } = desk;
  await openPractice(page);
  await goToScreen(page, 'Settings');
  await page.getByRole('button', { name: 'New reason' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Give it a title.')).toBeVisible();
  await page.getByLabel('Title').fill('Ask again');
  await page.getByLabel('Text', { exact: true }).fill('Please ask again with a phone number.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const line = page
    .getByRole('listitem')
    .filter({ hasText: 'Please ask again with a phone number.' });
  await expect(line).toContainText('Ask again');
  await page.getByRole('button', { name: 'Edit: Ask again' }).click();
  await page.getByLabel('Title').fill('Ask once more');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Edit: Ask once more' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove: Ask once more' }).click();
  await expect(page.getByRole('button', { name: 'Edit: Ask once more' })).toBeHidden();
});

test('the settings are clean for axe in both themes and say where data lies', async ({ desk }) => {
  const { page } = desk;
  await openPractice(page);
  await goToScreen(page, 'Settings');
  await page.getByRole('button', { name: 'Advanced' }).click();
  await expect(page.getByText(desk.dataFolder)).toBeVisible();
  await checkAxeInBothThemes(page);
});
