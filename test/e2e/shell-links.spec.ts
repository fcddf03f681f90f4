// Deep links and second starts: they show a view of the one running desk and never act.
import { spawn } from 'node:child_process';
import { findElectron } from '../../build/electron.ts';
import { createLaunchArgs } from '../../build/launch.ts';
import { expect, test } from '../support/desk-app.ts';
import type { DeskApp } from '../support/desk-app.ts';

const ID = '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d';
const LINK = `signing-desk://reassign/${ID}`;
const JUNK = [
  ['signing-desk://approve/all'],
  [`${LINK}?decision=approve`],
  [`${LINK}#approve`],
  ['signing-desk://reassign/../../etc/passwd'],
  ['javascript:alert(1)', 'https://evil.example/'],
  ['--inspect=0', '--remote-debugging-port=0', '--data-folder=/nowhere', 'x'.repeat(2_000)],
];

/** Starts a second one on the same folder and waits for its end; answers its exit code. */
async function startSecond(desk: DeskApp, args: readonly string[]): Promise<number | null> {
  const runtime = await findElectron();
  const own = [`--data-folder=${desk.dataFolder}`, ...args];
  const child = spawn(runtime.executablePath, createLaunchArgs(runtime, own), { stdio: 'ignore' });
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
}

async function collectViews(desk: DeskApp): Promise<() => Promise<unknown[]>> {
  await desk.page.evaluate(() => {
    const views: unknown[] = [];
    (globalThis as { views?: unknown[] }).views = views;
    window.desk.subscribe('view.requested', (view) => views.push(view));
  });
  return () => desk.page.evaluate(() => (globalThis as { views?: unknown[] }).views ?? []);
}

function countViews(desk: DeskApp): number {
  return desk.readLog().filter(({ event }) => event === 'view.requested').length;
}

test('a second start hands its link over, ends by itself, and the view is asked for once', async ({
  desk,
}) => {
  const readViews = await collectViews(desk);
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  expect(await startSecond(desk, [LINK])).toBe(0);
  await expect.poll(readViews).toEqual([{ view: 'inbox', requestId: ID }]);
  expect(desk.app.windows()).toHaveLength(1);
  const isShown = await desk.app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized() === false,
  );
  expect(isShown).toBe(true);
});

test('junk and switches of a second start do nothing: no view, no navigation, no decision', async ({
  desk,
}) => {
  const readViews = await collectViews(desk);
  const readQueue = (): Promise<unknown> =>
    desk.page.evaluate(async () => {
      const status = await window.desk.call('desk.status', null);
      return status.ok ? status.value.queue : status.error.code;
    });
  const [url, queue] = [desk.page.url(), await readQueue()];
  for (const args of JUNK.slice(0, 5))
    expect(await startSecond(desk, args), args.join(' ')).toBe(0);
  // The last argument that counts wins nothing: another folder means another desk, so only switches are tried.
  expect(await startSecond(desk, JUNK[5]?.filter((arg) => !arg.startsWith('--data')) ?? [])).toBe(
    0,
  );
  expect(await readViews()).toEqual([]);
  expect(countViews(desk)).toBe(0);
  expect(desk.page.url()).toBe(url);
  expect(await readQueue()).toEqual(queue);
});

test('a link that starts the app asks for its view once the page is there', async ({
  launcher,
}) => {
  const desk = await launcher.launch({ args: [LINK] });
  await expect.poll(() => countViews(desk)).toBe(1);
  expect(desk.page.url()).toBe('app://desk/index.html');
});

test('junk that starts the app asks for nothing', async ({ launcher }) => {
  const desk = await launcher.launch({ args: [`${LINK}?decision=approve`] });
  expect(desk.page.url()).toBe('app://desk/index.html');
  expect(countViews(desk)).toBe(0);
});

test('links the system hands over are read as strictly', async ({ desk }) => {
  const readViews = await collectViews(desk);
  const open = (link: string): Promise<boolean> =>
    desk.app.evaluate(
      ({ app }, url) => app.emit('open-url', { preventDefault: () => {} }, url),
      link,
    );
  await open(`${LINK}?x=1`);
  await open(LINK.toUpperCase());
  await expect.poll(readViews).toEqual([{ view: 'inbox', requestId: ID }]);
});
