// Deciding many at once in the real app: exactly those listed, each with its own result.
import { expect, test } from '../support/desk-app.ts';
import { findPlainRow, openPracticeInbox, readGrid, setHold } from './practice-inbox.ts';
import type { RequestKey } from '../../src-shared/domain/reassign-request.ts';

test('one row that a colleague decided fails alone, says why and stays selected', async ({
  desk,
}) => {
  const page = await openPracticeInbox(desk);
  await setHold(page, 0);
  await findPlainRow(page);
  const grid = readGrid(page);
  await grid.press('x');
  await grid.press('Shift+ArrowDown');
  await grid.press('Shift+ArrowDown');
  const bar = page.getByRole('group', { name: 'Selected requests' });
  await expect(bar).toContainText('3 selected');
  const keys = await grid
    .locator('[role=row][aria-selected=true]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row') ?? ''));
  expect(keys).toHaveLength(3);
  await page.keyboard.press('d');
  const dialog = page.getByRole('dialog', { name: 'Decline 3 hand-overs' });
  await expect(dialog.getByRole('listitem')).toHaveCount(3);
  const confirm = dialog.getByRole('button', { name: 'Decline 3 requests' });
  await expect(confirm).toBeDisabled();
  const [first = '', second = '', third = ''] = keys;
  // A colleague is quicker with the second one, and this desk has read it by now.
  const outcome = await page.evaluate(async (key) => {
    const acted = await window.desk.call('practice.act', { act: 'colleague-approves', key });
    const read = await window.desk.call('reassignRequest.refresh', { key });
    return [acted.ok, read.ok];
  }, second as RequestKey);
  expect(outcome).toEqual([true, true]);
  // Without a reason the keys that send do nothing.
  await page.keyboard.press('Control+Enter');
  await expect(confirm).toBeDisabled();
  await dialog
    .getByRole('textbox', { name: 'Reason for declining, for all' })
    .fill('Please sign this yourselves.');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toContainText('2 decisions are in the queue, 1 is not. It stays selected.');
  await expect(dialog.getByRole('listitem').nth(1)).toContainText('no longer pending');
  // The button that sent is gone; what comes next has the focus, not the dialog's ×.
  await expect(dialog.getByRole('button', { name: 'Done' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(bar).toContainText('1 selected');
  await expect(grid).toBeFocused();
  // Nothing of what is left can be decided: no question about nobody.
  await expect(bar.getByRole('button', { name: 'Approve 0…' })).toBeDisabled();
  await page.keyboard.press('a');
  await expect(page.getByText('None of the selected requests can be decided now')).toBeAttached();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const declined = async () => {
    const lines = await desk.readLedger('kind=state&cause=api');
    return lines
      .filter(({ detail }) => detail['to'] === 'declined')
      .map((line) => line.requestId ?? '');
  };
  const wanted = [first, third].map((key) => key.slice(key.indexOf('/') + 1));
  await expect.poll(async () => new Set(await declined())).toEqual(new Set(wanted));
  expect(await declined()).toHaveLength(2);
});

test('texts typed for many outlive Escape, each kind its own, and are gone once sent', async ({
  desk,
}) => {
  const page = await openPracticeInbox(desk);
  await findPlainRow(page);
  const grid = readGrid(page);
  await grid.press('x');
  await grid.press('Shift+ArrowDown');
  const approve = page.getByRole('dialog', { name: 'Approve 2 hand-overs' });
  const decline = page.getByRole('dialog', { name: 'Decline 2 hand-overs' });
  const reason = decline.getByRole('textbox', { name: 'Reason for declining, for all' });
  await page.keyboard.press('d');
  await reason.fill('Please sign this yourselves.');
  await page.keyboard.press('Escape');
  await expect(grid).toBeFocused();
  await page.keyboard.press('a');
  await approve.getByText('One text each', { exact: true }).click();
  const own = approve.getByRole('textbox');
  await own.nth(1).fill('Thank you for taking over.');
  await page.keyboard.press('Escape');
  await expect(grid).toBeFocused();
  await page.keyboard.press('d');
  await expect(reason).toHaveValue('Please sign this yourselves.');
  await page.keyboard.press('Escape');
  await expect(grid).toBeFocused();
  await page.keyboard.press('a');
  await expect(own.nth(0)).toHaveValue('');
  await expect(own.nth(1)).toHaveValue('Thank you for taking over.');
  // The keys that send mean sending wherever the focus is, on Cancel too.
  await approve.getByRole('button', { name: 'Cancel' }).focus();
  await page.keyboard.press('Control+Enter');
  await approve.getByRole('button', { name: 'Done' }).click();
  // Two others: nothing of what was sent is written for them.
  await grid.press('ArrowDown');
  await grid.press('x');
  await grid.press('Shift+ArrowDown');
  await page.keyboard.press('a');
  await expect(approve.getByRole('radio', { name: 'One text for all' })).toBeChecked();
  await expect(approve.getByRole('textbox')).toHaveValue('');
});
