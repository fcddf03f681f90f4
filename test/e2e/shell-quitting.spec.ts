// Leaving the desk: unsent work is named before quitting, a link shows and never decides, and a window that is to
// stay keeps the desk running.
import { openPracticeInbox } from './practice-inbox.ts';
import { changeSettings, decideRequests, readPending, readRequestId } from './practice-steps.ts';
import { expect, test } from '../support/desk-app.ts';
import type { DeskApp } from '../support/desk-app.ts';

function readWindow(desk: DeskApp) {
  return desk.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    return { isVisible: window?.isVisible(), isMaximized: window?.isMaximized() };
  });
}

test('quitting with unsent decisions says how many and that they are kept; cancel goes on working', async ({
  launcher,
}) => {
  const desk = await launcher.launch();
  const page = await openPracticeInbox(desk);
  await changeSettings(page, { holdSeconds: 60 });
  await desk.answerDialogs(1);
  const rows = await readPending(page, 2);
  await decideRequests(page, rows);
  await page.evaluate(() => window.desk.call('shell.quit', null));
  await expect.poll(() => desk.readDialogs()).toHaveLength(1);
  const [question] = await desk.readDialogs();
  expect(question).toContain('2 decisions have not been sent yet.');
  expect(question).toContain('They are kept on this computer');
  const status = await page.evaluate(() => window.desk.call('desk.status', null));
  expect(status.ok && status.value.queue.held).toBe(2);

  // Closing the window asks the same, and yes ends the app.
  await desk.answerDialogs(0);
  const exit = new Promise((resolve) => desk.app.process().once('exit', resolve));
  void desk.app
    .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    .catch(() => {});
  await exit;
  const again = await launcher.launch();
  await expect(again.page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  const kept = await again.page.evaluate(async () => {
    const answer = await window.desk.call('desk.status', null);
    return answer.ok ? answer.value.queue : null;
  });
  expect((kept?.held ?? 0) + (kept?.waiting ?? 0) + (kept?.sending ?? 0)).toBe(2);
});

test('a link to a pending request opens it, and neither decides nor drops what waits', async ({
  desk,
}) => {
  const page = await openPracticeInbox(desk);
  await changeSettings(page, { holdSeconds: 60 });
  const [first, , third] = await readPending(page, 3);
  if (first === undefined || third === undefined) throw new Error('too few pending requests');
  await decideRequests(page, [first]);
  await desk.app.evaluate(
    ({ app }, url) => app.emit('open-url', { preventDefault: () => {} }, url),
    `signing-desk://reassign/${readRequestId(third)}`,
  );
  await expect(page.locator(`[data-detail="${third.key}"]`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve' })).toBeVisible();
  const status = await page.evaluate(() => window.desk.call('desk.status', null));
  expect(status.ok && status.value.queue).toMatchObject({ held: 1, waiting: 0, sending: 0 });
  expect(await desk.readLedger('kind=state&cause=api')).toEqual([]);
});

test('a desk that keeps running hides its window on closing, works on, and comes back', async ({
  launcher,
}) => {
  const desk = await launcher.launch();
  const page = await openPracticeInbox(desk);
  await changeSettings(page, { keepRunningInTray: true });
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.maximize());
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(async () => (await readWindow(desk)).isVisible).toBe(false);
  const status = await page.evaluate(() => window.desk.call('desk.status', null));
  expect(status.ok).toBe(true);
  await desk.app.evaluate(({ app }) => app.emit('activate'));
  await expect.poll(async () => (await readWindow(desk)).isVisible).toBe(true);

  await desk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(1.25),
  );
  await desk.close();
  const again = await launcher.launch();
  const zoom = await again.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor(),
  );
  expect(zoom).toBe(1.25);
});
