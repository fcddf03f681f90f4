// What becomes of a queued arrangement: a colleague who was faster.
import {
  actAsColleague,
  findCard,
  makePackage,
  moveForward,
  nameRecipients,
  openNewPackage,
  openPackageByName,
  queueChanges,
  readKeptList,
  readLanes,
  setHubFaults,
} from './builder-steps.ts';
import { checkAxeInBothThemes } from './check-axe.ts';
import { changeSettings, goToScreen, openPractice, switchNetwork } from './practice-steps.ts';
import { expect, test } from '../support/desk-app.ts';

const THREE = nameRecipients('Ann', 'Bob', 'Cas');

test('a colleague was faster: the plan stops, both lists stand side by side, planning again ends as wanted', async ({
  desk,
}) => {
  const { page } = desk;
  const packageId = await openNewPackage(desk, { name: 'Both at once', recipients: THREE });
  await switchNetwork(page, false);
  await moveForward(page, 'Cas');
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

test('keeping an arrangement after a colleague’s addition takes the colleague’s person in, and says so before', async ({
  desk,
}) => {
  const { page } = desk;
  const packageId = await openNewPackage(desk, { name: 'Kept and merged', recipients: THREE });
  await moveForward(page, 'Cas');
  await actAsColleague(desk, 'add', { packageId, email: 'nova@example.com', name: 'Nova' });
  await actAsColleague(desk, 'remove', { packageId, order: 1 });
  await page.getByRole('button', { name: 'Read again' }).click();
  const note = page.locator('[data-plan="stale"]');
  await expect(note).toContainText('It takes in as well: Nova.');
  await expect(note).toContainText('sending it adds again: Ann.');
  await page.getByRole('button', { name: 'Keep my arrangement' }).click();
  await expect.poll(() => readLanes(page)).toEqual([['Ann'], ['Bob', 'Cas'], ['Nova']]);
  await queueChanges(page);
  await expect
    .poll(() => readKeptList(desk, packageId), { timeout: 40_000 })
    .toEqual(['CUSTOM', 'Ann:1', 'Bob:2', 'Cas:2', 'Nova:3']);
});

test('a stopped plan names whom planning again would remove; its comparison is accessible in both themes', async ({
  desk,
}) => {
  const { page } = desk;
  const packageId = await openNewPackage(desk, { name: 'Named first', recipients: THREE });
  await switchNetwork(page, false);
  await moveForward(page, 'Cas');
  await queueChanges(page);
  await actAsColleague(desk, 'add', { packageId, email: 'nova@example.com', name: 'Nova' });
  await switchNetwork(page, true);
  await expect(page.getByRole('button', { name: 'Plan again from here' })).toBeVisible({
    timeout: 40_000,
  });
  await expect(page.getByText('Removed: Nova')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'nova@example.com' })).toContainText(
    'would be removed',
  );
  await checkAxeInBothThemes(page);
});

test('a role the service refuses: the queue says it in the service’s words and where the plan stopped', async ({
  desk,
}) => {
  const { page } = desk;
  await openPractice(page);
  await changeSettings(page, { settleSeconds: 5 });
  const packageId = await makePackage(desk, { name: 'Refused role', recipients: THREE });
  await openPackageByName(page, 'Refused role');
  await findCard(page, 'Bob').focus();
  await page.getByRole('button', { name: /Role/ }).click();
  await page.getByRole('option', { name: 'Editor', exact: true }).click();
  // As if a colleague had turned the document into XML meanwhile: the desk cannot know before it asks.
  const body = { Message: 'Recipient role is not supported for an XML type document' };
  await setHubFaults(desk, [
    { match: { method: 'PUT' }, fault: { type: 'status', status: 400, body } },
  ]);
  await queueChanges(page);
  await expect(page.getByText('Stopped at call 1 of 1')).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText(`The service said: “${body.Message}”.`)).toBeVisible();
  await goToScreen(page, 'Queue');
  await expect(page.getByText('stopped here')).toBeVisible();
  await expect(page.getByText(`The service said: “${body.Message}”.`)).toBeVisible();
  expect(await readKeptList(desk, packageId)).toEqual(['SERIAL', 'Ann:1', 'Bob:2', 'Cas:3']);
});
