// What becomes of a queued arrangement: a colleague who was faster.
import {
  actAsColleague,
  findCard,
  makePackage,
  openPackageByName,
  queueChanges,
  readKeptList,
  readLanes,
} from './builder-steps.ts';
import { goToScreen, openPractice, switchNetwork } from './practice-steps.ts';
import { expect, test } from '../support/desk-app.ts';

const THREE = ['Ann', 'Bob', 'Cas'].map((name) => ({
  name,
  email: `${name.toLowerCase()}@example.com`,
}));

test('a colleague was faster: the plan stops, both lists stand side by side, planning again ends as wanted', async ({
  desk,
}) => {
  const { page } = desk;
  await openPractice(page);
  const packageId = await makePackage(desk, { name: 'Both at once', recipients: THREE });
  await openPackageByName(page, 'Both at once');
  await switchNetwork(page, false);
  await findCard(page, 'Cas').focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(() => readLanes(page)).toEqual([['Ann'], ['Bob', 'Cas']]);
  await queueChanges(page);
  await expect(page.locator('[data-plan="running"]')).toBeVisible();
  await actAsColleague(desk, 'remove', { packageId, order: 1 });
  await switchNetwork(page, true);
  const again = page.getByRole('button', { name: 'Plan again from here' });
  await expect(again).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText('At the service now')).toBeVisible();
  expect(await readKeptList(desk, packageId)).toEqual(['SERIAL', 'Bob:1', 'Cas:2']);
  await goToScreen(page, 'Queue');
  await expect(page.getByText('stopped here')).toBeVisible();
  await page.getByRole('button', { name: /^Compare and plan again/ }).click();
  await again.click();
  await expect
    .poll(() => readKeptList(desk, packageId), { timeout: 40_000 })
    .toEqual(['CUSTOM', 'Ann:1', 'Bob:2', 'Cas:2']);
});
