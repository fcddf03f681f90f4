// The engine may die; the page hears of it, calls fail with a code, and the desk comes back by itself.
import { expect, test } from '../support/desk-app.ts';
import type { DeskApp } from '../support/desk-app.ts';

async function readEvents(desk: DeskApp): Promise<string[]> {
  return desk.page.evaluate(() => (globalThis as { heard?: string[] }).heard ?? []);
}

test('the page hears that the engine is gone and back, and its calls work again', async ({
  desk,
}) => {
  await desk.page.evaluate(() => {
    const heard: string[] = [];
    (globalThis as { heard?: string[] }).heard = heard;
    window.desk.subscribe('engine.gone', () => heard.push('gone'));
    window.desk.subscribe('engine.back', () => heard.push('back'));
  });
  await desk.page.evaluate(() => window.desk.call('desk.status', null));
  const pid = desk.readEnginePid();
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => readEvents(desk)).toEqual(['gone', 'back']);
  expect(desk.readEnginePid()).not.toBe(pid);
  const answer = await desk.page.evaluate(() => window.desk.call('desk.status', null));
  expect(answer.ok).toBe(true);
});

test('the app quits in time and leaves no engine behind', async ({ launcher }) => {
  const desk = await launcher.launch();
  await desk.page.evaluate(() => window.desk.call('desk.status', null));
  const pid = desk.readEnginePid();
  await desk.close();
  expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  const events = desk.readLog().map(({ event }) => event);
  expect(events).toContain('shell.quit');
  expect(events).not.toContain('engine.killedAtStop');
});

test('the window comes back where it was', async ({ launcher }) => {
  const first = await launcher.launch();
  const wanted = { x: 60, y: 40, width: 1200, height: 700 };
  await first.app.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(bounds);
  }, wanted);
  await first.close();
  const second = await launcher.launch();
  const bounds = await second.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds(),
  );
  expect(bounds).toEqual(wanted);
});
