// Saving a list as a file in the real app: all of it, what waits told apart, whole or not at all.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import papa from 'papaparse';
import { checkAxeInBothThemes } from './check-axe.ts';
import { findPlainRow, openPracticeInbox, readGrid, setHold } from './practice-inbox.ts';
import { switchNetwork } from './practice-steps.ts';
import { expect, test } from '../support/desk-app.ts';
import type { DeskApp } from '../support/desk-app.ts';

/** The system's dialog cannot be driven here: it answers this place, or that none was chosen; its question is kept. */
async function answerSaveDialog(desk: DeskApp, filePath: string | null): Promise<void> {
  await desk.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = (...args: unknown[]) => {
      (globalThis as { asked?: unknown }).asked = args.at(-1);
      return Promise.resolve({ canceled: path === null, filePath: path ?? '' });
    };
  }, filePath);
}

function readTable(path: string): Record<string, string>[] {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  return papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
}

test('the whole view is saved, in its order, and a decision that waits says so', async ({
  desk,
}) => {
  const page = await openPracticeInbox(desk);
  const path = join(desk.dataFolder, 'pending.csv');
  await answerSaveDialog(desk, path);
  await setHold(page, 0);
  await switchNetwork(page, false);
  await findPlainRow(page);
  await readGrid(page).press('a');
  await expect(page.getByText('Approved · in queue').first()).toBeVisible();
  await page.keyboard.press('Control+7');
  await page.getByRole('button', { name: 'Save the list as CSV…' }).click();
  const note = page.getByRole('region', { name: 'Saving the list' });
  await expect(note).toContainText(
    '1 request is saved in “pending.csv”. The file is not encrypted.',
  );
  const [row] = readTable(path);
  expect(row).toMatchObject({
    'State, as last read': 'Pending',
    'Decided on this desk': 'Approved · in queue',
  });
  const asked = await desk.app.evaluate(() => (globalThis as { asked?: object }).asked);
  expect(asked).toMatchObject({ filters: [{ extensions: ['csv'] }] });
  await note.getByRole('button', { name: 'Put away' }).click();
  await expect(note).toHaveCount(0);
  await expect(readGrid(page)).toBeFocused();

  // All of a view, not only what has been scrolled to, by keys alone.
  await page.keyboard.press('Control+1');
  await expect(readGrid(page).getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('save the list');
  await page.keyboard.press('Enter');
  const total = await page.evaluate(async () => {
    const answer = await window.desk.call('inbox.counts', null);
    return answer.ok ? answer.value.pending : -1;
  });
  await expect(note).toContainText(`${total} requests are saved`);
  const rows = readTable(path);
  expect(rows).toHaveLength(total);
  const created = rows.map((one) => one['Requested (UTC)'] ?? '');
  expect(created).toEqual(created.toSorted());
  await checkAxeInBothThemes(page);
});

test('nothing is written where no place is chosen, and a failure says what to do', async ({
  desk,
}) => {
  const page = await openPracticeInbox(desk);
  const save = page.getByRole('button', { name: 'Save the list as CSV…' });
  await answerSaveDialog(desk, null);
  await save.click();
  await expect(save).toBeEnabled();
  await expect(page.getByRole('region', { name: 'Saving the list' })).toHaveCount(0);
  const folder = join(desk.dataFolder, 'taken.csv');
  mkdirSync(join(folder, 'inside'), { recursive: true });
  await answerSaveDialog(desk, folder);
  await save.click();
  const failure = page.getByRole('alert').filter({ hasText: 'The file was not written.' });
  await expect(failure).toContainText('Choose another folder, then save again.');
  expect(readdirSync(desk.dataFolder).filter((name) => name.endsWith('.part'))).toEqual([]);
  const path = join(desk.dataFolder, 'list.csv');
  await answerSaveDialog(desk, path);
  await failure.getByRole('button', { name: 'Save again…' }).click();
  await expect(page.getByRole('region', { name: 'Saving the list' })).toContainText(
    'is not encrypted',
  );
  expect(readTable(path).length).toBeGreaterThan(10);
});
