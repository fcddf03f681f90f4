// Whatever the service answers, the screen says what it is, the rows stay, and the desk comes back by itself.
import {
  openPractice,
  readOldestPending,
  readPending,
  setPracticeFaults,
} from './practice-steps.ts';
import { expect, test } from '../support/desk-app.ts';

const LIST = { method: 'GET', pattern: '/reassignrequests$' };

const CASES: readonly { name: string; fault: object; says: string }[] = [
  {
    name: 'an answer of 200 MB',
    fault: { type: 'oversized', sizeBytes: 200_000_000 },
    says: 'sent more than the desk reads',
  },
  { name: 'a list that breaks off', fault: { type: 'truncated' }, says: 'broke off' },
  {
    name: 'a sign-in page of the network',
    fault: { type: 'captive-portal' },
    says: 'not the service',
  },
  { name: 'text that is no JSON', fault: { type: 'malformed' }, says: 'service' },
  { name: 'a refused key', fault: { type: 'status', status: 401 }, says: 'refuses the key' },
  {
    name: 'a redirect',
    fault: { type: 'redirect', location: 'http://127.0.0.1:9/elsewhere' },
    says: 'pointed somewhere else',
  },
];

for (const { name, fault, says } of CASES) {
  test(`${name} is named, costs no row, and is over when the service is well again`, async ({
    desk,
  }) => {
    const { page } = desk;
    await openPractice(page);
    const before = await readPending(page, 500);
    await setPracticeFaults(desk, [{ match: LIST, fault }]);
    await page.getByRole('button', { name: 'Look now' }).click();
    const card = page.getByRole('region', { name: 'Connection' });
    await expect(card).toContainText(says);
    await expect(card).not.toContainText('Up to date');
    expect(await readPending(page, 500)).toEqual(before);
    await setPracticeFaults(desk, []);
    await page.getByRole('button', { name: 'Look now' }).click();
    await expect(card).toContainText('Up to date');
    expect(await readPending(page, 500)).toEqual(before);
  });
}

test('a state nobody knows is not guessed: the requests move to a view that says so, undecidable', async ({
  desk,
}) => {
  const { page } = desk;
  await openPractice(page);
  const before = await readPending(page, 500);
  await setPracticeFaults(desk, [
    {
      match: { method: 'GET', pattern: '/reassignrequests' },
      fault: { type: 'unknown-enum', field: 'state', value: 'escalated' },
    },
  ]);
  await page.getByRole('button', { name: 'Look now' }).click();
  await page.getByRole('link', { name: 'Unknown state' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Unknown state/ })).toBeVisible();
  await page.getByRole('row').first().click();
  await expect(page.getByRole('button', { name: 'Read this request again' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve', exact: true })).toHaveCount(0);
  expect(await readPending(page, 500)).toEqual([]);
  await setPracticeFaults(desk, []);
  await page.getByRole('button', { name: 'Look now' }).click();
  await expect.poll(async () => (await readPending(page, 500)).length).toBe(before.length);
});

test('a key refused in the middle of sending holds the decisions and says so', async ({ desk }) => {
  const { page } = desk;
  await openPractice(page);
  await page.evaluate(() => window.desk.call('settings.set', { holdSeconds: 0 }));
  await setPracticeFaults(desk, [
    { match: { pattern: '/reassignrequests/' }, fault: { type: 'status', status: 401 } },
  ]);
  const row = await readOldestPending(page);
  await page.evaluate(async ({ key, seenHash }) => {
    const decision = { kind: 'approve', message: null } as const;
    await window.desk.call('reassignRequest.decide', { key, seenHash, decision });
  }, row);
  await page.getByRole('link', { name: 'Queue', exact: true }).click();
  await expect(page.getByRole('main')).toContainText(/key/i);
  expect(await desk.readLedger('kind=state')).toEqual([]);
});
