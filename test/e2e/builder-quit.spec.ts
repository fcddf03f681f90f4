// An arrangement and its plan survive quitting, also right after the last change, and arrive in the end.
import {
  makePackage,
  moveForward,
  nameRecipients,
  openPackageByName,
  queueChanges,
  readKeptList,
  readLanes,
} from './builder-steps.ts';
import { openPractice, switchNetwork } from './practice-steps.ts';
import { expect, test } from '../support/desk-app.ts';
import type { Page } from '@playwright/test';

const THREE = nameRecipients('Ann', 'Bob', 'Cas');

test('arranged and queued offline, quit and started again: the goal is still there, and arrives', async ({
  launcher,
}) => {
  test.slow();
  const first = await launcher.launch();
  await openPractice(first.page);
  const packageId = await makePackage(first, { name: 'Quit between', recipients: THREE });
  await openPackageByName(first.page, 'Quit between');
  await switchNetwork(first.page, false);
  await moveForward(first.page, 'Bob');
  await expect.poll(() => readLanes(first.page)).toEqual([['Ann', 'Bob'], ['Cas']]);
  await first.close();

  const second = await launcher.launch();
  await openKept(second.page);
  await expect.poll(() => readLanes(second.page)).toEqual([['Ann', 'Bob'], ['Cas']]);
  await queueChanges(second.page);
  await expect(second.page.locator('[data-plan="running"]')).toBeVisible();
  await second.close();

  const third = await launcher.launch();
  await openKept(third.page);
  await expect(third.page.locator('[data-plan="running"]')).toBeVisible();
  await switchNetwork(third.page, true);
  await expect
    .poll(() => readKeptList(third, packageId), { timeout: 40_000 })
    .toEqual(['CUSTOM', 'Ann:1', 'Bob:1', 'Cas:2']);
});

/** From the local store, without looking for changes. */
async function openKept(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Workflows', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search packages' }).fill('Quit between');
  await page.getByRole('grid', { name: 'Packages' }).getByText('Quit between').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Quit between' })).toBeVisible();
}
