// Owns: steps of stories in the builder: making a package at the practice service, opening it, dragging with a mouse,
// reading lanes and the service's own list. Must not: judge outcomes; specs do.
import { openPractice } from './practice-steps.ts';
import { expect } from '../support/desk-app.ts';
import type { Locator, Page } from '@playwright/test';
import type { DeskApp } from '../support/desk-app.ts';

/** A recipient as the practice service's control surface takes it. */
export type MadeRecipient = Readonly<Record<string, string | number | boolean>>;

/** A package at the practice service, as the service itself keeps it. */
interface KeptPackage {
  readonly type: string;
  readonly recipients: readonly {
    readonly name?: string;
    readonly signingOrder: number;
    readonly role: string;
  }[];
}

async function callHubControl<T>(
  desk: DeskApp,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const ready = desk.readLog().findLast(({ event }) => event === 'practice.ready');
  const answer = await fetch(`${String(ready?.['controlUrl'])}/signinghub${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
  return (await answer.json()) as T;
}

/** Makes a package at the service; the desk knows nothing of it until it looks. */
export async function makePackage(
  desk: DeskApp,
  fields: Readonly<Record<string, unknown>>,
): Promise<number> {
  const { id } = await callHubControl<{ id: number }>(desk, 'POST', '/packages', fields);
  return id;
}

/** Recipients by name; each one's address begins with its first name. */
export function nameRecipients(...names: readonly string[]): readonly MadeRecipient[] {
  return names.map((name) => ({
    name,
    email: `${name.split(' ')[0]?.toLowerCase()}@example.com`,
  }));
}

/** The list as the service keeps it, in short, by place: `['CUSTOM', 'Chris:1', 'Craig:2']`. */
export async function readKeptList(desk: DeskApp, id: number): Promise<readonly string[]> {
  const kept = await callHubControl<KeptPackage>(desk, 'GET', `/packages/${id}`);
  const rows = kept.recipients.map((one) => `${one.name ?? ''}:${one.signingOrder}`);
  return [kept.type, ...rows];
}

/** Does something as a colleague, without the desk. */
export async function actAsColleague(
  desk: DeskApp,
  act: 'add' | 'remove' | 'move',
  body: Readonly<Record<string, unknown>>,
): Promise<void> {
  await callHubControl(desk, 'POST', `/colleague/${act}`, body);
}

/** Sets the fault rules of the practice service's SigningHub side; an empty list heals it. */
export async function setHubFaults(desk: DeskApp, rules: readonly object[]): Promise<void> {
  await callHubControl(desk, 'PUT', '/faults', rules);
}

/** Looks for changes, goes to the workflows and opens a package by its name. */
export async function openPackageByName(page: Page, name: string): Promise<void> {
  await choosePackage(page, name);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Signing order' })).toBeVisible();
}

/** The same, whatever opens then. */
export async function choosePackage(page: Page, name: string): Promise<void> {
  await page.evaluate(() => window.desk.call('sync.start', { accountId: null }));
  await page.getByRole('link', { name: 'Workflows', exact: true }).click();
  await page.getByRole('radio', { name: /^All/ }).click();
  await page.getByRole('searchbox', { name: 'Search packages' }).fill(name);
  await page.getByRole('grid', { name: 'Packages' }).getByText(name, { exact: true }).click();
}

/** Opens the practice desk with a package made for the story, and that package; answers its id. */
export async function openNewPackage(
  desk: DeskApp,
  fields: { readonly name: string } & Readonly<Record<string, unknown>>,
): Promise<number> {
  await openPractice(desk.page);
  const id = await makePackage(desk, fields);
  await openPackageByName(desk.page, fields.name);
  return id;
}

/** The names in each lane, as drawn. */
export async function readLanes(page: Page): Promise<readonly (readonly string[])[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[data-lane]')].map((lane) =>
      [...lane.querySelectorAll('[data-card]')].map(
        (card) => card.querySelector('bdi')?.textContent ?? '',
      ),
    ),
  );
}

/** The card of a recipient. */
export function findCard(page: Page, name: string): Locator {
  return page.locator('[data-card]').filter({ has: page.getByText(name, { exact: true }) });
}

/** The palette's entry with this address or name. */
export function findAddable(page: Page, who: string): Locator {
  return page.locator(`[data-addable="${who}"]`);
}

/** The place between lanes behind a step; `end` = behind all, 0 = before all. */
export function findGap(page: Page, step: number | 'end'): Locator {
  return page.locator(`[data-gap="${step}"]`);
}

export function findLane(page: Page, index: number): Locator {
  return page.locator(`[data-lane="${index}"]`);
}

/** Drags as a hand does: small moves first, several on the way. `beforeDrop` looks at what is said meanwhile. */
export async function dragWithMouse(
  page: Page,
  from: Locator,
  to: Locator,
  beforeDrop: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await from.scrollIntoViewIfNeeded();
  const start = await from.boundingBox();
  const goal = await to.boundingBox();
  if (start === null || goal === null) throw new Error('Nothing to drag, or nowhere to');
  const [x, y] = [start.x + start.width / 2, start.y + 12];
  const [toX, toY] = [goal.x + goal.width / 2, goal.y + goal.height - 12];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 4; step += 1) await page.mouse.move(x + step * 4, y + step * 2);
  for (let step = 1; step <= 8; step += 1) {
    await page.mouse.move(x + ((toX - x) * step) / 8, y + ((toY - y) * step) / 8);
  }
  await page.mouse.move(toX + 1, toY - 1);
  await beforeDrop();
  await page.mouse.up();
}

/** Moves a recipient one step to the front, by its key. */
export async function moveForward(page: Page, name: string): Promise<void> {
  await findCard(page, name).focus();
  await page.keyboard.press('Alt+ArrowLeft');
}

/** What the bar at the foot says. */
export function readSentence(page: Page): Locator {
  return page.locator('[data-sentence]');
}

/** Opens the preview by its key and confirms it. */
export async function queueChanges(page: Page): Promise<void> {
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'Preview changes' });
  await expect(dialog.getByRole('button', { name: /^Queue / })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
}
