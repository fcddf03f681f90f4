// The inbox by keyboard alone, in the real app: finding, reading, deciding, going places.
import { expect, test } from '../support/desk-app.ts';
import {
  findPlainRow,
  openPracticeInbox,
  readActiveRequestId,
  readGrid,
  setHold,
  waitForDetail,
} from './practice-inbox.ts';

test('a day at the desk without a pointer', async ({ desk }) => {
  const page = await openPracticeInbox(desk);
  const grid = readGrid(page);
  await setHold(page, 60);
  // The list has the focus from the start; F6 walks the panes.
  await expect(grid).toBeFocused();
  await page.keyboard.press('F6');
  await expect(grid).not.toBeFocused();
  await page.keyboard.press('Shift+F6');
  await expect(grid).toBeFocused();
  const first = await readActiveRequestId(page);
  await page.keyboard.press('j');
  await expect.poll(() => readActiveRequestId(page)).not.toBe(first);
  await page.keyboard.press('k');
  await expect.poll(() => readActiveRequestId(page)).toBe(first);
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('region', { name: 'Request' }).getByRole('heading', { level: 2 }),
  ).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(grid).toBeFocused();
  // Decide, undo, decline.
  const decided = await findPlainRow(page);
  await page.keyboard.press('a');
  await expect(page.getByRole('group', { name: 'Undo' })).toBeVisible();
  await expect(grid).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect.poll(() => readActiveRequestId(page)).toBe(decided);
  await waitForDetail(page);
  await grid.focus();
  await page.keyboard.press('d');
  await page.keyboard.type('Sign it yourself, please.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('group', { name: 'Undo' })).toContainText('Declined');
  // Snooze the next one.
  const snoozed = await findPlainRow(page);
  await page.keyboard.press('h');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => readActiveRequestId(page)).not.toBe(snoozed);
  // Places.
  await page.keyboard.press('Control+8');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Snoozed');
  await expect.poll(() => readActiveRequestId(page)).toBe(snoozed);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('go to the queue');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Queue' })).toBeVisible();
  await page.keyboard.press('Control+1');
  await expect(grid).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('from screen to screen by keys alone, the keys go on working at each', async ({ desk }) => {
  const page = await openPracticeInbox(desk);
  await expect(readGrid(page)).toBeFocused();
  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await expect(page.getByRole('heading', { level: 1, name: 'Queue' })).toBeVisible();
  await expect(page.locator('[data-pane="queue"] :focus')).toHaveCount(1);
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  const packages = page.getByRole('grid', { name: 'Packages' });
  await expect(packages).toBeFocused();
  // The focus is there before the rows are; a key opens nothing that nobody has seen yet.
  await expect(packages.locator('[data-active]')).toHaveCount(1);
  // Held until the package is there: the release must not lift a card.
  await page.keyboard.down('Enter');
  await expect(page.locator('h1:focus')).toHaveCount(1);
  await page.keyboard.up('Enter');
  await expect(page.locator('h1:focus')).toHaveCount(1);
  await page.getByRole('button', { name: 'All packages' }).press('Enter');
  await expect(packages).toBeFocused();
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await expect(readGrid(page)).toBeFocused();
});

test('single letters do nothing outside the list, and nothing at all when switched off', async ({
  desk,
}) => {
  const page = await openPracticeInbox(desk);
  await setHold(page, 60);
  await findPlainRow(page);
  const message = page.getByRole('textbox', { name: 'Message to the new invitee' });
  await message.focus();
  await page.keyboard.type('add');
  await expect(message).toHaveValue('add');
  await page.getByRole('button', { name: 'Decline…' }).focus();
  await page.keyboard.press('a');
  await page.evaluate(() => window.desk.call('settings.set', { letterKeys: false }));
  await readGrid(page).focus();
  await expect(page.getByRole('button', { name: 'Approve' })).not.toContainText('A A');
  const before = await readActiveRequestId(page);
  await page.keyboard.press('a');
  await page.keyboard.press('j');
  expect(await readActiveRequestId(page)).toBe(before);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => readActiveRequestId(page)).not.toBe(before);
  await expect(page.getByRole('group', { name: 'Undo' })).toBeHidden();
});

test('Enter pressed before the next request is read lands in it all the same', async ({ desk }) => {
  const page = await openPracticeInbox(desk);
  const heading = page.getByRole('region', { name: 'Request' }).getByRole('heading', { level: 2 });
  await findPlainRow(page);
  await readGrid(page).focus();
  const before = await heading.textContent();
  await Promise.all(['j', 'Enter'].map((key) => page.keyboard.press(key)));
  await expect(heading).not.toHaveText(before ?? '');
  await expect(heading).toBeFocused();
});

test('no letter typed right after the key of the search is lost, or acts on the list', async ({
  desk,
}) => {
  const page = await openPracticeInbox(desk);
  await setHold(page, 60);
  await findPlainRow(page);
  await readGrid(page).focus();
  // Without a frame between them, as quick fingers do; the first would approve the open request.
  await Promise.all(['/', 'a', 'd', 'h'].map((key) => page.keyboard.press(key)));
  await expect(page.getByRole('searchbox', { name: 'Search requests' })).toHaveValue('adh');
  await expect(page.getByRole('group', { name: 'Undo' })).toBeHidden();
});

test('search narrows as one types, says its own order, and Escape gives the whole view back', async ({
  desk,
}) => {
  const page = await openPracticeInbox(desk);
  const grid = readGrid(page);
  const total = await grid.getAttribute('aria-rowcount');
  const name = (await grid.getByRole('row').first().locator('bdi').first().textContent()) ?? '';
  await grid.focus();
  const order = page.getByRole('button', { name: 'Order' });
  await expect(order).toHaveText('Oldest first');
  await page.keyboard.press('/');
  await page.keyboard.type(name);
  await expect(order).toHaveText('Newest first');
  await expect(order).toBeDisabled();
  await expect(grid).not.toHaveAttribute('aria-rowcount', total ?? '');
  await expect(grid.getByRole('row').filter({ hasText: name }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(grid).toHaveAttribute('aria-rowcount', total ?? '');
  await expect(order).toHaveText('Oldest first');
  await page.keyboard.type('no such person anywhere');
  await expect(page.getByText('Nothing found for')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(grid).toBeFocused();
});

test('a key pressed before the next request is on screen does not decide the one that still stands there', async ({
  desk,
}) => {
  const page = await openPracticeInbox(desk);
  await setHold(page, 60);
  const left = await findPlainRow(page);
  // Both in one go, as a fast typist does.
  await Promise.all([page.keyboard.press('j'), page.keyboard.press('a')]);
  await expect.poll(() => readActiveRequestId(page)).not.toBe(left);
  await waitForDetail(page);
  const decided = await page.evaluate(async () => {
    const input = { section: 'waiting', after: null, limit: 10 } as const;
    const queue = await window.desk.call('queue.page', input);
    return queue.ok ? queue.value.entries.map(({ subject }) => JSON.stringify(subject)) : null;
  });
  expect(decided?.filter((subject) => subject.includes(left))).toEqual([]);
});
