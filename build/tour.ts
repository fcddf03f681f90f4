// Owns: the tour: the main job walked once in the real app against the practice desk, a line and a picture per step.
// Must not: reach around the page for what a person would do; the ledger is read to see what truly arrived.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { createDeskLauncher } from '../test/support/desk-app.ts';
import { OUT_FOLDER } from './paths.ts';
import type { Page } from '@playwright/test';
import type { DeskApp } from '../test/support/desk-app.ts';

const PICTURES = join(OUT_FOLDER, 'tour');
/** A first sync of the practice desk takes a few seconds on two busy cores. */
const SLOW = { timeout: 60_000 };

let stepCount = 0;
function say(line: string): void {
  stepCount += 1;
  console.log(`[tour] ${String(stepCount).padStart(2)}. ${line}`);
}

async function takePictures(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: null });
}

async function openPracticeDesk(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Welcome to Signing Desk' })).toBeVisible(SLOW);
  await takePictures(page, '1-welcome');
  say('the desk opens on its welcome');
  await page.getByRole('button', { name: 'Open the practice desk' }).click();
  const grid = page.getByRole('grid', { name: 'Reassign requests' });
  await expect(grid.getByRole('row').nth(1)).toBeVisible(SLOW);
  await expect(page.getByRole('status', { name: 'Desk status' })).toBeVisible();
  await takePictures(page, '2-inbox');
  say('the practice desk is synced; pending requests are listed');
}

/** The switch itself is hidden behind its drawing, as in any dressed check box: a person clicks the label. */
async function switchNetwork(page: Page): Promise<void> {
  const network = page.getByRole('switch', { name: 'Network' });
  await page.locator('label').filter({ has: network }).click();
}

async function decideOffline(page: Page): Promise<void> {
  const grid = page.getByRole('grid', { name: 'Reassign requests' });
  // By its name: a sync may still put another row at this place.
  const key = await grid.getByRole('row').nth(1).getAttribute('data-row');
  await grid.locator(`[data-row="${key}"]`).click();
  // The request before stays on screen until the answer is there, with a button of the same name.
  await expect(page.locator(`[data-detail="${key}"]`)).toBeVisible(SLOW);
  await takePictures(page, '3-request');
  say('a request is open with its difference and checks');
  await switchNetwork(page);
  await expect(page.getByRole('status', { name: 'Desk status' })).toContainText(/offline/i, SLOW);
  await takePictures(page, '4-offline');
  say('the practice service is offline');
  const title = page.locator('[data-pane="detail"] h2').first();
  const approved = (await title.textContent()) ?? '';
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByRole('button', { name: 'Decline…' })).toBeVisible();
  await expect(title).not.toHaveText(approved);
  say('one request is approved, offline; the next one is open');
  await page.getByRole('button', { name: 'Decline…' }).click();
  await page
    .getByRole('textbox', { name: 'Reason for declining' })
    .fill('The new person does not work on this contract.');
  await takePictures(page, '5-declining');
  await page.getByRole('button', { name: 'Decline', exact: true }).click();
  say('that one is declined with a reason, offline');
}

/** What the service holds to be decided by us, oldest first, such as `approved`. */
async function readDecisions(desk: DeskApp): Promise<readonly unknown[]> {
  const states = await desk.readLedger('kind=state&cause=api');
  return states
    .filter(({ detail }) => detail['entity'] === 'reassignRequest')
    .map(({ detail }) => detail['to']);
}

function readQueueCount(page: Page, count: 'held' | 'waiting' | 'sentToday'): Promise<unknown> {
  return page.evaluate(`desk.call('desk.status', null).then(({ value }) => value?.queue.${count})`);
}

async function comeBack(desk: DeskApp): Promise<void> {
  const { page } = desk;
  await page.getByRole('link', { name: 'Queue' }).click();
  await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible();
  // Ends the undo window, so that what keeps the decisions here is the missing service alone.
  await page.getByRole('button', { name: 'Send now' }).first().click();
  await expect.poll(() => readQueueCount(page, 'held'), SLOW).toBe(0);
  await expect.poll(() => readQueueCount(page, 'waiting'), SLOW).toBe(2);
  // The counts come a moment before the rows.
  await expect(page.getByText('Waiting for network')).toHaveCount(2, SLOW);
  await takePictures(page, '6-queue-waiting');
  const early = await readDecisions(desk);
  if (early.length > 0) throw new Error('Something was sent while the service was offline');
  say('the queue shows both decisions waiting; the ledger shows none');
  await switchNetwork(page);
  say('the practice service is back');
  await expect
    .poll(async () => (await readDecisions(desk)).map(String).toSorted().join(), SLOW)
    .toBe('approved,declined');
  await expect.poll(() => readQueueCount(page, 'sentToday'), SLOW).toBe(2);
  // Rows and counts of the views come a moment later.
  await expect(page.getByText('Sent', { exact: true })).toHaveCount(2, SLOW);
  const link = page.getByRole('link', { name: 'Decided, not settled' });
  const view = page.getByRole('listitem').filter({ has: link });
  await expect(view).toHaveText('Decided, not settled', SLOW);
  await takePictures(page, '7-queue-sent');
  say('both are confirmed: the ledger shows each exactly once');
}

async function walk(desk: DeskApp): Promise<void> {
  await openPracticeDesk(desk.page);
  await decideOffline(desk.page);
  await comeBack(desk);
}

async function tour(): Promise<void> {
  rmSync(PICTURES, { recursive: true, force: true });
  mkdirSync(PICTURES, { recursive: true });
  const launcher = createDeskLauncher();
  let desk: DeskApp | null = null;
  try {
    desk = await launcher.launch();
    await walk(desk);
    say(`done; pictures are in out/tour/`);
  } catch (error) {
    if (desk !== null && existsSync(PICTURES)) {
      await desk.page.screenshot({ path: join(PICTURES, 'failed.png') }).catch(() => {});
      for (const line of desk.readLog().slice(-15)) console.error(`[tour] ${JSON.stringify(line)}`);
    }
    throw error;
  } finally {
    await launcher.dispose();
  }
}

try {
  await tour();
} catch (error) {
  console.error(`[tour] failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
