// What the desktop shows of the desk: tray, badge, notification and menus. The virtual display has no tray and no
// notification service, so these are observed where the app hands them to Electron: on its real Tray, Menu, app and
// Notification objects.
import { findPlainRow, openPracticeInbox, readGrid, setHold } from './practice-inbox.ts';
import { goToScreen, openPractice, switchNetwork } from './practice-steps.ts';
import { buildSandboxRequest } from '../builders/sandbox-request.ts';
import { expect, test } from '../support/desk-app.ts';
import type { DeskApp } from '../support/desk-app.ts';

interface Shown {
  tooltip: string;
  badge: number;
  menu: { label: string; enabled: boolean }[];
  notes: { title: string; body: string }[];
}

/** Keeps what the app gives to the desktop from now on; the objects still do what they did. */
async function watchDesktop(desk: DeskApp): Promise<() => Promise<Shown>> {
  await desk.app.evaluate(({ Tray, Notification, app }) => {
    const shown: Shown = { tooltip: '', badge: -1, menu: [], notes: [] };
    const state = globalThis as {
      shown?: Shown;
      trayMenu?: Electron.Menu;
      note?: Electron.Notification;
    };
    state.shown = shown;
    // oxlint-disable-next-line typescript/unbound-method -- both are called with the tray they are called on
    const { setToolTip, setContextMenu } = Tray.prototype;
    Tray.prototype.setToolTip = function watch(text) {
      shown.tooltip = text;
      setToolTip.call(this, text);
    };
    Tray.prototype.setContextMenu = function watch(menu) {
      if (menu !== null) state.trayMenu = menu;
      shown.menu = (menu?.items ?? []).map(({ label, enabled }) => ({ label, enabled }));
      setContextMenu.call(this, menu);
    };
    const setBadgeCount = app.setBadgeCount.bind(app);
    app.setBadgeCount = (count) => {
      shown.badge = count ?? -1;
      return setBadgeCount(count);
    };
    Notification.isSupported = () => true;
    Notification.prototype.show = function watch() {
      state.note = this;
      shown.notes.push({ title: this.title, body: this.body });
    };
  });
  return () => desk.app.evaluate(() => (globalThis as { shown?: Shown }).shown ?? ({} as Shown));
}

async function clickTray(desk: DeskApp, label: string): Promise<void> {
  await desk.app.evaluate((_electron, wanted) => {
    const { trayMenu } = globalThis as { trayMenu?: Electron.Menu };
    trayMenu?.items.find((item) => item.label === wanted)?.click();
  }, label);
}

/** Chooses an item of the application menu, as the pointer does. */
async function clickMenu(desk: DeskApp, menu: string, label: string): Promise<void> {
  await desk.app.evaluate(
    ({ BrowserWindow, Menu }, [wantedMenu, wantedItem]) => {
      const items = Menu.getApplicationMenu()?.items ?? [];
      const submenu = items.find((item) => item.label === wantedMenu)?.submenu;
      const item = submenu?.items.find((one) => one.label === wantedItem);
      if (item === undefined) throw new Error(`No item ${wantedItem}`);
      const window = BrowserWindow.getAllWindows()[0];
      // As Electron's own click does it: items with a role act on the window in front.
      (item.click as (...args: unknown[]) => void)({}, window, window?.webContents);
    },
    [menu, label],
  );
}

async function readPendingCount(desk: DeskApp): Promise<number> {
  return desk.page.evaluate(async () => {
    const status = await window.desk.call('desk.status', null);
    return status.ok ? status.value.pendingCount : -1;
  });
}

async function isSyncing(desk: DeskApp): Promise<boolean> {
  return desk.page.evaluate(async () => {
    const status = await window.desk.call('desk.status', null);
    return status.ok && status.value.accounts.some(({ sync }) => sync.state === 'running');
  });
}

async function setOnline(desk: DeskApp, isOnline: boolean): Promise<void> {
  await desk.page.evaluate(
    (value) => window.desk.call('practice.setOnline', { isOnline: value }),
    isOnline,
  );
}

function readControlUrl(desk: DeskApp): string {
  return String(desk.readLog().findLast(({ event }) => event === 'practice.ready')?.['controlUrl']);
}

test('tray and badge follow the pending requests, and the tray says when the desk is offline', async ({
  desk,
}) => {
  const readShown = await watchDesktop(desk);
  await openPractice(desk.page);
  const count = await readPendingCount(desk);
  expect(count).toBeGreaterThan(1);
  await expect.poll(async () => (await readShown()).badge).toBe(count);
  const { tooltip, menu } = await readShown();
  expect(tooltip).toBe(`Signing Desk: ${count} pending`);
  expect(menu.filter(({ label }) => label !== '')).toEqual([
    { label: `${count} pending requests`, enabled: false },
    { label: 'Open Signing Desk', enabled: true },
    { label: 'Pause sending', enabled: true },
    { label: 'Quit Signing Desk', enabled: true },
  ]);

  await clickTray(desk, 'Pause sending');
  await expect
    .poll(async () => (await readShown()).menu.map(({ label }) => label))
    .toContain('Resume sending');
  await goToScreen(desk.page, 'Queue');
  await expect(desk.page.getByRole('button', { name: 'Resume' })).toBeVisible();
  await clickTray(desk, 'Resume sending');
  await expect
    .poll(async () => (await readShown()).menu.map(({ label }) => label))
    .toContain('Pause sending');

  await goToScreen(desk.page, 'Settings');
  await switchNetwork(desk.page, false);
  await clickMenu(desk, 'File', 'Sync now');
  await expect
    .poll(async () => (await readShown()).tooltip)
    .toBe(`Signing Desk: ${count} pending (offline)`);
});

test('requests that arrive together are told once, without a name, only while nobody looks; a click opens the desk', async ({
  desk,
}) => {
  const readShown = await watchDesktop(desk);
  await openPracticeInbox(desk);
  const before = await readPendingCount(desk);
  const arrive = async (count: number): Promise<void> => {
    // Out of reach meanwhile, so that no sync of the desk's own comes between two of them.
    await setOnline(desk, false);
    for (let made = 0; made < count; made += 1) {
      await buildSandboxRequest({ controlUrl: readControlUrl(desk) });
    }
    await setOnline(desk, true);
    await clickMenu(desk, 'File', 'Sync now');
  };
  // Somebody looks at the desk: the list says so, the system need not.
  await desk.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    if (window !== undefined) window.isFocused = () => true;
  });
  await arrive(1);
  await expect.poll(() => readPendingCount(desk)).toBe(before + 1);
  // What arrived is told when the sync is over, after it is counted.
  await expect.poll(() => isSyncing(desk)).toBe(false);
  expect((await readShown()).notes).toEqual([]);

  await desk.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    if (window !== undefined) window.isFocused = () => false;
  });
  await arrive(3);
  await expect
    .poll(async () => (await readShown()).notes)
    .toEqual([{ title: '3 new reassign requests', body: 'Open the desk to look at it.' }]);

  await desk.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.hide();
    (globalThis as { note?: Electron.Notification }).note?.emit('click');
  });
  await expect
    .poll(() =>
      desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()),
    )
    .toBe(true);

  await desk.page.evaluate(() => window.desk.call('settings.set', { notifyNewRequests: false }));
  await arrive(1);
  await expect.poll(() => readPendingCount(desk)).toBe(before + 5);
  await expect.poll(() => isSyncing(desk)).toBe(false);
  expect((await readShown()).notes).toHaveLength(1);
  expect(await desk.readLedger('kind=state&cause=api')).toEqual([]);
});

test('each item of the menus does what it says', async ({ desk }) => {
  const page = await openPracticeInbox(desk);
  await setHold(page, 60);
  const heading = (name: string) => page.getByRole('heading', { level: 1, name });
  await clickMenu(desk, 'Go', 'Queue');
  await expect(heading('Queue')).toBeVisible();
  await clickMenu(desk, 'Go', 'Settings…');
  await expect(heading('Settings')).toBeVisible();
  await clickMenu(desk, 'Go', 'Inbox');
  await expect(heading('Inbox')).toBeVisible();
  await clickMenu(desk, 'Help', 'All commands…');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await clickMenu(desk, 'Help', 'Keyboard shortcuts');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await readGrid(page).focus();
  await findPlainRow(page);
  await readGrid(page).press('a');
  const undo = page.getByRole('button', { name: /^Undo/ });
  await expect(undo).toBeVisible();
  await clickMenu(desk, 'Edit', 'Undo last decision');
  await expect(undo).toBeHidden();

  const zoom = () =>
    desk.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor(),
    );
  await clickMenu(desk, 'View', 'Zoom in');
  await expect.poll(zoom).toBeGreaterThan(1);
  await clickMenu(desk, 'View', 'Actual size');
  await expect.poll(zoom).toBe(1);
});
