// What the builder refuses and says: XML roles, shared packages, colleagues' changes; kept arrangements; axe.
import {
  actAsColleague,
  choosePackage,
  findCard,
  makePackage,
  moveForward,
  nameRecipients,
  openNewPackage,
  readKeptList,
  readLanes,
  readSentence,
  setHubFaults,
} from './builder-steps.ts';
import { checkAxeInBothThemes } from './check-axe.ts';
import { openPractice } from './practice-steps.ts';
import { expect, test } from '../support/desk-app.ts';
import type { Page } from '@playwright/test';
import type { PackageKey } from '../../src-shared/domain/workflow/package-key.ts';

const TWO = nameRecipients('Chris', 'Craig');

test('an XML document takes no editor, and the builder says why', async ({ desk }) => {
  const { page } = desk;
  await openNewPackage(desk, { name: 'XML roles', recipients: TWO, documents: [{ type: 'XML' }] });
  await findCard(page, 'Chris').focus();
  await page.getByRole('button', { name: /Role/ }).click();
  await page.getByRole('option', { name: 'Editor (not for XML)' }).click();
  await expect(readSentence(page)).toContainText('signers, reviewers and carbon copies only');
  await expect(findCard(page, 'Chris')).toContainText('Signer');
  await expect(page.getByRole('button', { name: /^No changes/ })).toBeDisabled();
});

test('a shared package is read only and says so; who has not acted can be replaced', async ({
  desk,
}) => {
  const { page } = desk;
  const id = await openNewPackage(desk, { name: 'Shared one', recipients: TWO, isShared: true });
  await expect(page.getByText('The package has been shared')).toBeVisible();
  await moveForward(page, 'Craig');
  await expect.poll(() => readLanes(page)).toEqual([['Chris'], ['Craig']]);
  await page.getByRole('button', { name: 'Replace…' }).click();
  await page.getByRole('textbox', { name: 'E-mail' }).fill('dana@example.com');
  await page.getByRole('textbox', { name: 'Name' }).fill('Dana');
  await page.keyboard.press('Enter');
  await expect.poll(() => readLanes(page)).toEqual([['Chris'], ['Dana']]);
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('dialog')).toContainText('Craig is replaced by Dana');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => readKeptList(desk, id), { timeout: 30_000 })
    .toEqual(['SERIAL', 'Chris:1', 'Dana:2']);
});

test('a package with a seal is shown whole, read only, and says why', async ({ desk }) => {
  const { page } = desk;
  const recipients = [...TWO, { seal: 'House seal' }];
  const id = await openNewPackage(desk, { name: 'Sealed deed', recipients });
  // The version of the service that is asked here does not tell the name of a seal.
  await expect.poll(() => readLanes(page)).toEqual([['Chris'], ['Craig'], ['Unnamed seal']]);
  await expect(page.getByText('Read only. An electronic seal takes part.')).toBeVisible();
  const seal = findCard(page, 'Unnamed seal');
  await expect(seal).toContainText('set by the service');
  await expect(seal).toContainText('Electronic seal');
  await moveForward(page, 'Unnamed seal');
  await page.keyboard.press('Delete');
  await moveForward(page, 'Craig');
  await expect(page.getByRole('button', { name: 'Replace…' })).toBeDisabled();
  await expect(page.getByRole('button', { name: /^No changes/ })).toBeDisabled();
  await seal.focus();
  await checkAxeInBothThemes(page);
  await expect.poll(() => readLanes(page)).toEqual([['Chris'], ['Craig'], ['Unnamed seal']]);
  expect(await readKeptList(desk, id)).toEqual(['SERIAL', 'Chris:1', 'Craig:2', ':3']);
});

test('an arrangement kept from before a seal came cannot be sent, and the seal can be seen', async ({
  desk,
}) => {
  const { page } = desk;
  const packageId = await openNewPackage(desk, { name: 'Sealed later', recipients: TWO });
  await moveForward(page, 'Craig');
  await expect.poll(() => readLanes(page)).toEqual([['Chris', 'Craig']]);
  await actAsColleague(desk, 'add', {
    packageId,
    email: 'seal@example.com',
    name: 'House seal',
    role: 'ELECTRONIC_SEAL',
  });
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(page.getByText('Read only. An electronic seal takes part.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Preview/ })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Keep my arrangement' })).toBeHidden();
  await page.getByRole('button', { name: 'Take theirs' }).click();
  await expect.poll(() => readLanes(page)).toEqual([['Chris'], ['Craig'], ['House seal']]);
  expect(await readKeptList(desk, packageId)).toEqual([
    'SERIAL',
    'Chris:1',
    'Craig:2',
    'House seal:3',
  ]);
});

test('a workflow that could not be understood is asked for again when it is opened', async ({
  desk,
}) => {
  const { page } = desk;
  await openPractice(page);
  const id = await makePackage(desk, { name: 'Novel words', recipients: TWO });
  const fault = { type: 'unknown-enum', field: 'workflow.workflow_type', value: 'SPIRAL' };
  await setHubFaults(desk, [{ match: { pattern: `${id}/workflow` }, fault }]);
  await choosePackage(page, 'Novel words');
  const again = page.getByRole('main').getByRole('button', { name: 'Try again' });
  await expect(again).toBeVisible();
  // Kept as not understood: the list tells nothing new of it, so no sync asks again soon.
  await expect.poll(() => readDetailError(page, id)).toBe('ANSWER_UNEXPECTED');
  await setHubFaults(desk, []);
  await again.click();
  // Well before the next sync could have brought it.
  await expect.poll(() => readLanes(page), { timeout: 5_000 }).toEqual([['Chris'], ['Craig']]);
});

test('an arrangement survives leaving, and a colleague’s change is shown beside it', async ({
  desk,
}) => {
  const { page } = desk;
  const packageId = await openNewPackage(desk, { name: 'Kept one', recipients: TWO });
  await moveForward(page, 'Craig');
  await expect.poll(() => readLanes(page)).toEqual([['Chris', 'Craig']]);
  await page.getByRole('button', { name: 'All packages' }).click();
  await expect(page.getByRole('grid', { name: 'Packages' })).toContainText('Not sent yet');
  await page.getByRole('grid', { name: 'Packages' }).getByText('Kept one').click();
  await expect.poll(() => readLanes(page)).toEqual([['Chris', 'Craig']]);
  await actAsColleague(desk, 'add', { packageId, email: 'nova@example.com', name: 'Nova' });
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(page.locator('[data-plan="stale"]')).toContainText('Changed at the service since');
  await expect(page.getByText('Added: Nova')).toBeVisible();
  await page.getByRole('button', { name: 'Take theirs' }).click();
  await expect.poll(() => readLanes(page)).toEqual([['Chris'], ['Craig'], ['Nova']]);
});

test('a change undone at once stays undone, whatever the engine answers about the moment before', async ({
  desk,
}) => {
  const { page } = desk;
  await openNewPackage(desk, { name: 'Undone at once', recipients: TWO });
  // In the very moment in which the page is told of the kept change, and asks for it.
  const undone = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const stop = window.desk.subscribe('package.changed', () => {
          const said = document.querySelector('[data-sentence]')?.textContent ?? '';
          if (!said.includes('moved from')) return;
          stop();
          document.querySelector<HTMLElement>('button[aria-label^="Undo"]')?.click();
          resolve();
        });
      }),
  );
  await moveForward(page, 'Craig');
  await undone;
  await expect(readSentence(page)).toContainText('Undone.');
  await page.getByRole('button', { name: 'All packages' }).click();
  await page.getByRole('grid', { name: 'Packages' }).getByText('Undone at once').click();
  await expect.poll(() => readLanes(page)).toEqual([['Chris'], ['Craig']]);
  await expect(page.getByRole('button', { name: /^No changes/ })).toBeVisible();
});

test('list, builder and preview are accessible in both themes', async ({ desk }) => {
  const { page } = desk;
  await openNewPackage(desk, { name: 'Seen by axe', recipients: TWO });
  await moveForward(page, 'Craig');
  await checkAxeInBothThemes(page);
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('dialog', { name: 'Preview changes' })).toBeVisible();
  await checkAxeInBothThemes(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'All packages' }).click();
  await expect(page.getByRole('grid', { name: 'Packages' })).toBeVisible();
  await checkAxeInBothThemes(page);
});

/** What the engine says of a package it keeps; null when that can be shown. */
async function readDetailError(page: Page, id: number): Promise<string | null> {
  return await page.evaluate(async (packageId) => {
    const status = await window.desk.call('desk.status', null);
    if (!status.ok) return status.error.code;
    const account = status.value.accounts.find(({ kind }) => kind === 'signinghub');
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a key is written like this
    const key = `${account?.id ?? ''}/${packageId}` as PackageKey;
    const detail = await window.desk.call('package.detail', { key });
    return detail.ok ? null : detail.error.code;
  }, id);
}
