// The builder by mouse in the real app: five recipients into lanes, queued, and the service holds exactly that.
import {
  dragWithMouse,
  findAddable,
  findCard,
  findGap,
  findLane,
  nameRecipients,
  openNewPackage,
  queueChanges,
  readKeptList,
  readLanes,
  readSentence,
} from './builder-steps.ts';
import { switchNetwork } from './practice-steps.ts';
import { expect, test } from '../support/desk-app.ts';

const FIVE = ['Ann One', 'Bob Two', 'Cas Three', 'Dee Four', 'Eve Five'];

test('five recipients are dragged into three steps, offline, and the service gets exactly that', async ({
  desk,
}) => {
  const { page } = desk;
  const recipients = nameRecipients(...FIVE);
  const id = await openNewPackage(desk, { name: 'Five by mouse', recipients });
  await expect.poll(() => readLanes(page)).toEqual(FIVE.map((name) => [name]));
  await switchNetwork(page, false);
  await dragWithMouse(page, findCard(page, 'Bob Two'), findLane(page, 1), async () => {
    await expect(readSentence(page)).toContainText('changes from sequential to custom');
  });
  await expect
    .poll(() => readLanes(page))
    .toEqual([['Ann One', 'Bob Two'], ['Cas Three'], ['Dee Four'], ['Eve Five']]);
  await expect(findCard(page, 'Bob Two')).toBeFocused();
  await dragWithMouse(page, findCard(page, 'Dee Four'), findGap(page, 0));
  await dragWithMouse(page, findCard(page, 'Cas Three'), findLane(page, 1));
  const wanted = [['Cas Three', 'Dee Four'], ['Ann One', 'Bob Two'], ['Eve Five']];
  await expect.poll(() => readLanes(page)).toEqual(wanted);
  await queueChanges(page);
  await expect(page.locator('[data-plan="running"]')).toBeVisible();
  await expect.poll(() => readLanes(page)).toEqual(wanted);
  await switchNetwork(page, true);
  await expect
    .poll(() => readKeptList(desk, id), { timeout: 40_000 })
    .toEqual(['CUSTOM', 'Ann One:2', 'Bob Two:2', 'Cas Three:1', 'Dee Four:1', 'Eve Five:3']);
  await expect(page.locator('[data-plan="running"]')).toBeHidden();
  await expect.poll(() => readLanes(page)).toEqual(wanted);
});

test('two users and one added at an occupied step: the desk says before that sequential becomes custom', async ({
  desk,
}) => {
  const { page } = desk;
  const id = await openNewPackage(desk, {
    name: 'Seed by mouse',
    recipients: nameRecipients('Chris', 'Craig'),
  });
  const added = page.locator('[data-addable]').first();
  const name = (await added.locator('bdi').first().textContent()) ?? '';
  await dragWithMouse(page, added, findLane(page, 2), async () => {
    await expect(readSentence(page)).toContainText('changes from sequential to custom');
    await expect(readSentence(page)).toContainText('Step 2 becomes parallel');
  });
  await expect.poll(() => readLanes(page)).toEqual([['Chris'], ['Craig', name]]);
  await queueChanges(page);
  await expect
    .poll(() => readKeptList(desk, id), { timeout: 30_000 })
    .toEqual(['CUSTOM', 'Chris:1', 'Craig:2', `${name}:2`]);
});

test('a click in the very middle of a card selects it and begins no drag', async ({ desk }) => {
  const { page } = desk;
  const recipients = nameRecipients('Ann One');
  await openNewPackage(desk, { name: 'One to click', recipients });
  await findCard(page, 'Ann One').click();
  await expect(page.getByRole('complementary', { name: 'Recipient', exact: true })).toContainText(
    'ann@example.com',
  );
  await page.getByRole('searchbox', { name: 'Find a recipient' }).fill('a');
  await expect(findAddable(page, 'a')).toBeVisible();
});
