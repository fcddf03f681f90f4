// Owns: the shell's start: one instance, the data folder, the safe browser settings, then the desk.
// Must not: grow; what happens after the start is desk-shell.ts.
import { app, protocol } from 'electron';
import { APP_SCHEME } from './app-protocol.ts';
import { createDeskShell } from './desk-shell.ts';
import { hasGraphicsDevice } from './graphics.ts';
import { findDeepLink, LINK_SCHEME } from './links.ts';
import { setBrowserSwitches } from './lock-down.ts';
import { readShellOptions } from './shell-options.ts';
import { createShellLog } from './shell-log.ts';
import type { DeskShell } from './desk-shell.ts';

app.setName('Signing Desk');
const options = readShellOptions(process.argv, process.env, {
  userData: app.getPath('userData'),
  isPackaged: app.isPackaged,
});
// The browser's own files (cache, lock of the single instance) lie with the data, so that tests stay apart.
app.setPath('userData', options.dataFolder);
setBrowserSwitches(options.devServerUrl !== null);
if (!hasGraphicsDevice(process.platform)) app.commandLine.appendSwitch('disable-gpu');
// With --no-sandbox (a container's root cannot have one) this would stop every child; windows ask for it anyway.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
]);

if (app.requestSingleInstanceLock()) start();
else app.exit(0);

function start(): void {
  const log = createShellLog(options.logFolder);
  let shell: DeskShell | null = null;
  // A link that started the app, or that came before the window: kept until there is one.
  let linkedId = findDeepLink(process.argv);
  const openLink = (id: string | null): void => {
    if (shell === null) linkedId = id ?? linkedId;
    else shell.reveal(id);
  };
  process.on('uncaughtException', (error) => {
    log({ event: 'shell.uncaught', reason: error.stack ?? error.message });
  });
  process.on('unhandledRejection', (reason) => {
    log({ event: 'shell.unhandled', reason: String(reason) });
  });
  app.on('second-instance', (_event, argv) => openLink(findDeepLink(argv)));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    openLink(findDeepLink([url]));
  });
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  const begin = async (): Promise<void> => {
    await app.whenReady();
    log({ event: 'shell.ready', electron: process.versions.electron ?? '', pid: process.pid });
    shell = createDeskShell(options, log);
    if (linkedId !== null) shell.reveal(linkedId);
  };
  begin().catch((error: unknown) => {
    log({ event: 'shell.startFailed', reason: String(error) });
    process.stderr.write(`Signing Desk could not start: ${String(error)}\n`);
    app.exit(1);
  });
}
