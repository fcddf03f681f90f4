// A colleague was faster: the queue shows both sides, keeps theirs, and never overwrites.
import { findSection } from './queue-steps.ts';
import { checkAxeInBothThemes } from './check-axe.ts';
import { expect, test } from '../support/desk-app.ts';
import {
  changeSettings,
  decideRequests,
  goToScreen,
  openPractice,
  readChangedRequests,
  readOldestPending,
  readRequestId,
  sendNow,
  switchNetwork,
} from './practice-steps.ts';
import type { Page } from '@playwright/test';
import type { InboxRow } from '../../src-shared/contract/inbox-view.ts';

/** The oldest request, decided in a fresh practice desk while the network is away. */
async function decideOffline(page: Page, reason: string | null = null): Promise<InboxRow> {
  await openPractice(page);
  await changeSettings(page, { holdSeconds: 0 });
  await switchNetwork(page, false);
  const row = await readOldestPending(page);
  await decideRequests(page, [row], reason);
  return row;
}

/** In the settings a colleague is faster; then the network is back, and the queue goes. */
async function letColleagueActAndReturn(page: Page, act: 'approve' | 'decline'): Promise<void> {
  await page.getByRole('button', { name: `A colleague ${act}s` }).click();
  await expect(page.getByText(`A colleague has ${act}d it`).first()).toBeVisible();
  await goToScreen(page, 'Queue');
  await switchNetwork(page, true);
  await sendNow(page);
}

test('shows both sides when a colleague decided first, and puts mine away on request', async ({
  desk,
}) => {
  const { page } = desk;
  const row = await decideOffline(page);

  await goToScreen(page, 'Settings');
  await expect(
    page.getByRole('button', { name: /you approved it, not sent yet.*A colleague is faster/ }),
  ).toBeVisible();
  await letColleagueActAndReturn(page, 'decline');
  const card = findSection(page, 'Needs attention')
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
  await expect(findSection(page, 'Done today')).toContainText('Put away');
  await expect(findSection(page, 'Needs attention')).toBeHidden();
  // One change, and it is the colleague's.
  expect(await readChangedRequests(desk)).toEqual([readRequestId(row)]);
});

test('settles itself with a note when a colleague decided the same', async ({ desk }) => {
  const { page } = desk;
  const row = await decideOffline(page);
  await goToScreen(page, 'Settings');
  await letColleagueActAndReturn(page, 'approve');
  const done = findSection(page, 'Done today');
  await expect(done).toContainText('it was already so, by you or a colleague. Nothing was sent.');
  expect(await readChangedRequests(desk)).toEqual([readRequestId(row)]);
});

test('shows the request of an entry, and keeps my text in the clipboard when asked', async ({
  desk,
}) => {
  const { page } = desk;
  const row = await decideOffline(page, 'Only Ada may sign this.');
  await goToScreen(page, 'Settings');
  await letColleagueActAndReturn(page, 'approve');
  await page.getByRole('button', { name: /^Copy my text/ }).click();
  await expect
    .poll(() => desk.app.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe('Only Ada may sign this.');
  await page.getByRole('button', { name: /^Show the request/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  await expect(page.getByText(row.dossierName).first()).toBeVisible();
});
