// The builder without a pointer: Alt with arrows, the keyboard drag, the menu, undo; and a drag whose card is gone.
import {
  findCard,
  nameRecipients,
  openNewPackage,
  queueChanges,
  readKeptList,
  readLanes,
  readSentence,
} from './builder-steps.ts';
import { expect, test } from '../support/desk-app.ts';

const LINK = 'signing-desk://reassign/0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d';
const recipients = nameRecipients('Ann', 'Bob', 'Cas', 'Dee', 'Eve');

test('five recipients are arranged by keys alone, undone, done again and queued', async ({
  desk,
}) => {
  const { page } = desk;
  const id = await openNewPackage(desk, { name: 'Five by keys', recipients });
  await findCard(page, 'Ann').focus();
  for (const name of ['Bob', 'Cas', 'Dee', 'Eve']) {
    await page.keyboard.press('ArrowRight');
    await expect(findCard(page, name)).toBeFocused();
    await expect(findCard(page, name)).toBeInViewport({ ratio: 1 });
  }
  for (const name of ['Dee', 'Cas', 'Bob']) {
    await page.keyboard.press('ArrowLeft');
    await expect(findCard(page, name)).toBeInViewport({ ratio: 1 });
  }
  await expect(findCard(page, 'Bob')).toBeFocused();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(findCard(page, 'Bob')).toBeFocused();
  await expect.poll(() => readLanes(page)).toEqual([['Ann', 'Bob'], ['Cas'], ['Dee'], ['Eve']]);
  await expect(readSentence(page)).toContainText('Bob moved from step 2 to step 1');
  await page.keyboard.press('Control+z');
  await expect.poll(() => readLanes(page)).toEqual([['Ann'], ['Bob'], ['Cas'], ['Dee'], ['Eve']]);
  await page.keyboard.press('Control+Shift+z');
  await expect(findCard(page, 'Bob')).toBeFocused();
  // A keyboard drag: Enter takes the card up, Tab goes from place to place, Enter drops it.
  await page.keyboard.press('End');
  await expect(findCard(page, 'Eve')).toBeFocused();
  await page.keyboard.press('Enter');
  const lane = page.locator('[data-lane="4"]');
  await expect(lane).toBeFocused();
  // Backwards: the card itself, the place before its lane, the lane before.
  await page.keyboard.press('Shift+Tab');
  await expect(findCard(page, 'Eve')).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.locator('[data-gap="3"]')).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.locator('[data-lane="3"]')).toBeFocused();
  await expect(readSentence(page)).toContainText('Step 3 becomes parallel');
  await page.keyboard.press('Enter');
  await expect(findCard(page, 'Eve')).toBeFocused();
  await expect.poll(() => readLanes(page)).toEqual([['Ann', 'Bob'], ['Cas'], ['Dee', 'Eve']]);
  await queueChanges(page);
  await expect
    .poll(() => readKeptList(desk, id), { timeout: 40_000 })
    .toEqual(['CUSTOM', 'Ann:1', 'Bob:1', 'Cas:2', 'Dee:3', 'Eve:3']);
});

test('a card moved on through a long workflow keeps the focus and stays in sight', async ({
  desk,
}) => {
  const { page } = desk;
  const many = Array.from({ length: 40 }, (_, index) => `Person${index + 1}`);
  await openNewPackage(desk, { name: 'Forty', recipients: nameRecipients(...many) });
  await findCard(page, 'Person1').focus();
  for (const next of ['Person2', 'Person3', 'Person4']) {
    await page.keyboard.press('ArrowRight');
    await expect(findCard(page, next)).toBeFocused();
  }
  for (let step = 5; step <= 24; step += 1) {
    await page.keyboard.press('Alt+ArrowDown');
    await expect(readSentence(page)).toContainText(`from step ${step - 1} to step ${step}`);
    await expect(findCard(page, 'Person4')).toBeFocused();
    await expect(findCard(page, 'Person4')).toBeInViewport({ ratio: 1 });
  }
  await page.keyboard.press('End');
  await expect(findCard(page, 'Person40')).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Home');
  await expect(findCard(page, 'Person1')).toBeInViewport({ ratio: 1 });
});

test('the menu and the number field do what a drag does', async ({ desk }) => {
  const { page } = desk;
  await openNewPackage(desk, { name: 'Five by menu', recipients });
  await findCard(page, 'Eve').focus();
  await page.getByRole('button', { name: 'Move Eve' }).click();
  await page.getByRole('menuitem', { name: 'To step 2, with Bob' }).click();
  await expect(findCard(page, 'Eve')).toBeFocused();
  await expect.poll(() => readLanes(page)).toEqual([['Ann'], ['Bob', 'Eve'], ['Cas'], ['Dee']]);
  const step = page.getByRole('spinbutton', { name: 'Signing order' });
  await step.fill('4');
  await step.press('Enter');
  await expect(step).toBeFocused();
  await expect.poll(() => readLanes(page)).toEqual([['Ann'], ['Bob'], ['Cas'], ['Dee', 'Eve']]);
});

test('a drag whose card leaves the page ends, and the keys work again', async ({ desk }) => {
  const { page } = desk;
  await openNewPackage(desk, { name: 'Five and away', recipients });
  await findCard(page, 'Bob').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-lane="2"]')).toBeFocused();
  // A link asks for another screen while the card is in the air.
  await desk.app.evaluate(
    ({ app }, link) => app.emit('second-instance', {}, [link], '', null),
    LINK,
  );
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
});
