// Owns: the tray icon with its count, offline mark and menu, and the badge on dock or task bar.
// Must not: decide; its menu items are told to the caller.
import { Menu, Tray, app, nativeImage } from 'electron';
import { drawAppIcon, drawDot } from './icon.ts';
import { WORDS } from './words.ts';
import type { BrowserWindow, NativeImage } from 'electron';
import type { Bitmap } from './icon.ts';
import type { DeskPicture } from './desk-picture.ts';
import type { WriteLog } from './shell-log.ts';

export interface TrayOptions {
  readonly onOpen: () => void;
  readonly onSetPaused: (isPaused: boolean) => void;
  readonly onQuit: () => void;
  log: WriteLog;
}

export interface DeskTray {
  /** Whether the system took the icon; without one a window must not hide. */
  readonly isShown: boolean;
  show(picture: DeskPicture, window: BrowserWindow | null): void;
}

/** Turns drawn pixels into an image of the system. */
export function createImage(bitmap: Bitmap): NativeImage {
  const { width, height } = bitmap;
  return nativeImage.createFromBitmap(bitmap.pixels, { width, height });
}

const TRAY_SIZE = process.platform === 'darwin' ? 18 : 32;

/** Puts the icon into the tray. A system without a tray is noted and lived with. */
export function createDeskTray(options: TrayOptions): DeskTray {
  const usual = createImage(drawAppIcon(TRAY_SIZE));
  const muted = createImage(drawAppIcon(TRAY_SIZE, true));
  const tray = tryTray(usual, options.log);
  tray?.on('click', options.onOpen);
  return {
    isShown: tray !== null,
    show: (picture, window) => {
      showBadge(picture.pendingCount, window);
      if (tray === null) return;
      const tooltip = WORDS.pendingTooltip(picture.pendingCount);
      tray.setToolTip(picture.isOffline ? WORDS.offlineTooltip(tooltip) : tooltip);
      tray.setImage(picture.isOffline ? muted : usual);
      tray.setContextMenu(createTrayMenu(picture, options));
    },
  };
}

function tryTray(image: NativeImage, log: WriteLog): Tray | null {
  try {
    return new Tray(image);
  } catch (error) {
    log({ event: 'tray.absent', reason: String(error) });
    return null;
  }
}

function createTrayMenu(picture: DeskPicture, options: TrayOptions): Menu {
  return Menu.buildFromTemplate([
    { label: WORDS.pendingBadge(picture.pendingCount), enabled: false },
    { type: 'separator' },
    { label: WORDS.open, click: options.onOpen },
    {
      label: picture.isQueuePaused ? WORDS.resume : WORDS.pause,
      click: () => options.onSetPaused(!picture.isQueuePaused),
    },
    { type: 'separator' },
    { label: WORDS.quit, click: options.onQuit },
  ]);
}

function showBadge(count: number, window: BrowserWindow | null): void {
  // Windows has no count on its task bar: a dot with a text description instead.
  if (process.platform !== 'win32') app.setBadgeCount(count);
  else if (count === 0) window?.setOverlayIcon(null, '');
  else window?.setOverlayIcon(createImage(drawDot(16)), WORDS.pendingBadge(count));
}
