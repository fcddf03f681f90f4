// Owns: the native menus and their accelerators, and the context menu of text fields.
// Must not: do the desk's work; its own items ask the page to run a command of its registry.
import { Menu } from 'electron';
import { WORDS } from './words.ts';
import type { BrowserWindow, MenuItemConstructorOptions } from 'electron';

export interface MenuOptions {
  readonly isDevelopment: boolean;
  /** Ids of the page's command registry. */
  readonly onCommand: (commandId: string) => void;
  readonly onQuit: () => void;
}

/** Sets the application menu. Keys the page handles itself are shown, not registered twice. */
export function setApplicationMenu(options: MenuOptions): void {
  const isMac = process.platform === 'darwin';
  const command = (
    label: string,
    commandId: string,
    accelerator?: string,
  ): MenuItemConstructorOptions => ({
    label,
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    click: () => options.onCommand(commandId),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const file: MenuItemConstructorOptions[] = [
    command(WORDS.syncNow, 'sync.now', 'F5'),
    separator,
    command(WORDS.settings, 'go.settings', 'CmdOrCtrl+,'),
    separator,
    { label: WORDS.closeWindow, role: 'close' },
    { label: WORDS.quit, accelerator: 'CmdOrCtrl+Q', click: options.onQuit },
  ];
  const view: MenuItemConstructorOptions[] = [
    { label: WORDS.zoomIn, role: 'zoomIn' },
    { label: WORDS.zoomOut, role: 'zoomOut' },
    { label: WORDS.zoomReset, role: 'resetZoom' },
    { label: WORDS.fullScreen, role: 'togglefullscreen' },
    ...(options.isDevelopment
      ? [separator, { label: WORDS.developerTools, role: 'toggleDevTools' as const }]
      : []),
  ];
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    { label: WORDS.menuFile, submenu: file },
    { label: WORDS.menuEdit, submenu: createEditItems(command) },
    { label: WORDS.menuView, submenu: view },
    {
      label: WORDS.menuGo,
      submenu: [
        command(WORDS.inbox, 'go.inbox'),
        command(WORDS.queue, 'go.queue'),
        command(WORDS.settings, 'go.settings'),
      ],
    },
    {
      label: WORDS.menuHelp,
      role: 'help',
      submenu: [
        command(WORDS.commandPalette, 'palette.open', 'CmdOrCtrl+K'),
        command(WORDS.shortcuts, 'help.keys', 'F1'),
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function createEditItems(
  command: (label: string, commandId: string) => MenuItemConstructorOptions,
): MenuItemConstructorOptions[] {
  return [
    { role: 'undo' },
    { role: 'redo' },
    { type: 'separator' },
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
    { type: 'separator' },
    command(WORDS.undoDecision, 'decision.undo'),
  ];
}

/** Gives text fields and selected text their native context menu. */
export function addContextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, params) => {
    const { isEditable, selectionText, dictionarySuggestions } = params;
    if (!isEditable && selectionText.trim() === '') return;
    const suggestions = dictionarySuggestions.slice(0, 5).map((word) => ({
      label: word,
      click: (): void => window.webContents.replaceMisspelling(word),
    }));
    const editing: MenuItemConstructorOptions[] = isEditable
      ? [{ role: 'undo' }, { role: 'redo' }, { type: 'separator' }, { role: 'cut' }]
      : [];
    const pasting: MenuItemConstructorOptions[] = isEditable
      ? [{ role: 'paste' }, { role: 'selectAll' }]
      : [];
    Menu.buildFromTemplate([...suggestions, ...editing, { role: 'copy' }, ...pasting]).popup({
      window,
    });
  });
}
