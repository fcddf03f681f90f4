// The queue: what was decided stands there in words until the service has confirmed it; it can be held, taken back, sent.
import { checkAxeInBothThemes } from './check-axe.ts';
import { expect, test } from '../support/desk-app.ts';
import {
  changeSettings,
  decideRequests,
  goToScreen,
  openPractice,
  readChangedRequests,
  readOldestPending,
  readPending,
  readRequestId,
  sendNow,
  switchNetwork,
} from './practice-steps.ts';
import { findEntry, findSection } from './queue-steps.ts';

test('says what an empty queue is for', async ({ desk }) => {
  await openPractice(desk.page);
  await goToScreen(desk.page, 'Queue');
  await expect(desk.page.getByText('The queue is empty')).toBeVisible();
  await checkAxeInBothThemes(desk.page);
});

test('shows a held decision with its countdown and takes it back before it leaves', async ({
  desk,
}) => {
  const { page } = desk;
  await openPractice(page);
  await changeSettings(page, { holdSeconds: 60 });
  const row = await readOldestPending(page);
  await decideRequests(page, [row]);
  await goToScreen(page, 'Queue');
  const entry = findEntry(findSection(page, 'Waiting'), row.toName);
  await expect(entry).toContainText(/Held, \d+ s/);
  await expect(entry).toContainText('Until then it can be undone.');
  const status = page.getByRole('status', { name: 'Desk status' });
  await expect(status).toContainText('1 held for undo');
  await expect(status).not.toContainText('waiting');
  await entry.getByRole('button', { name: /^Undo/ }).click();
  await expect(findEntry(findSection(page, 'Done today'), row.toName)).toContainText(
    'Nothing was sent.',
  );
  await expect(status).not.toContainText('held');
  expect(await readChangedRequests(desk)).toEqual([]);
});

test('calls a decision held in the status bar only until its time to undo is over', async ({
  desk,
}) => {
  const { page } = desk;
  await openPractice(page);
  await changeSettings(page, { holdSeconds: 4 });
  await switchNetwork(page, false);
  await decideRequests(page, await readPending(page, 1));
  const status = page.getByRole('status', { name: 'Desk status' });
  await expect(status).toContainText('1 held for undo');
  await expect(status).toContainText('1 waiting');
  await expect(status).not.toContainText('held');
});

test('keeps decisions while the network is away and confirms each once when it is back', async ({
  desk,
}) => {
  const { page } = desk;
  await openPractice(page);
  await changeSettings(page, { holdSeconds: 0 });
  const rows = await readPending(page, 3);
  await switchNetwork(page, false);
  await decideRequests(page, rows.slice(0, 2));
  await decideRequests(page, rows.slice(2), 'Please sign yourself');
  await goToScreen(page, 'Queue');
  const waiting = findSection(page, 'Waiting');
  for (const row of rows) {
    await expect(findEntry(waiting, row.toName)).toContainText('Waiting for network');
  }
  await checkAxeInBothThemes(page);
  await switchNetwork(page, true);
  await sendNow(page);
  const done = findSection(page, 'Done today');
  for (const row of rows) {
    await expect(findEntry(done, row.toName)).toContainText('confirmed by reading it back');
  }
  await expect(page.getByText('Nothing is waiting.')).toBeVisible();
  expect(await readChangedRequests(desk)).toEqual(rows.map(readRequestId).toSorted());
  const entry = findEntry(done, rows[0]?.toName ?? '');
  await entry.getByRole('button', { expanded: false }).click();
  const history = entry.getByRole('region', { name: /^History/ });
  for (const line of ['decided', 'sent, attempt 1', 'read back: applied']) {
    await expect(history).toContainText(line);
  }
  await checkAxeInBothThemes(page);
});

test('pauses sending, says so, and goes on when resumed', async ({ desk }) => {
  const { page } = desk;
  await openPractice(page);
  await changeSettings(page, { holdSeconds: 0 });
  await goToScreen(page, 'Queue');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  const rows = await readPending(page, 2);
  await decideRequests(page, rows);
  const waiting = findSection(page, 'Waiting');
  for (const row of rows) await expect(findEntry(waiting, row.toName)).toContainText('Paused');
  // What would do nothing now is not offered.
  await expect(waiting.getByRole('button', { name: /^Take back: / })).toHaveCount(2);
  await expect(waiting.getByRole('button', { name: /^(Try|Send) now: / })).toHaveCount(0);
  await expect(page.getByText('Decisions stay on this computer until you resume.')).toBeVisible();
  expect(await readChangedRequests(desk)).toEqual([]);
  await page.getByRole('button', { name: 'Resume' }).click();
  const done = findSection(page, 'Done today');
  for (const row of rows) await expect(findEntry(done, row.toName)).toContainText('Sent');
});

test('works by keyboard alone, and the focus goes to the next entry', async ({ desk }) => {
  const { page } = desk;
  await openPractice(page);
  await changeSettings(page, { holdSeconds: 60 });
  const rows = await readPending(page, 3);
  await decideRequests(page, rows);
  await goToScreen(page, 'Queue');
  const titles = findSection(page, 'Waiting').getByRole('listitem').getByRole('button', {
    expanded: false,
  });
  await expect(titles).toHaveCount(3);
  await page.keyboard.press('F6');
  await expect(titles.nth(0)).toBeFocused();
  await page.keyboard.press('j');
  await expect(titles.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(titles.nth(0)).toBeFocused();
  const second = await titles.nth(1).textContent();
  await page.keyboard.press('Delete');
  await expect(titles).toHaveCount(2);
  await expect(titles.nth(0)).toBeFocused();
  await expect(titles.nth(0)).toHaveText(second ?? '');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: /^History/ })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: /^Send now: / }).first()).toBeFocused();
});
