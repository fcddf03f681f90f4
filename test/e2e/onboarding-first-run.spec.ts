// The first run: a person opens the practice desk in one click.
import { checkAxeInBothThemes } from './check-axe.ts';
import { expect, test } from '../support/desk-app.ts';
import { goToScreen, openPractice, readPending } from './practice-steps.ts';

test('opens the practice desk in one click and shows its requests', async ({ desk }) => {
  const { page } = desk;
  await expect(page.getByRole('heading', { name: 'Welcome to Signing Desk' })).toBeVisible();
  await openPractice(page);
  expect((await readPending(page, 5)).length).toBe(5);
});

test('the first screen is clean for axe in both themes', async ({ desk }) => {
  await expect(desk.page.getByRole('heading', { level: 1 })).toBeVisible();
  await checkAxeInBothThemes(desk.page);
});

test('leaving the practice desk leads back to the first screen, and into it again', async ({
  desk,
}) => {
  const { page } = desk;
  await openPractice(page);
  await goToScreen(page, 'Settings');
  await page.getByRole('button', { name: 'Leave the practice desk' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome to Signing Desk' })).toBeVisible();
  await openPractice(page);
});
