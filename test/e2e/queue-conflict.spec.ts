// A colleague was faster: the queue shows both sides, keeps theirs, and never overwrites.
import { checkAxeInBothThemes } from './check-axe.ts';
import { expect, test } from '../support/desk-app.ts';
import {
  changeSettings,
  decideRequests,
  goToScreen,
  openPractice,
  readChangedRequests,
  readPending,
  readRequestId,
  sendNow,
  switchNetwork,
} from './practice-steps.ts';

test('shows both sides when a colleague decided first, and puts mine away on request', async ({
  desk,
}) => {
  const { page } = desk;
  await openPractice(page);
  await changeSettings(page, { holdSeconds: 0 });
  await switchNetwork(page, false);
  const [row] = await readPending(page, 1);
  if (row === undefined) throw new Error('the practice desk has no pending request');
  await decideRequests(page, [row]);

  await goToScreen(page, 'Settings');
  await expect(
    page.getByRole('button', { name: /you approved it, not sent yet.*A colleague is faster/ }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'A colleague declines' }).click();
  await expect(page.getByText('A colleague has declined it').first()).toBeVisible();

  await goToScreen(page, 'Queue');
  await switchNetwork(page, true);
  await sendNow(page);
  const card = page
    .getByRole('region', { name: 'Needs attention' })
    .getByRole('listitem')
    .filter({ hasText: row.toName });
  await expect(card).toContainText('Already decided');
  await expect(card).toContainText('Your decision');
  await expect(card).toContainText("Approved, with the invitee's own message.");
  await expect(card).toContainText('In CM.com Sign now');
  await expect(card).toContainText('Declined. Reason:');
  await expect(card).toContainText('Yours was not sent.');
  await expect(card.getByRole('button', { name: /Overwrite/i })).toHaveCount(0);
  await checkAxeInBothThemes(page);

  await card.getByRole('button', { name: /^Keep theirs, drop mine/ }).click();
  await expect(page.getByRole('region', { name: 'Done today' })).toContainText('Put away');
  await expect(page.getByRole('region', { name: 'Needs attention' })).toBeHidden();
  // One change, and it is the colleague's.
  expect(await readChangedRequests(desk)).toEqual([readRequestId(row)]);
});

test('settles itself with a note when a colleague decided the same', async ({ desk }) => {
  const { page } = desk;
  await openPractice(page);
  await changeSettings(page, { holdSeconds: 0 });
  await switchNetwork(page, false);
  const [row] = await readPending(page, 1);
  if (row === undefined) throw new Error('the practice desk has no pending request');
  await decideRequests(page, [row]);
  await goToScreen(page, 'Settings');
  await page.getByRole('button', { name: 'A colleague approves' }).click();
  await expect(page.getByText('A colleague has approved it').first()).toBeVisible();
  await goToScreen(page, 'Queue');
  await switchNetwork(page, true);
  await sendNow(page);
  const done = page.getByRole('region', { name: 'Done today' });
  await expect(done).toContainText('it was already so, by you or a colleague. Nothing was sent.');
  expect(await readChangedRequests(desk)).toEqual([readRequestId(row)]);
});

test('shows the request of an entry, and keeps my text in the clipboard when asked', async ({
  desk,
}) => {
  const { page } = desk;
  await openPractice(page);
  await changeSettings(page, { holdSeconds: 0 });
  await switchNetwork(page, false);
  const [row] = await readPending(page, 1);
  if (row === undefined) throw new Error('the practice desk has no pending request');
  await decideRequests(page, [row], 'Only Ada may sign this.');
  await goToScreen(page, 'Settings');
  await page.getByRole('button', { name: 'A colleague approves' }).click();
  await expect(page.getByText('A colleague has approved it').first()).toBeVisible();
  await goToScreen(page, 'Queue');
  await switchNetwork(page, true);
  await sendNow(page);
  await page.getByRole('button', { name: /^Copy my text/ }).click();
  await expect
    .poll(() => desk.app.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe('Only Ada may sign this.');
  await page.getByRole('button', { name: /^Show the request/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  await expect(page.getByText(row.dossierName).first()).toBeVisible();
});
