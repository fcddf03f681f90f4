// Owns: the running shell: it ties window, engine, practice desk, tray and menus together, and ends them in order.
// Must not: decide about the desk's work; it relays calls and events and shows counts.
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { app, powerMonitor, protocol, session, shell } from 'electron';
import { EVENT_NAMES } from '../../src-shared/contract/events.ts';
import { answerPageRequest, APP_ENTRY_URL, APP_ORIGIN, APP_SCHEME } from './app-protocol.ts';
import { createDeskMemory } from './desk-memory.ts';
import { askToOpenHost, askToQuit, askWhereToSave } from './dialogs.ts';
import { createEngineAdapter } from './engine-process.ts';
import { createEngineHost } from './engine-host.ts';
import { createHostRequests } from './host-requests.ts';
import { drawAppIcon } from './icon.ts';
import { registerCalls, sendEvent } from './ipc.ts';
import { lockEveryPage, lockSession } from './lock-down.ts';
import { addContextMenu, setApplicationMenu } from './menu.ts';
import { createArrivalNotifier } from './notifications.ts';
import { createPageFarewell } from './page-farewell.ts';
import { createPracticeHost } from './practice-host.ts';
import { createShellRoutes } from './shell-routes.ts';
import { createTableFiles } from './table-files.ts';
import { applyTheme, readBackgroundColor } from './theme.ts';
import { createDeskTray, createImage } from './tray.ts';
import { createMainWindow, revealWindow } from './window.ts';
import { readWindowState } from './window-state.ts';
import type { EventPayload } from '../../src-shared/contract/events.ts';
import type { EngineHost } from './engine-host.ts';
import type { PracticeHost } from './practice-host.ts';
import type { ShellOptions } from './shell-options.ts';
import type { WriteLog } from './shell-log.ts';
import type { DeskTray } from './tray.ts';
import type { MainWindow } from './window.ts';
import type { WindowState } from './window-state.ts';

export interface DeskShell {
  /** Brings the window to the front and, with an id, asks the page to show that request. Never acts. */
  reveal(requestId: string | null): void;
}

/** Starts the desk in an Electron that is ready. */
export function createDeskShell(options: ShellOptions, log: WriteLog): DeskShell {
  return new Shell(options, log);
}

/** The engine answers within milliseconds; a person who quits should not notice a wait. */
const STATUS_WAIT_MS = 1_000;
/** A place on the network that hangs must not keep the app from ending. */
const FILE_WAIT_MS = 1_000;
const EVENTS: ReadonlySet<string> = new Set(EVENT_NAMES);

class Shell implements DeskShell {
  readonly #options: ShellOptions;
  readonly #log: WriteLog;
  readonly #root: string;
  readonly #memory = createDeskMemory();
  readonly #practice: PracticeHost;
  readonly #engine: EngineHost;
  readonly #main: MainWindow;
  readonly #tray: DeskTray;
  readonly #confirmedHosts = new Set<string>();
  readonly #notifyArrival = createArrivalNotifier(() => this.reveal(null));
  readonly #tables = createTableFiles();
  readonly #farewell = createPageFarewell(() => this.#send('desk.closing', null));
  #isQuitting = false;

  constructor(options: ShellOptions, log: WriteLog) {
    this.#options = options;
    this.#log = log;
    // Development links the app into the runtime; children and page files are found by their real place.
    this.#root = realpathSync(app.getAppPath());
    this.#lockDown();
    const adapter = createEngineAdapter(this.#root);
    const entryPath = join(this.#root, 'out', 'main', 'sandbox.js');
    this.#practice = createPracticeHost({ adapter, entryPath, log });
    this.#engine = this.#createEngine(adapter);
    this.#engine.start();
    this.#registerCalls();
    this.#main = this.#createWindow();
    this.#tray = createDeskTray({
      onOpen: () => this.reveal(null),
      onSetPaused: (isPaused) => void this.#engine.call('queue.setPaused', { isPaused }),
      onQuit: () => void this.#quit(),
      log,
    });
    setApplicationMenu({
      isDevelopment: options.devServerUrl !== null,
      onCommand: (commandId) => {
        revealWindow(this.#main.window);
        this.#send('command.requested', { commandId });
      },
      onQuit: () => void this.#quit(),
    });
    this.#listenToSystem();
    void this.#refreshMemory();
  }

  reveal(requestId: string | null): void {
    revealWindow(this.#main.window);
    if (requestId === null) return;
    // Without the id: the log says that a link came, not whose request it names.
    this.#log({ event: 'view.requested' });
    this.#send('view.requested', { view: 'inbox', requestId });
  }

  #lockDown(): void {
    const lock = { isOwnUrl: (url: string) => this.#isOwnUrl(url), log: this.#log };
    lockEveryPage(lock);
    lockSession(session.defaultSession, lock);
    const pageFolder = join(this.#root, 'out', 'renderer');
    // Nothing of this app is read from a file address, so there is none.
    protocol.handle('file', () => new Response(null, { status: 403 }));
    protocol.handle(APP_SCHEME, (request) => answerPageRequest(pageFolder, request));
  }

  #isOwnUrl(url: string): boolean {
    if (url.startsWith(`${APP_ORIGIN}/`)) return true;
    const server = this.#options.devServerUrl;
    if (server === null) return false;
    return url.startsWith(`${server}/`) || url.startsWith(`${server.replace('http', 'ws')}/`);
  }

  #createEngine(adapter: ReturnType<typeof createEngineAdapter>): EngineHost {
    const { dataFolder, logFolder, keychainService } = this.#options;
    return createEngineHost({
      adapter,
      entryPath: join(this.#root, 'out', 'main', 'engine.js'),
      start: { dataFolder, logFolder, keychainService, appVersion: app.getVersion() },
      onEvent: (name, payload) => this.#receiveEvent(name, payload),
      onHostAsk: createHostRequests({
        practice: this.#practice,
        dataFolder,
        confirmHost: (host) => this.#confirmHost(host),
        openExternal: (url) => shell.openExternal(url),
      }),
      log: this.#log,
    });
  }

  #registerCalls(): void {
    registerCalls({
      findPage: () => this.#main.window.webContents,
      isOwnUrl: (url) => this.#isOwnUrl(url),
      callEngine: (route, input) => this.#engine.call(route, input),
      callShell: createShellRoutes({
        dataFolder: this.#options.dataFolder,
        // After the answer has left, so that the page's call does not end in the air.
        quit: () => setImmediate(() => void this.#quit()),
        notePageReady: () => this.#farewell.notePageReady(),
        setTheme: (theme) => this.#setTheme(theme),
        askWhereToSave: (name) => askWhereToSave(this.#main.window, name),
        tables: this.#tables,
      }),
      log: this.#log,
    });
  }

  #createWindow(): MainWindow {
    const statePath = join(this.#options.dataFolder, 'window-state.json');
    const state = readWindowState(statePath);
    applyTheme(state.theme);
    const server = this.#options.devServerUrl;
    const main = createMainWindow({
      preloadPath: join(this.#root, 'out', 'preload', 'index.cjs'),
      url: server === null ? APP_ENTRY_URL : `${server}/`,
      isDevelopment: server !== null,
      statePath,
      state,
      backgroundColor: readBackgroundColor(),
      icon: createImage(drawAppIcon(256)),
      onClose: () => this.#closeWindow(),
      log: this.#log,
    });
    addContextMenu(main.window);
    main.window.on('focus', () => this.#engine.nudge('focus'));
    return main;
  }

  #closeWindow(): void {
    const staysInTray = this.#memory.settings.keepRunningInTray && this.#tray.isShown;
    // On macOS an app outlives its window; elsewhere only by the person's wish.
    if (staysInTray || process.platform === 'darwin') this.#main.window.hide();
    else void this.#quit();
  }

  #listenToSystem(): void {
    powerMonitor.on('resume', () => this.#engine.nudge('resume'));
    app.on('activate', () => this.reveal(null));
    app.on('before-quit', (event) => {
      event.preventDefault();
      void this.#quit();
    });
  }

  #receiveEvent(name: string, payload: unknown): void {
    if (!EVENTS.has(name)) {
      this.#log({ event: 'engine.unknownEvent' });
      return;
    }
    this.#send(name, payload);
    if (name === 'status.changed') {
      this.#memory.takeStatus(payload as EventPayload<'status.changed'>);
      this.#tray.show(this.#memory.picture, this.#main.window);
    } else if (name === 'settings.changed') {
      this.#takeSettings(payload as EventPayload<'settings.changed'>);
    } else if (name === 'inbox.arrived') {
      const { count } = payload as EventPayload<'inbox.arrived'>;
      if (this.#memory.settings.notifyNewRequests && !this.#main.window.isFocused()) {
        this.#notifyArrival(count);
      }
    } else if (name === 'engine.back') {
      void this.#refreshMemory();
    }
  }

  /** Reads what the shell shows, at the start and after the engine came back. */
  async #refreshMemory(): Promise<void> {
    const [status, settings] = await Promise.all([
      this.#engine.call('desk.status', null),
      this.#engine.call('settings.get', null),
    ]);
    if (status.ok) this.#memory.takeStatus(status.value as EventPayload<'status.changed'>);
    if (settings.ok) this.#takeSettings(settings.value as EventPayload<'settings.changed'>);
    this.#tray.show(this.#memory.picture, this.#main.window);
  }

  #takeSettings(settings: EventPayload<'settings.changed'>): void {
    this.#memory.takeSettings(settings);
    this.#setTheme(settings.theme);
  }

  #setTheme(theme: WindowState['theme']): void {
    applyTheme(theme);
    this.#main.window.setBackgroundColor(readBackgroundColor());
    this.#main.rememberTheme(theme);
  }

  #send(name: string, payload: unknown): void {
    const page = this.#main.window.isDestroyed() ? null : this.#main.window.webContents;
    if (page?.isLoadingMainFrame() === true && name === 'view.requested') {
      page.once('did-finish-load', () => sendEvent(page, name, payload));
    } else {
      sendEvent(page, name, payload);
    }
  }

  async #confirmHost(host: string): Promise<boolean> {
    if (this.#confirmedHosts.has(host)) return true;
    const isWanted = await askToOpenHost(this.#main.window, host);
    if (isWanted) this.#confirmedHosts.add(host);
    return isWanted;
  }

  /** What the engine told last may be older than the decision just made. Nobody waits long for one that is stuck. */
  async #countUnsent(): Promise<number> {
    const answer = await Promise.race([
      this.#engine.call('desk.status', null),
      wait(STATUS_WAIT_MS, null, { ref: false }),
    ]);
    if (answer?.ok === true) {
      this.#memory.takeStatus(answer.value as EventPayload<'status.changed'>);
    }
    return this.#memory.picture.unsentCount;
  }

  async #quit(): Promise<void> {
    if (this.#isQuitting) return;
    this.#isQuitting = true;
    const unsentCount = await this.#countUnsent();
    if (unsentCount > 0 && !(await askToQuit(this.#main.window, unsentCount))) {
      this.#isQuitting = false;
      return;
    }
    this.#main.saveState();
    await this.#farewell.letPageSave();
    await Promise.race([this.#tables.close(), wait(FILE_WAIT_MS, null, { ref: false })]);
    // The engine first: it may still be writing what the practice service answered.
    await this.#engine.stop();
    await this.#practice.stop();
    this.#log({ event: 'shell.quit' });
    app.exit(0);
  }
}
