// Owns: asking axe about a page in both themes. Must not: leave anything out.
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '../support/desk-app.ts';
import { changeSettings } from './practice-steps.ts';
import type { Page } from '@playwright/test';

/** Checks what is on screen now, in light and in dark, against WCAG 2.2 A and AA and axe's best practices. */
export async function checkAxeInBothThemes(page: Page): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await changeSettings(page, { theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await checkAxe(page);
  }
}

/** Checks what is on screen now as it is. */
export async function checkAxe(page: Page): Promise<void> {
  // Electron opens no second page for axe to finish in; there are no frames here that would need it.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
  expect(told).toEqual([]);
}
