// Owns: every word the shell itself shows (menus, tray, dialogs, notifications), in one typed catalogue.
// Must not: hold the page's words; those are the renderer's.

const ENGLISH = {
  appName: 'Signing Desk',
  menuFile: 'File',
  menuEdit: 'Edit',
  menuView: 'View',
  menuGo: 'Go',
  menuHelp: 'Help',
  quit: 'Quit Signing Desk',
  closeWindow: 'Close window',
  syncNow: 'Sync now',
  undoDecision: 'Undo last decision',
  settings: 'Settings…',
  inbox: 'Inbox',
  queue: 'Queue',
  commandPalette: 'All commands…',
  shortcuts: 'Keyboard shortcuts',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomReset: 'Actual size',
  fullScreen: 'Full screen',
  developerTools: 'Developer tools',
  open: 'Open Signing Desk',
  pause: 'Pause sending',
  resume: 'Resume sending',
  cancel: 'Cancel',
  pendingTooltip: (count: number): string =>
    count === 0 ? 'Signing Desk' : `Signing Desk: ${count} pending`,
  offlineTooltip: (text: string): string => `${text} (offline)`,
  pendingBadge: (count: number): string =>
    count === 1 ? '1 pending request' : `${count} pending requests`,
  arrived: (count: number): string =>
    count === 1 ? '1 new reassign request' : `${count} new reassign requests`,
  arrivedBody: 'Open the desk to look at it.',
  quitQuestion: (count: number): string =>
    count === 1
      ? '1 decision has not been sent yet.'
      : `${count} decisions have not been sent yet.`,
  quitDetail: 'They are kept on this computer and go out when Signing Desk starts again.',
  quitAnyway: 'Quit',
  openQuestion: (host: string): string => `Open ${host} in your browser?`,
  openDetail: 'The review page opens outside Signing Desk. This is asked once for each host.',
  openAnyway: 'Open',
  saveTable: 'Save the list',
  csvFiles: 'Comma-separated values',
  engineCannotStart: 'Signing Desk could not start its engine.',
} as const;

export type ShellWords = typeof ENGLISH;
export const WORDS: ShellWords = ENGLISH;
