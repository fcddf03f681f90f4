// Owns: the builder's pictures: the real app on the practice desk, in both themes and two widths, below `out/pictures`.
// With --keep the light wide one becomes the README's. Must not: draw anything that the app does not show.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { createDeskLauncher } from '../test/support/desk-app.ts';
import { buildApp, isBuildStale } from './build-app.ts';
import { OUT_FOLDER, PROJECT_ROOT } from './paths.ts';
import type { DeskApp } from '../test/support/desk-app.ts';

const PICTURES = join(OUT_FOLDER, 'pictures');
const README_PICTURE = join(PROJECT_ROOT, 'docs/images/builder-light.png');
const HEIGHT = 900;
/** A first sync of the practice desk takes a few seconds on two busy cores. */
const SLOW = { timeout: 60_000 };
const PACKAGE = 'Quarterly lease renewal';

const PEOPLE = [
  { name: 'Chris Larkin', email: 'chris.larkin@example.com', signingOrder: 1 },
  { name: 'Dana Whitfield', email: 'dana.whitfield@example.com', signingOrder: 2 },
  { name: 'Craig Mercer', email: 'craig.mercer@example.com', signingOrder: 2, role: 'REVIEWER' },
  { placeholder: 'Tenant', signingOrder: 3 },
  { name: 'Josie Amos', email: 'josie.amos@example.com', signingOrder: 4, role: 'CARBON_COPY' },
];

async function makePackage(desk: DeskApp): Promise<void> {
  const ready = desk.readLog().findLast(({ event }) => event === 'practice.ready');
  const answer = await fetch(`${String(ready?.['controlUrl'])}/signinghub/packages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: PACKAGE, type: 'CUSTOM', recipients: PEOPLE }),
  });
  if (!answer.ok) throw new Error(`The package was not made: ${await answer.text()}`);
}

async function openBuilder(desk: DeskApp): Promise<void> {
  const { page } = desk;
  await page.getByRole('button', { name: 'Open the practice desk' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible(SLOW);
  await makePackage(desk);
  await page.getByRole('button', { name: 'Look now' }).click();
  await page.getByRole('link', { name: 'Workflows', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search packages' }).fill(PACKAGE);
  const row = page.getByRole('grid', { name: 'Packages' }).getByText(PACKAGE, { exact: true });
  await row.click(SLOW);
  await expect(page.getByRole('region', { name: 'Signing order' })).toBeVisible(SLOW);
  await page.getByText('Dana Whitfield', { exact: true }).click();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.locator('[data-sentence]')).toContainText('Chris Larkin and Dana Whitfield');
}

async function takePictures({ app, page }: DeskApp): Promise<void> {
  for (const width of [1024, 1440]) {
    await app.evaluate(
      ({ BrowserWindow }, size) =>
        BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height: HEIGHT },
    );
    await expect.poll(() => page.evaluate('innerWidth')).toBe(width);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(PICTURES, `builder-${colorScheme}-${width}.png`) });
    }
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
    await page.screenshot({ path: join(PICTURES, `builder-forced-${width}.png`) });
    await page.emulateMedia({ colorScheme: null, forcedColors: null });
  }
}

if (isBuildStale()) await buildApp();
mkdirSync(PICTURES, { recursive: true });
const launcher = createDeskLauncher();
try {
  const desk = await launcher.launch();
  await openBuilder(desk);
  await takePictures(desk);
  if (process.argv.includes('--keep')) {
    copyFileSync(join(PICTURES, 'builder-light-1440.png'), README_PICTURE);
  }
  console.log('[pictures] taken, in out/pictures/');
} finally {
  await launcher.dispose();
}
