// What a person has typed is on disk, however soon they quit after the last key.
import { openPracticeInbox, readActiveRow, readGrid, waitForDetail } from './practice-inbox.ts';
import { expect, test } from '../support/desk-app.ts';
import type { DeskApp, DeskLauncher } from '../support/desk-app.ts';
import type { Page } from '@playwright/test';

const REASON = 'Josh may not sign for this department; please ask Dana instead.';
const MESSAGE = 'Welcome, and thank you for taking this over.';

/** Opens the practice desk on its first request; answers the desk and the request's key. */
async function openFirst(launcher: DeskLauncher): Promise<{ desk: DeskApp; key: string }> {
  const desk = await launcher.launch();
  await openPracticeInbox(desk);
  await readGrid(desk.page).press('Home');
  await waitForDetail(desk.page);
  return { desk, key: (await (await readActiveRow(desk.page)).getAttribute('data-row')) ?? '' };
}

/** Starts again with a link to the same request. */
async function openAgain(launcher: DeskLauncher, key: string): Promise<Page> {
  const args = [`signing-desk://reassign/${key.slice(key.indexOf('/') + 1)}`];
  const { page } = await launcher.launch({ args });
  await expect(page.locator(`[data-detail="${key}"]`)).toBeVisible();
  return page;
}

/** Does something that ends the app, without the calm that a test's own closing brings. */
async function endBy(desk: DeskApp, leave: () => Promise<unknown>): Promise<void> {
  const exit = new Promise((resolve) => desk.app.process().once('exit', resolve));
  void leave().catch(() => {});
  await exit;
}

test('a reason typed right before quitting is there at the next start', async ({ launcher }) => {
  const { desk, key } = await openFirst(launcher);
  await readGrid(desk.page).press('d');
  await desk.page.getByRole('textbox', { name: 'Reason' }).fill(REASON);
  await endBy(desk, () => desk.page.evaluate(() => void window.desk.call('shell.quit', null)));

  const page = await openAgain(launcher, key);
  await page.getByRole('button', { name: 'Decline' }).click();
  await expect(page.getByRole('textbox', { name: 'Reason' })).toHaveValue(REASON);
});

test('a message typed right before the window is closed is there at the next start', async ({
  launcher,
}) => {
  const { desk, key } = await openFirst(launcher);
  await desk.page.getByRole('textbox', { name: 'Message' }).fill(MESSAGE);
  await endBy(desk, () =>
    desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
  );

  const page = await openAgain(launcher, key);
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue(MESSAGE);
});

test('someone who types without a pause loses only the last moment to a power cut', async ({
  launcher,
}) => {
  const { desk, key } = await openFirst(launcher);
  const message = desk.page.getByRole('textbox', { name: 'Message' });
  // Faster than any pause that waiting for silence would need.
  await message.pressSequentially(MESSAGE, { delay: 60 });
  await desk.kill();

  const page = await openAgain(launcher, key);
  const kept = page.getByRole('textbox', { name: 'Message' });
  await expect(kept).not.toHaveValue('');
  const text = await kept.inputValue();
  expect(MESSAGE.startsWith(text)).toBe(true);
  expect(text.length).toBeGreaterThan(MESSAGE.length / 2);
});
