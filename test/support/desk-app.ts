// Owns: starting and ending the real app for a test, on its own data folder and its own keychain entry.
// Must not: know what a test does with it; specs tell the story.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test as base, _electron } from '@playwright/test';
import { findElectron } from '../../build/electron.ts';
import { createLaunchArgs } from '../../build/launch.ts';
import { PATIENCE_MS } from './patience.ts';
import type { ElectronApplication, Page } from '@playwright/test';

/** Asked before it listens, a page never answers; then it is asked anew. */
const ANSWER_TIMEOUT_MS = 4_000;
/** The shell gives its engine five seconds; then Electron itself is ended by its process id. */
const CLOSE_TIMEOUT_MS = 12_000;

export interface LaunchOptions {
  /** Further arguments, such as a deep link. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** One entry of the shell's log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly event: string };

/** One effect in the practice service's ledger. */
export interface LedgerLine {
  readonly seq: number;
  readonly kind: 'mail' | 'invite' | 'state' | 'webhook' | 'change';
  readonly cause: string;
  readonly requestId?: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface DeskApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataFolder: string;
  /** Process id of the engine that runs now; throws when it is not up. */
  readEnginePid(): number;
  /** What the shell logged so far, oldest first. */
  readLog(): readonly LogLine[];
  /** Effects the practice service keeps in its ledger, such as `kind=state`; the oracle of what truly arrived. */
  readLedger(query?: string): Promise<readonly LedgerLine[]>;
  /** Every native dialog from now on is answered with this button (0 = yes, 1 = cancel); their texts are kept. */
  answerDialogs(response: number): Promise<void>;
  /** Texts of the native dialogs shown since `answerDialogs`. */
  readDialogs(): Promise<readonly string[]>;
  /** Quits as a person would, answering the question about waiting work with yes. Bounded. */
  close(): Promise<void>;
  /** Ends every process of the app at once, as a power cut would. */
  kill(): Promise<void>;
}

export interface DeskLauncher {
  /** Its folder and keychain entry stay the same for every launch of one test. */
  readonly dataFolder: string;
  launch(options?: LaunchOptions): Promise<DeskApp>;
}

/** Makes a launcher; whoever makes one calls `dispose` at the end. The fixtures below do it for tests. */
export function createDeskLauncher(): DeskLauncher & { dispose(): Promise<void> } {
  const dataFolder = mkdtempSync(join(tmpdir(), 'signing-desk-e2e-'));
  const keychainService = `Signing Desk test ${randomUUID()}`;
  const launched: DeskApp[] = [];
  return {
    dataFolder,
    launch: async (options = {}) => {
      const desk = await launchDesk(dataFolder, keychainService, options);
      launched.push(desk);
      return desk;
    },
    dispose: async () => {
      for (const desk of launched) await desk.close();
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function launchDesk(
  dataFolder: string,
  keychainService: string,
  options: LaunchOptions,
): Promise<DeskApp> {
  const runtime = await findElectron();
  const own = [`--data-folder=${dataFolder}`, `--keychain-service=${keychainService}`];
  // Without a path Playwright takes this one, and holds the app's start until it listens.
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = dirname(runtime.executablePath);
  const app = await _electron.launch({
    chromiumSandbox: true,
    args: createLaunchArgs(runtime, [...own, ...(options.args ?? [])]),
    env: { ...readEnvironment(), ...options.env },
    timeout: PATIENCE_MS,
  });
  const page = await app.firstWindow({ timeout: PATIENCE_MS });
  if (await waitForPage(page)) return createDeskApp(app, page, dataFolder);
  await endProcess(app);
  throw new Error('The page was not ready in time');
}

async function endProcess(app: ElectronApplication): Promise<void> {
  const child = app.process();
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await within(CLOSE_TIMEOUT_MS, exit);
}

/** Asks the page itself: the app starts on its own, so its load event may pass before Playwright listens. */
async function waitForPage(page: Page): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const asked = page.evaluate('`${document.readyState} ${location.protocol} ${typeof desk}`');
    const state = await answerWithin(ANSWER_TIMEOUT_MS, asked);
    if (state === 'complete app: object') return true;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return false;
}

/** What the page said, or '' when it failed or did not answer in time. */
async function answerWithin(limitMs: number, asked: Promise<unknown>): Promise<string> {
  const heard: unknown[] = [];
  const listen = async (): Promise<void> => {
    heard.push(await asked);
  };
  await within(limitMs, listen());
  return typeof heard[0] === 'string' ? heard[0] : '';
}

function readEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}

function createDeskApp(app: ElectronApplication, page: Page, dataFolder: string): DeskApp {
  const child = app.process();
  let exited = child.exitCode !== null;
  const exit = new Promise<void>((resolve) => {
    child.on('exit', () => {
      exited = true;
      resolve();
    });
  });
  const readLog = (): readonly LogLine[] => readLogLines(join(dataFolder, 'logs', 'shell.log'));
  return {
    app,
    page,
    dataFolder,
    readLog,
    readEnginePid: () => {
      const last = readLog().findLast(({ event }) => event.startsWith('engine.'));
      const hello = readLog().findLast(({ event }) => event === 'engine.hello');
      if (last?.event === 'engine.exit' || typeof hello?.['pid'] !== 'number') {
        throw new Error('The engine is not running');
      }
      return hello['pid'];
    },
    readLedger: async (query = '') => {
      const ready = readLog().findLast(({ event }) => event === 'practice.ready');
      if (ready === undefined) throw new Error('The practice service was not started');
      const answer = await fetch(`${String(ready['controlUrl'])}/ledger?${query}`);
      return (await answer.json()) as readonly LedgerLine[];
    },
    answerDialogs: (response) => answerDialogs(app, response),
    readDialogs: () =>
      app.evaluate(() => (globalThis as { shownDialogs?: string[] }).shownDialogs ?? []),
    close: async () => {
      if (exited) return;
      await within(2_000, answerDialogs(app, 0));
      void app.evaluate(({ app: electronApp }) => electronApp.quit()).catch(() => {});
      await within(CLOSE_TIMEOUT_MS, exit);
      if (!exited) child.kill('SIGKILL');
      await exit;
    },
    kill: async () => {
      if (exited) return;
      child.kill('SIGKILL');
      await exit;
    },
  };
}

async function answerDialogs(app: ElectronApplication, response: number): Promise<void> {
  await app.evaluate(({ dialog }, answer) => {
    const shown: string[] = [];
    (globalThis as { shownDialogs?: string[] }).shownDialogs = shown;
    dialog.showMessageBox = (...args: unknown[]) => {
      const options = args.at(-1) as { message: string; detail?: string };
      shown.push(`${options.message} ${options.detail ?? ''}`.trim());
      return Promise.resolve({ response: answer, checkboxChecked: false });
    };
  }, response);
}

function readLogLines(path: string): readonly LogLine[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LogLine);
}

/** Waits for work at most so long; a failure or the limit is left to what follows. */
async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work.catch(() => {}), limit]);
  clearTimeout(timer);
}

/** `launcher`: starts the app as often as the test wants on one folder. `desk`: the app, already started once. */
export const test = base.extend<{ launcher: DeskLauncher; desk: DeskApp }>({
  // Playwright reads the fixture's needs from this pattern; it has none.
  // oxlint-disable-next-line no-empty-pattern
  launcher: async ({}, use) => {
    const launcher = createDeskLauncher();
    await use(launcher);
    await launcher.dispose();
  },
  desk: async ({ launcher }, use) => {
    await use(await launcher.launch());
  },
});

export { expect } from '@playwright/test';
