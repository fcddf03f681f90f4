// The page never goes blank: markup is refused, and a screen that cannot be drawn offers a way back.
import { expect, test } from '../support/desk-app.ts';
import { openPractice } from './practice-steps.ts';
import type { DeskApp } from '../support/desk-app.ts';

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

/** Lets the app's own files through, or all but the settings screen's. */
async function withholdSettings(desk: DeskApp, isWithheld: boolean): Promise<void> {
  await desk.app.evaluate(({ session }, withheld) => {
    session.defaultSession.webRequest.onBeforeRequest(({ url }, answer) => {
      const isOwn = url.startsWith('app://desk/');
      answer({ cancel: !isOwn || (withheld && url.includes('settings-screen')) });
    });
  }, isWithheld);
}

test('a screen that cannot be drawn says so and can be drawn again', async ({ desk }) => {
  const { page } = desk;
  await openPractice(page);
  await withholdSettings(desk, true);
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Nothing is lost');
  await withholdSettings(desk, false);
  await page.getByRole('button', { name: 'Draw it again' }).click();
  await expect(page.getByRole('grid', { name: 'Reassign requests' })).toBeVisible();
});
