// Owns: steps that many stories in the practice desk begin with: open it, switch its network, decide some requests.
// Must not: judge outcomes; specs do.
import { expect } from '../support/desk-app.ts';
import type { Page } from '@playwright/test';
import type { DeskApp } from '../support/desk-app.ts';
import type { InboxRow } from '../../src-shared/contract/inbox-view.ts';
import type { Settings } from '../../src-shared/contract/settings.ts';

/** Opens the practice desk from the first screen and waits until its first sync is complete. */
export async function openPractice(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the practice desk' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  await expect.poll(() => hasSynced(page)).toBe(true);
}

async function hasSynced(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const status = await window.desk.call('desk.status', null);
    // Both services are read side by side; the packages may be there before the dossiers of the requests.
    const accounts = status.ok ? status.value.accounts : [];
    return accounts.length > 0 && accounts.every(({ sync }) => sync.completedAt !== null);
  });
}

/** Really opens or closes the practice service's port, by the switch a person has. */
export async function switchNetwork(page: Page, isOnline: boolean): Promise<void> {
  const network = page.getByRole('switch', { name: 'Network' });
  if ((await network.isChecked()) !== isOnline) {
    await page.locator('label', { has: network }).click();
  }
  await expect(network).toBeChecked({ checked: isOnline });
}

/** Asks the queue to go at once; where all has gone by itself already, the button is off and nothing happens. */
export async function sendNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send now', exact: true }).dispatchEvent('click');
}

export async function goToScreen(page: Page, name: 'Inbox' | 'Queue' | 'Settings'): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Ids of the requests whose state changed at the practice service, once for each change, sorted. */
export async function readChangedRequests(desk: DeskApp): Promise<readonly string[]> {
  const lines = await desk.readLedger('kind=state');
  return lines
    .filter(({ detail }) => detail['entity'] === 'reassignRequest')
    .map(({ requestId }) => requestId ?? '')
    .toSorted();
}

/** The service's own id of a row's request. */
export function readRequestId(row: InboxRow): string {
  return row.key.split('/')[1] ?? '';
}

/** Changes settings through the route the settings screen uses. */
export async function changeSettings(page: Page, change: Partial<Settings>): Promise<void> {
  const ok = await page.evaluate(
    async (part) => (await window.desk.call('settings.set', part)).ok,
    change,
  );
  expect(ok).toBe(true);
}

/** The oldest pending requests. */
export async function readPending(page: Page, limit: number): Promise<readonly InboxRow[]> {
  return page.evaluate(async (count) => {
    const input = {
      view: 'pending',
      search: '',
      sort: 'oldest',
      after: null,
      limit: count,
    } as const;
    const answer = await window.desk.call('inbox.page', input);
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.value.rows;
  }, limit);
}

/** The oldest pending request, of which the practice desk always has one. */
export async function readOldestPending(page: Page): Promise<InboxRow> {
  const [row] = await readPending(page, 1);
  if (row === undefined) throw new Error('the practice desk has no pending request');
  return row;
}

/** Decides requests as the inbox does and returns them: approves those without a reason, declines the others. */
export async function decideRequests(
  page: Page,
  rows: readonly InboxRow[],
  reason: string | null = null,
): Promise<void> {
  const items = rows.map(({ key, seenHash }) => ({
    key,
    seenHash,
    decision:
      reason === null
        ? ({ kind: 'approve', message: null } as const)
        : ({ kind: 'decline', reason } as const),
  }));
  const refusals = await page.evaluate(async (input) => {
    const answer = await window.desk.call('reassignRequest.decideMany', { items: input });
    if (!answer.ok) return [answer.error.code];
    return answer.value.flatMap(({ result }) => (result.ok ? [] : [result.error.code]));
  }, items);
  expect(refusals).toEqual([]);
}

/** Sets the fault rules of the practice service through its control surface; an empty list heals it. */
export async function setPracticeFaults(desk: DeskApp, rules: readonly object[]): Promise<void> {
  const ready = desk.readLog().findLast(({ event }) => event === 'practice.ready');
  const answer = await fetch(`${String(ready?.['controlUrl'])}/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(rules),
  });
  expect(answer.status).toBe(200);
}
