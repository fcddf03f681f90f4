// Owns: the one window: made locked down, shown when painted, its place and zoom remembered.
// Must not: load anything but the app's own page.
import { BrowserWindow, screen } from 'electron';
import { MIN_HEIGHT, MIN_WIDTH, repairBounds, writeWindowState } from './window-state.ts';
import { WORDS } from './words.ts';
import type { BrowserWindowConstructorOptions, NativeImage } from 'electron';
import type { WindowState } from './window-state.ts';
import type { WriteLog } from './shell-log.ts';

export interface WindowOptions {
  readonly preloadPath: string;
  readonly url: string;
  readonly isDevelopment: boolean;
  readonly statePath: string;
  readonly state: WindowState;
  readonly backgroundColor: string;
  readonly icon: NativeImage;
  /** The person closes the window: whoever made it hides it or ends the app. */
  onClose(): void;
  log: WriteLog;
}

/** A page that keeps dying is left as it is after this many reloads in a row. */
const MAX_RELOADS = 3;
/** Moving a window fires many events; half a second after the last one is soon enough to remember. */
const SAVE_DELAY_MS = 500;

export interface MainWindow {
  readonly window: BrowserWindow;
  /** Remembers the theme beside the window's place, so that the first paint of the next start is right. */
  rememberTheme(theme: WindowState['theme']): void;
  /** Writes place, zoom and theme now. */
  saveState(): void;
}

/** Makes the window; it shows itself when the first picture is painted. */
export function createMainWindow(options: WindowOptions): MainWindow {
  const window = new BrowserWindow(describeWindow(options));
  if (options.state.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  reloadWhenPageDies(window, options);
  comeHome(window, options);
  window.on('close', (event) => {
    event.preventDefault();
    options.onClose();
  });
  window.loadURL(options.url).catch((error: unknown) => {
    options.log({ event: 'page.loadFailed', reason: String(error) });
  });
  return keepState(window, options);
}

function describeWindow(options: WindowOptions): BrowserWindowConstructorOptions {
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const bounds = repairBounds(options.state.bounds, screens);
  return {
    width: 1360,
    height: 860,
    ...bounds,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    title: WORDS.appName,
    backgroundColor: options.backgroundColor,
    icon: options.icon,
    webPreferences: {
      preload: options.preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      devTools: options.isDevelopment,
      spellcheck: process.platform === 'darwin',
      zoomFactor: options.state.zoomFactor,
    },
  };
}

function keepState(window: BrowserWindow, options: WindowOptions): MainWindow {
  let timer: NodeJS.Timeout | undefined;
  let theme = options.state.theme;
  const save = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed()) return;
    const zoomFactor = window.webContents.getZoomFactor();
    try {
      writeWindowState(options.statePath, {
        bounds: window.getNormalBounds(),
        isMaximized: window.isMaximized(),
        zoomFactor,
        theme,
      });
    } catch (error) {
      options.log({ event: 'windowState.notSaved', reason: String(error) });
    }
  };
  const saveSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_DELAY_MS);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  window.webContents.on('zoom-changed', saveSoon);
  return {
    window,
    rememberTheme: (next) => {
      theme = next;
      save();
    },
    saveState: save,
  };
}

/** A page can still blank itself (about:blank asks nobody); then its own address is loaded again. */
function comeHome(window: BrowserWindow, options: WindowOptions): void {
  const home = new URL(options.url);
  window.webContents.on('did-navigate', (_event, url) => {
    const isHome = URL.canParse(url) && new URL(url).host === home.host;
    if (isHome) return;
    options.log({ event: 'page.strayed' });
    window.loadURL(options.url).catch((error: unknown) => {
      options.log({ event: 'page.loadFailed', reason: String(error) });
    });
  });
}

function reloadWhenPageDies(window: BrowserWindow, options: WindowOptions): void {
  let reloads = 0;
  window.webContents.on('did-finish-load', () => {
    // Ten quiet seconds mean that the page is well again.
    setTimeout(() => (reloads = 0), 10_000).unref();
  });
  window.webContents.on('render-process-gone', (_event, details) => {
    options.log({ event: 'page.gone', reason: details.reason });
    if (details.reason === 'clean-exit' || reloads >= MAX_RELOADS || window.isDestroyed()) return;
    reloads += 1;
    window.webContents.reload();
  });
}

/** Brings the window to the front, whatever state it is in. */
export function revealWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  if (!window.isVisible()) window.show();
  window.focus();
}
