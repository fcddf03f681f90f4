// Owns: dragging a card with a mouse across long workflows in the real app, and the cost of each frame meanwhile.
// Prints one JSON line. Must not: judge, subtract anything, or leave slow frames out; drag-metric.ts reads the line.
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { buildApp, isBuildStale } from '../../build/build-app.ts';
import { findLane, makePackage, openPackageByName, readSentence } from '../e2e/builder-steps.ts';
import { openPractice } from '../e2e/practice-steps.ts';
import { createDeskLauncher } from '../support/desk-app.ts';
import { readFrameCosts, recordTrace } from './trace-frames.ts';
import type { Page } from '@playwright/test';
import type { DeskApp } from '../support/desk-app.ts';
import type { DragRound, DragSide } from './drag-metric.ts';

const FEW = 20;
const SWEEPS = 4;
const MOVES_A_SWEEP = 40;
/**
 * How often an office mouse reports. Moves sent back to back would fill every frame to its end, however cheap each is:
 * then the figure says how fast this machine can send them, and not what a drag costs.
 */
const MOUSE_MS = 8;
const WINDOW = { width: 1440, height: 900 };

const [many, rounds] = process.argv.slice(2).map(Number);
if (many === undefined || rounds === undefined) throw new Error('drag-frame.ts RECIPIENTS ROUNDS');
console.log(JSON.stringify(await measure(many, rounds)));

async function measure(count: number, roundCount: number): Promise<readonly DragRound[]> {
  if (isBuildStale()) await buildApp();
  const launcher = createDeskLauncher();
  try {
    const desk = await launcher.launch();
    await prepare(desk, count);
    const measured: DragRound[] = [];
    // The first round compiles the code; that is not what is asked.
    for (let round = 0; round <= roundCount; round += 1) {
      const isEven = round % 2 === 0;
      const first = await dragIn(desk, isEven ? 'many' : 'few', round);
      const second = await dragIn(desk, isEven ? 'few' : 'many', round);
      const [manySide, fewSide] = isEven ? [first, second] : [second, first];
      if (round > 0) measured.push({ many: manySide, few: fewSide });
    }
    return measured;
  } finally {
    await launcher.dispose();
  }
}

function nameList(side: 'many' | 'few'): string {
  return `Drag among ${side}`;
}

async function prepare(desk: DeskApp, count: number): Promise<void> {
  await openPractice(desk.page);
  await desk.app.evaluate(({ BrowserWindow }, size) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
  }, WINDOW);
  for (const side of ['many', 'few'] as const) {
    const recipients = Array.from({ length: side === 'many' ? count : FEW }, (_, index) => ({
      name: `Recipient ${index + 1}`,
      email: `recipient${index + 1}@example.com`,
    }));
    await makePackage(desk, { name: nameList(side), recipients });
    const back = desk.page.getByRole('button', { name: 'All packages' });
    // The first reading of a workflow may take its turn behind the sample's.
    await expect(async () => {
      if (await back.isVisible()) await back.click();
      await openPackageByName(desk.page, nameList(side));
    }).toPass({ timeout: 120_000 });
    await back.click();
  }
}

/** Drags a card over the lanes in sight and back several times, drops it on a lane, and takes that back. */
async function dragIn(desk: DeskApp, side: 'many' | 'few', round: number): Promise<DragSide> {
  const { page } = desk;
  await openPackageByName(page, nameList(side));
  // The same places for both sides, another part of the board each round.
  const at = 2 + ((round * 5) % (FEW - 8));
  const card = findLane(page, at).locator('[data-card]').first();
  await card.focus();
  // A card half out of sight would be pressed where something else lies over it.
  await card.scrollIntoViewIfNeeded();
  const events = await recordTrace(desk, () => sweep(page, at));
  const dropMs = await timeUntilPainted(page, 'drop', () => page.mouse.up());
  await expect(readSentence(page)).toContainText('moved from step');
  await page.keyboard.press('Control+z');
  await expect(readSentence(page)).toContainText('Undone.');
  const keyMs = await timeUntilPainted(page, 'keydown', () => page.keyboard.press('Alt+ArrowDown'));
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'All packages' }).click();
  return { frames: readFrameCosts(events), dropMs, keyMs };
}

async function sweep(page: Page, at: number): Promise<void> {
  const board = await page.locator('[data-board]').boundingBox();
  const card = await findLane(page, at).locator('[data-card]').first().boundingBox();
  if (board === null || card === null) throw new Error('There is nothing to drag');
  const y = card.y + 20;
  await page.mouse.move(card.x + 60, y);
  await page.mouse.down();
  const width = board.width - 90;
  for (let sweeps = 0; sweeps < SWEEPS; sweeps += 1) {
    for (let step = 1; step <= MOVES_A_SWEEP; step += 1) {
      const share = (sweeps % 2 === 0 ? step : MOVES_A_SWEEP - step) / MOVES_A_SWEEP;
      const reportedMs = performance.now();
      await page.mouse.move(board.x + 45 + width * share, y + sweeps);
      await wait(Math.max(0, reportedMs + MOUSE_MS - performance.now()));
    }
  }
}

/** From an event until the first moment after its frame is painted, in ms. */
async function timeUntilPainted(
  page: Page,
  type: 'drop' | 'keydown',
  act: () => Promise<void>,
): Promise<number> {
  const taken = page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const listen = (event: Event) => {
          if (event instanceof KeyboardEvent && event.key === 'Alt') return;
          removeEventListener(wanted, listen, true);
          const began = performance.now();
          const channel = new MessageChannel();
          channel.port1.addEventListener('message', () => resolve(performance.now() - began));
          channel.port1.start();
          requestAnimationFrame(() => requestAnimationFrame(() => channel.port2.postMessage(null)));
        };
        addEventListener(wanted, listen, true);
      }),
    type,
  );
  await page.evaluate(() => document.title);
  await act();
  return taken;
}
