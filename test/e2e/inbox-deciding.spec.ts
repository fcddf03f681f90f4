// Deciding online in the real app: the decision arrives, the next request opens, and undo holds while it is true.
import { expect, test } from '../support/desk-app.ts';
import {
  findPlainRow,
  openPracticeInbox,
  readActiveRequestId,
  readGrid,
  setHold,
  waitForDetail,
} from './practice-inbox.ts';
import { changeSettings } from './practice-steps.ts';
import type { Page } from '@playwright/test';
import type { DeskApp, LedgerLine } from '../support/desk-app.ts';

/** What the service did on our word to one request. */
async function readDecisions(desk: DeskApp, requestId: string): Promise<readonly LedgerLine[]> {
  const lines = await desk.readLedger('kind=state&cause=api');
  return lines.filter(
    (line) => line.requestId === requestId && typeof line.detail['to'] === 'string',
  );
}

async function readOutcomes(desk: DeskApp, requestId: string): Promise<readonly unknown[]> {
  return (await readDecisions(desk, requestId)).map(({ detail }) => detail['to']);
}

/** Approves a request with a text; it is held, and can be undone. */
async function approveWithText(page: Page, text: string) {
  const requestId = await findPlainRow(page);
  const message = page.getByRole('textbox', { name: 'Message to the new invitee' });
  await message.fill(text);
  await page.getByRole('button', { name: 'Approve' }).click();
  const undo = page.getByRole('group', { name: 'Undo' });
  await expect(undo).toContainText('Approved');
  return { requestId, message, undo };
}

test('an approval with a message arrives once, and the next request is open', async ({ desk }) => {
  const page = await openPracticeInbox(desk);
  await setHold(page, 0);
  const requestId = await findPlainRow(page);
  await expect(page.getByText(/^Request read .*\d:\d\d/)).toBeVisible();
  const message = page.getByRole('textbox', { name: 'Message to the new invitee' });
  await message.fill('Please sign by Friday.');
  await expect(page.getByText('gets a new invite with this message.')).toBeVisible();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect.poll(() => readOutcomes(desk, requestId)).toEqual(['approved']);
  await expect.poll(() => readActiveRequestId(page)).not.toBe(requestId);
  await expect(readGrid(page)).toBeFocused();
  await waitForDetail(page);
  await expect(message).toHaveValue('');
});

test('a decline needs a reason, and its text survives closing the composer and leaving the row', async ({
  desk,
}) => {
  const page = await openPracticeInbox(desk);
  await setHold(page, 0);
  const requestId = await findPlainRow(page);
  await page.getByRole('button', { name: 'Decline…' }).click();
  const reason = page.getByRole('textbox', { name: 'Reason for declining' });
  await expect(reason).toBeFocused();
  await page.getByRole('button', { name: 'Decline', exact: true }).click();
  await expect(page.getByText('A decline needs a reason.')).toBeVisible();
  await reason.fill('You need to sign this yourself.');
  await reason.press('Escape');
  await expect(readGrid(page)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await waitForDetail(page);
  await page.keyboard.press('ArrowUp');
  await waitForDetail(page);
  await page.keyboard.press('d');
  await expect(reason).toHaveValue('You need to sign this yourself.');
  const menu = page.getByRole('button', { name: 'Insert a reason' });
  await menu.press('Enter');
  await page.getByRole('menuitem', { name: 'Save as a reason to reuse' }).press('Enter');
  await menu.press('Enter');
  await page.getByRole('menuitem', { name: 'You need to sign this yourself.' }).press('Enter');
  await expect(reason).toBeFocused();
  await page.keyboard.type(' Thank you.');
  await expect(reason).toHaveValue(/ Thank you\.$/);
  await reason.press('Control+Enter');
  await expect.poll(() => readOutcomes(desk, requestId)).toEqual(['declined']);
});

test('undo takes a held decision back, opens its request again and gives the text back', async ({
  desk,
}) => {
  const page = await openPracticeInbox(desk);
  await setHold(page, 60);
  const { requestId, message, undo } = await approveWithText(page, 'See you on Monday.');
  await expect(readGrid(page)).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(undo).toBeHidden();
  await expect.poll(() => readActiveRequestId(page)).toBe(requestId);
  await expect(message).toHaveValue('See you on Monday.');
  expect(await readDecisions(desk, requestId)).toEqual([]);
});

test('undo gives the text back to a request that stayed open', async ({ desk }) => {
  const page = await openPracticeInbox(desk);
  await setHold(page, 60);
  await changeSettings(page, { autoAdvance: false });
  const { requestId, message, undo } = await approveWithText(page, 'See you on Monday.');
  await expect(message).toHaveCount(0);
  await undo.getByRole('button').click();
  await expect(message).toHaveValue('See you on Monday.');
  expect(await readActiveRequestId(page)).toBe(requestId);
  expect(await readDecisions(desk, requestId)).toEqual([]);
});

test('undo goes away when it stops being true, and the focus is on the list', async ({ desk }) => {
  const page = await openPracticeInbox(desk);
  await setHold(page, 4);
  const requestId = await findPlainRow(page);
  await page.getByRole('button', { name: 'Approve' }).click();
  const undo = page.getByRole('group', { name: 'Undo' }).getByRole('button');
  await undo.focus();
  await expect(undo).toBeHidden();
  await expect(readGrid(page)).toBeFocused();
  await expect.poll(() => readOutcomes(desk, requestId)).toEqual(['approved']);
});

test('a hand-over that could not work is approved only after a question that names why', async ({
  desk,
}) => {
  const page = await openPracticeInbox(desk);
  await setHold(page, 0);
  await page.keyboard.press('Control+6');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Missing details');
  await waitForDetail(page);
  const requestId = await readActiveRequestId(page);
  await readGrid(page).press('a');
  const question = page.getByRole('alertdialog');
  await expect(question.getByRole('listitem').first()).toBeVisible();
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(readGrid(page)).toBeFocused();
  expect(await readDecisions(desk, requestId)).toEqual([]);
  await page.keyboard.press('a');
  await question.getByRole('button', { name: 'Approve anyway' }).click();
  await expect.poll(() => readOutcomes(desk, requestId)).toEqual(['approved']);
  await expect(question).toBeHidden();
});
