// The cards that wait for a person, each brought about for real: the request changed, the service refused, the decision
// grew too old; and a snooze that only a change ends.
import { join } from 'node:path';
import { createPracticeKeys } from '../../src-main/engine/store/key.ts';
import { openStore } from '../../src-main/engine/store/open.ts';
import { findPlainRow, openPracticeInbox, readGrid } from './practice-inbox.ts';
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
  setPracticeFaults,
} from './practice-steps.ts';
import { findEntry, findSection } from './queue-steps.ts';
import { checkAxeInBothThemes } from './check-axe.ts';
import { expect, test } from '../support/desk-app.ts';
import type { Locator, Page } from '@playwright/test';
import type { InboxRow } from '../../src-shared/contract/inbox-view.ts';

function findCard(page: Page, row: InboxRow): Locator {
  return findEntry(findSection(page, 'Needs attention'), row.toName);
}

async function readHistory(card: Locator): Promise<Locator> {
  await card.getByRole('button', { expanded: false }).first().click();
  return card.getByRole('region', { name: /^History/ });
}

test('a request that changed is shown field by field, not sent, and reviewed again', async ({
  desk,
}) => {
  const { page } = desk;
  await openPractice(page);
  await changeSettings(page, { holdSeconds: 0 });
  const row = await readOldestPending(page);
  await setPracticeFaults(desk, [
    {
      match: { method: 'GET', pattern: `reassignrequests/${readRequestId(row)}$` },
      fault: { type: 'extra-fields', fields: { reason: 'Another reason than the one you saw.' } },
    },
  ]);
  await decideRequests(page, [row]);
  await goToScreen(page, 'Queue');
  const card = findCard(page, row);
  await expect(card).toContainText('Changed');
  await expect(card.getByRole('table')).toContainText('Another reason than the one you saw.');
  await expect(card).toContainText('Yours was not sent.');
  await expect(await readHistory(card)).toContainText(
    'read before sending: it does not fit any more',
  );
  await checkAxeInBothThemes(page);
  await card.getByRole('button', { name: /^Review again/ }).click();
  await expect(page.locator(`[data-detail="${row.key}"]`)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  expect(await readChangedRequests(desk)).toEqual([]);
});

test('what was refused, and what grew too old while nobody was there, goes back to the person', async ({
  launcher,
}) => {
  const first = await launcher.launch();
  await openPractice(first.page);
  const [refused, old] = await readPending(first.page, 2);
  if (refused === undefined || old === undefined) throw new Error('too few pending requests');
  await changeSettings(first.page, { holdSeconds: 0, settleSeconds: 5 });
  await setPracticeFaults(first, [
    { match: { method: 'PUT' }, fault: { type: 'status', status: 422, body: { status: 422 } } },
  ]);
  await decideRequests(first.page, [refused], 'Please sign yourself');
  await goToScreen(first.page, 'Queue');
  // A refusal is believed only once a settled read confirms that nothing was changed.
  await expect(first.page.getByText('answered 422 and seems to refuse it.')).toBeVisible();
  await changeSettings(first.page, { holdSeconds: 60 });
  await decideRequests(first.page, [old]);
  await first.close();
  // A day and an hour go by: the clock of this computer cannot be moved, what is stored of it can.
  const store = openStore({
    folder: join(launcher.dataFolder, 'practice'),
    keys: createPracticeKeys(),
    wallMs: Date.now(),
  });
  const passedMs = 25 * 3_600_000;
  store
    .prepare(
      `UPDATE outbox.op SET decided_ms = decided_ms - @passedMs, sent_wall_ms = sent_wall_ms - @passedMs,
         not_before_ms = not_before_ms - @passedMs`,
    )
    .run({ passedMs });
  store.close();

  const second = await launcher.launch();
  const { page } = second;
  await goToScreen(page, 'Queue');
  await sendNow(page);
  const oldCard = findCard(page, old);
  await expect(oldCard).toContainText('Too old');
  await expect(oldCard).toContainText('It waited longer than a decision may wait');
  await expect(oldCard).toContainText('Still pending.');
  const refusedCard = findCard(page, refused);
  // Two reads, some seconds apart, must agree.
  await expect(refusedCard).toContainText('Refused', { timeout: 30_000 });
  await expect(refusedCard).toContainText('Nothing was changed.');
  const history = await readHistory(refusedCard);
  for (const line of [
    'sent, attempt 1',
    'refused with a reason, answered 422',
    'read back: refused, nothing changed',
  ]) {
    await expect(history).toContainText(line);
  }
  await oldCard.getByRole('button', { name: /^Drop mine/ }).click();
  await refusedCard.getByRole('button', { name: /^Put away/ }).click();
  await expect(findSection(page, 'Needs attention')).toBeHidden();
  await expect(findSection(page, 'Done today')).toContainText('Put away');
  expect(await readChangedRequests(second)).toEqual([]);
});

test('a request snoozed until it changes comes back when it does', async ({ desk }) => {
  const page = await openPracticeInbox(desk);
  await readGrid(page).focus();
  const id = await findPlainRow(page);
  await page.keyboard.press('h');
  await page.getByRole('menuitem', { name: /Until it changes/ }).click();
  await page.keyboard.press('Control+8');
  await expect(readGrid(page).getByRole('row').first()).toContainText('Back when it changes');

  await setPracticeFaults(desk, [
    {
      match: { method: 'GET', pattern: `reassignrequests/${id}$` },
      fault: { type: 'extra-fields', fields: { reason: 'Now for another reason.' } },
    },
  ]);
  await page.evaluate(async (requestId) => {
    const found = await window.desk.call('inbox.find', { requestId });
    const key = found.ok ? found.value[0] : undefined;
    if (key !== undefined) await window.desk.call('reassignRequest.refresh', { key });
  }, id);
  await expect
    .poll(async () =>
      page.evaluate(async () => {
        const counts = await window.desk.call('inbox.counts', null);
        return counts.ok ? counts.value.snoozed : -1;
      }),
    )
    .toBe(0);
});
