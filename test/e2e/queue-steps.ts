// Owns: finding what the queue's screen shows, as a person would. Must not: judge outcomes; specs do.
import type { Locator, Page } from '@playwright/test';

export type QueueSection = 'Needs attention' | 'Waiting' | 'Done today';

export function findSection(page: Page, name: QueueSection): Locator {
  return page.getByRole('region', { name });
}

/** The entry about somebody, by the name of whom it goes to. */
export function findEntry(section: Locator, toName: string): Locator {
  return section.getByRole('listitem').filter({ hasText: toName }).first();
}
