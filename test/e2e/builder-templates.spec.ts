// Lane templates saved, applied and removed; the outline as text; somebody known offline in another's place.
import {
  findCard,
  makePackage,
  moveForward,
  nameRecipients,
  openNewPackage,
  openPackageByName,
  readLanes,
  readSentence,
} from './builder-steps.ts';
import { checkAxeInBothThemes } from './check-axe.ts';
import { openPractice, switchNetwork } from './practice-steps.ts';
import { expect, test } from '../support/desk-app.ts';

const THREE = nameRecipients('Ann', 'Bob', 'Cas');

test('lanes are saved as a template, used on another package, undone, and the template removed', async ({
  desk,
}) => {
  const { page } = desk;
  await openPractice(page);
  await makePackage(desk, { name: 'The pattern', recipients: THREE });
  await makePackage(desk, { name: 'The copy', recipients: THREE.slice(0, 1) });
  await openPackageByName(page, 'The pattern');
  await moveForward(page, 'Cas');
  await page.getByRole('button', { name: 'Templates' }).click();
  await page.getByRole('menuitem', { name: 'Save these lanes as a template…' }).click();
  await page.getByRole('textbox', { name: 'Name of the template' }).fill('Two together last');
  await checkAxeInBothThemes(page);
  await page.getByRole('textbox', { name: 'Name of the template' }).press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'All packages' }).click();
  await openPackageByName(page, 'The copy');
  await page.getByRole('button', { name: 'Templates' }).click();
  await page.getByRole('menuitem', { name: /Two together last/ }).click();
  await expect(readSentence(page)).toContainText('Template used: Two together last');
  await expect.poll(() => readLanes(page)).toEqual([['Ann'], ['Bob', 'Cas']]);
  // The menu gives the focus back before the keys are the builder's again.
  await expect(page.getByRole('menu')).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect.poll(() => readLanes(page)).toEqual([['Ann']]);
  await page.getByRole('button', { name: 'Templates' }).click();
  await page.getByRole('menuitem', { name: 'Remove a template…' }).click();
  await checkAxeInBothThemes(page);
  await page.getByRole('button', { name: /^Remove .Two together last/ }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'Templates' }).click();
  await expect(page.getByRole('menuitem', { name: /Two together last/ })).toBeHidden();
});

test('the outline says step by step who acts and who is mailed when', async ({ desk }) => {
  const { page } = desk;
  await openNewPackage(desk, { name: 'As text', recipients: THREE });
  await moveForward(page, 'Cas');
  await page.getByRole('button', { name: 'Outline' }).click();
  const outline = page.getByRole('dialog', { name: /outline/i });
  await expect(outline).toContainText('Ann');
  await expect(outline.getByRole('listitem').filter({ hasText: 'Step 2' }).first()).toContainText(
    'Cas',
  );
  await checkAxeInBothThemes(page);
});

test('offline, somebody known to the desk is offered when another is replaced', async ({
  desk,
}) => {
  const { page } = desk;
  await openNewPackage(desk, { name: 'Somebody else', recipients: THREE });
  await switchNetwork(page, false);
  const known = await page.locator('[data-addable*="@"]').first().getAttribute('data-addable');
  if (known === null) throw new Error('The palette knows nobody');
  await findCard(page, 'Bob').focus();
  await page.getByRole('button', { name: 'Replace…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill(known.slice(0, 6));
  await checkAxeInBothThemes(page);
  await dialog.getByRole('button', { name: known }).click();
  await expect(dialog.getByRole('textbox', { name: 'E-mail' })).toHaveValue(known);
  await expect(dialog.getByRole('textbox', { name: 'Name' })).not.toHaveValue('');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(readSentence(page)).toContainText('Changed:');
  await expect(findCard(page, 'Bob')).toBeHidden();
});
