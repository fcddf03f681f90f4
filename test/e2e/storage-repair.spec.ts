// Damaged files as a person meets them: what was found is told with a next step, the entry waits for a word, and starting
// over writes down what is not settled first.
import { existsSync, openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { test, testAndSave, typeSandboxAccount } from './account-steps.ts';
import { checkAxe } from './check-axe.ts';
import { changeSettings, decideRequests, goToScreen, readPending } from './practice-steps.ts';
import { expect } from '../support/desk-app.ts';

/** The first page holds the way to all others; the journal beside it loses its end. */
function damage(folder: string): void {
  const database = openSync(join(folder, 'outbox.db'), 'r+');
  writeSync(database, Buffer.alloc(4000, 0xee), 0, 4000, 24);
  closeSync(database);
  rmSync(join(folder, 'outbox.db-wal'), { force: true });
}

test('tells what a repair found, asks before it sends, and starts over without losing the list', async ({
  launcher,
  sandbox,
}) => {
  test.slow();
  const first = await launcher.launch();
  await typeSandboxAccount(first.page, sandbox);
  await testAndSave(first.page);
  await expect(first.page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  await changeSettings(first.page, { holdSeconds: 60 });
  await decideRequests(first.page, await readPending(first.page, 1), 'Please sign yourself');
  await first.kill();
  damage(join(launcher.dataFolder, 'desk'));

  const { page } = await launcher.launch();
  const note = page.getByRole('alert', { name: 'Repair of the stored decisions' });
  await expect(note).toContainText('were damaged and have been put together again');
  await expect(note).toContainText('1 decision in the queue will not be sent until you say so');
  await checkAxe(page);
  await note.getByRole('button', { name: 'Look at the queue' }).click();
  await expect(page.getByText('Your word, please')).toBeVisible();
  await note.getByRole('button', { name: 'I have read this' }).click();
  await expect(note).toBeHidden();

  await goToScreen(page, 'Settings');
  await page.getByRole('button', { name: 'Start over…' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('1 decision is not settled');
  await checkAxe(page);
  await dialog.getByRole('button', { name: 'Write the file and start over' }).click();
  const told = page.getByText(/What was not settled is listed in /).first();
  await expect(told).toBeVisible();
  const path = (await told.textContent())?.split(' listed in ')[1] ?? '';
  expect(readFileSync(path, 'utf8')).toContain('Please sign yourself');
  expect(existsSync(join(launcher.dataFolder, 'desk', 'outbox.db'))).toBe(false);
});
