// The page never goes blank: markup is refused, and a screen that cannot be drawn offers a way back.
import { expect, test } from '../support/desk-app.ts';
import { openPractice } from './practice-steps.ts';

test('no markup gets into the page, and emptying an element still works', async ({ desk }) => {
  const outcome = await desk.page.evaluate(() => {
    const element = document.createElement('div');
    element.append('said before');
    element.innerHTML = '';
    let refused: string | null = null;
    try {
      element.innerHTML = '<b>bold</b>';
    } catch (error) {
      refused = error instanceof Error ? error.name : 'unknown';
    }
    return { refused, left: element.childNodes.length };
  });
  expect(outcome).toEqual({ refused: 'TypeError', left: 0 });
});

test('a screen that cannot be drawn says so and can be drawn again', async ({ desk }) => {
  await openPractice(desk.page);
  await desk.page.route(/settings-screen.*\.js$/, (route) => route.abort());
  await desk.page.getByRole('link', { name: 'Settings' }).click();
  await expect(desk.page.getByRole('alert')).toContainText('Nothing is lost');
  await desk.page.unroute(/settings-screen.*\.js$/);
  await desk.page.getByRole('button', { name: 'Draw it again' }).click();
  await expect(desk.page.getByRole('grid', { name: 'Reassign requests' })).toBeVisible();
});
