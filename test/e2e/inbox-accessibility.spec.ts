// The inbox under axe, in the real app: light and dark, list, composer, bulk dialog, palette, keys.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../support/desk-app.ts';
import { findPlainRow, openPracticeInbox, readGrid, setHold } from './practice-inbox.ts';
import type { Page } from '@playwright/test';

async function expectClean(page: Page, place: string): Promise<void> {
  // legacy mode: axe would else open a second page to combine frames, which Electron does not allow.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const found = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map(({ target }) => target),
  }));
  expect(found, place).toEqual([]);
}

for (const theme of ['light', 'dark'] as const) {
  test(`the inbox is clean in ${theme}`, async ({ desk }) => {
    const page = await openPracticeInbox(desk);
    await setHold(page, 60);
    await page.evaluate((wanted) => window.desk.call('settings.set', { theme: wanted }), theme);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await findPlainRow(page);
    await expectClean(page, 'list and detail');
    await readGrid(page).press('d');
    await page.getByRole('textbox', { name: 'Reason for declining' }).fill('No');
    await expectClean(page, 'reason composer');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('group', { name: 'Undo' })).toBeVisible();
    await expectClean(page, 'a held decision');
    await findPlainRow(page);
    await readGrid(page).press('x');
    await readGrid(page).press('Shift+ArrowDown');
    await page.keyboard.press('a');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectClean(page, 'bulk dialog');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectClean(page, 'palette');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.keyboard.press('F1');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await expectClean(page, 'keys');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+7');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Decided');
    await expectClean(page, 'decided, not settled');
    await page.keyboard.press('Control+2');
    await expect(page.getByText('Nothing of yours is pending')).toBeVisible();
    await expectClean(page, 'an empty view');
  });
}
