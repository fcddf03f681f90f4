// Owns: what pages of this app can never do: network, permissions, navigation, new windows, webviews.
// Must not: make an exception for anything but the app's own scheme (and the dev server while developing).
import { app } from 'electron';
import type { Session, WebContents } from 'electron';
import type { WriteLog } from './shell-log.ts';

export interface LockDownOptions {
  /** Whether a page of this app may load this address. */
  isOwnUrl(url: string): boolean;
  log: WriteLog;
}

/** Switches of the browser itself; must be set before the app is ready. */
export function setBrowserSwitches(isDevelopment: boolean): void {
  // The page has no network: no name is ever looked up, whatever asks (prefetch, spell check, updates).
  const exception = isDevelopment ? ', EXCLUDE localhost, EXCLUDE 127.0.0.1' : '';
  app.commandLine.appendSwitch('host-resolver-rules', `MAP * ~NOTFOUND${exception}`);
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
}

/** Refuses every permission and every request of a session that is not the app's own scheme. */
export function lockSession(session: Session, options: LockDownOptions): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const isAllowed = options.isOwnUrl(details.url) || details.url.startsWith('devtools://');
    if (!isAllowed) options.log({ event: 'request.blocked', kind: details.resourceType });
    answer({ cancel: !isAllowed });
  });
  session.setPermissionRequestHandler((_page, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.on('will-download', (event) => event.preventDefault());
  // Dictionaries would be downloaded by the browser; macOS has its own and needs none.
  if (process.platform !== 'darwin') {
    session.setSpellCheckerLanguages([]);
    session.setSpellCheckerEnabled(false);
  }
}

/** Holds every page, also one nobody meant to make, to its first address. */
export function lockEveryPage(options: LockDownOptions): void {
  app.on('web-contents-created', (_event, page) => lockPage(page, options));
}

function lockPage(page: WebContents, options: LockDownOptions): void {
  page.on('will-navigate', (event) => {
    // The dev server reloads the page by navigation; the app's own page never navigates.
    const isReload = event.url === page.getURL() && options.isOwnUrl(event.url);
    if (!isReload) event.preventDefault();
  });
  page.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  page.on('will-redirect', (event) => event.preventDefault());
  page.on('will-attach-webview', (event) => event.preventDefault());
  page.setWindowOpenHandler(() => ({ action: 'deny' }));
  page.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
