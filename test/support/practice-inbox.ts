// Owns: bringing a fresh desk to the practice inbox and reading what a person would see there.
// Must not: know what a test does with it.
import { expect } from './desk-app.ts';
import type { DeskApp } from './desk-app.ts';
import type { Locator, Page } from '@playwright/test';

/** The first sync of the practice desk reads a few hundred requests: some seconds on two busy cores. */
const FIRST_SYNC_TIMEOUT_MS = 45_000;

/** Opens the practice desk in one click, as on a first run, and waits until its first sync is complete. */
export async function openPracticeInbox(desk: DeskApp): Promise<Page> {
  const { page } = desk;
  await page.getByRole('button', { name: 'Open the practice desk' }).click();
  await expect(page.getByRole('status', { name: 'Desk status' })).toContainText('data from', {
    timeout: FIRST_SYNC_TIMEOUT_MS,
  });
  await expect(readGrid(page).getByRole('row').first()).toBeVisible();
  return page;
}

export function readGrid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Reassign requests' });
}

/** The row the detail shows and the keys act on. */
export async function readActiveRow(page: Page): Promise<Locator> {
  const id = await readGrid(page).getAttribute('aria-activedescendant');
  return page.locator(`[id="${id ?? ''}"]`);
}

/** Id of the active request at the service: the part of its key after the account. */
export async function readActiveRequestId(page: Page): Promise<string> {
  const key = (await (await readActiveRow(page)).getAttribute('data-request')) ?? '';
  return key.slice(key.indexOf('/') + 1);
}

/** Sets the practice service's network with the switch of the sync card. */
export async function switchNetwork(page: Page, isOn: boolean): Promise<void> {
  const control = page.getByRole('switch', { name: 'Network' });
  // The switch's input is drawn by its label; a person clicks the label.
  if ((await control.isChecked()) !== isOn)
    await page.getByText('Network', { exact: true }).click();
  await expect(control).toBeChecked({ checked: isOn });
}

/** Sets settings as the settings screen would, to keep a test short. */
export async function setHold(page: Page, holdSeconds: number): Promise<void> {
  const result = await page.evaluate(
    (seconds) => window.desk.call('settings.set', { holdSeconds: seconds }),
    holdSeconds,
  );
  expect(result.ok).toBe(true);
}

/** Moves the active row down until it is one that can be approved without a question. */
export async function findPlainRow(page: Page): Promise<string> {
  const stop = page.getByRole('region', { name: 'Checks' }).getByText('Stop', { exact: true });
  const approve = page.getByRole('button', { name: 'Approve' });
  for (let tries = 0; tries < 40; tries += 1) {
    await waitForDetail(page);
    if ((await stop.count()) === 0 && (await approve.count()) > 0) return readActiveRequestId(page);
    await readGrid(page).press('ArrowDown');
  }
  throw new Error('No request without a stop among the first forty');
}

/** Waits until the detail shows the active row: its title is the row's dossier. */
export async function waitForDetail(page: Page): Promise<void> {
  const key = await (await readActiveRow(page)).getAttribute('data-request');
  await expect(page.locator(`[data-detail="${key ?? ''}"]`)).toBeVisible();
}
