// Owns: bringing a fresh desk to the practice inbox and reading what a person would see there.
// Must not: know what a test does with it.
import { expect } from '../support/desk-app.ts';
import { changeSettings, openPractice } from './practice-steps.ts';
import type { DeskApp } from '../support/desk-app.ts';
import type { Locator, Page } from '@playwright/test';

/** Opens the practice desk in one click, as on a first run, and waits until its first sync is complete. */
export async function openPracticeInbox(desk: DeskApp): Promise<Page> {
  const { page } = desk;
  await openPractice(page);
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
  const key = (await (await readActiveRow(page)).getAttribute('data-row')) ?? '';
  return key.slice(key.indexOf('/') + 1);
}

/** Sets the undo window. */
export async function setHold(page: Page, holdSeconds: number): Promise<void> {
  await changeSettings(page, { holdSeconds });
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
  const key = await (await readActiveRow(page)).getAttribute('data-row');
  await expect(page.locator(`[data-detail="${key ?? ''}"]`)).toBeVisible();
}
