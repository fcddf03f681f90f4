// Owns: the questions the shell asks a person in native dialogs. Cancel is always the default.
import { dirname, join } from 'node:path';
import { app, dialog } from 'electron';
import { WORDS } from './words.ts';
import type { BrowserWindow } from 'electron';

/** Tells how many decisions wait and that they go out at the next start; true = quit now. */
export async function askToQuit(
  window: BrowserWindow | null,
  unsentCount: number,
): Promise<boolean> {
  return ask(window, WORDS.quitQuestion(unsentCount), WORDS.quitDetail, WORDS.quitAnyway);
}

/** Shows the host an address leads to; true = open it. */
export async function askToOpenHost(window: BrowserWindow | null, host: string): Promise<boolean> {
  return ask(window, WORDS.openQuestion(host), WORDS.openDetail, WORDS.openAnyway);
}

let lastFolder: string | null = null;

/** Asks for a place for a CSV file, in the folder chosen last; null = the person chose none. */
export async function askWhereToSave(
  window: BrowserWindow | null,
  name: string,
): Promise<string | null> {
  const question: Electron.SaveDialogOptions = {
    title: WORDS.saveTable,
    defaultPath: join(lastFolder ?? app.getPath('documents'), name),
    filters: [{ name: WORDS.csvFiles, extensions: ['csv'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  };
  const answer =
    window === null
      ? await dialog.showSaveDialog(question)
      : await dialog.showSaveDialog(window, question);
  if (answer.canceled || answer.filePath === '') return null;
  lastFolder = dirname(answer.filePath);
  return answer.filePath;
}

async function ask(
  window: BrowserWindow | null,
  message: string,
  detail: string,
  yes: string,
): Promise<boolean> {
  const question: Electron.MessageBoxOptions = {
    type: 'question',
    message,
    detail,
    buttons: [yes, WORDS.cancel],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  const answer =
    window === null
      ? await dialog.showMessageBox(question)
      : await dialog.showMessageBox(window, question);
  return answer.response === 0;
}
