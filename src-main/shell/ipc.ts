// Owns: the only ipcMain of the app: one channel for calls, and all the distrust of who sends on it.
// Must not: decide anything about a call beyond who, how large, how often and by whose hand.
import { ipcMain } from 'electron';
import { createDeskError } from '../../src-shared/contract/errors.ts';
import { MAX_MESSAGE_BYTES } from '../../src-shared/contract/protocol.ts';
import { ROUTES } from '../../src-shared/contract/routes.ts';
import { createRateLimit } from './rate-limit.ts';
import type { IpcMainInvokeEvent, WebContents } from 'electron';
import type { ErrorCode, Result } from '../../src-shared/contract/errors.ts';
import type { RouteName } from '../../src-shared/contract/routes.ts';
import type { WriteLog } from './shell-log.ts';

const CALL_CHANNEL = 'desk:call';
const EVENT_CHANNEL = 'desk:event';

/** These change something for other people or leave the app: only by a person's own key or click. */
const GESTURE_ROUTES: ReadonlySet<string> = new Set<RouteName>([
  'reassignRequest.decide',
  'reassignRequest.decideMany',
  'reassignRequest.openInSign',
  'workflow.submit',
  'workflow.planAgain',
  'shell.copyText',
  'shell.beginTable',
]);

export interface IpcOptions {
  /** The window whose page may call; null while there is none. */
  findPage(): WebContents | null;
  isOwnUrl(url: string): boolean;
  callEngine(route: string, input: unknown): Promise<Result<unknown>>;
  callShell(route: RouteName, input: unknown): Promise<Result<unknown>>;
  log: WriteLog;
}

/** Registers the call channel. Every call gets a `Result`; nothing is ever thrown to the page. */
export function registerCalls(options: IpcOptions): void {
  const isWithinRate = createRateLimit();
  const refuse = (code: ErrorCode, why: string): Result<never> => {
    options.log({ event: 'ipc.refused', code, why });
    return { ok: false, error: createDeskError(code, why) };
  };
  ipcMain.handle(CALL_CHANNEL, async (event, ...args: unknown[]): Promise<Result<unknown>> => {
    if (!isOwnPage(event, options)) return refuse('NOT_ALLOWED', 'Not the page of this app');
    if (!isWithinRate(performance.now())) return refuse('TOO_MANY_CALLS', 'Too many calls at once');
    const [route, input, hasGesture] = args;
    if (typeof route !== 'string' || !Object.hasOwn(ROUTES, route)) {
      return refuse('UNKNOWN_ROUTE', 'No such route');
    }
    const sizeBytes = measureJson(input);
    if (sizeBytes === null) return refuse('BAD_INPUT', 'The input is not plain JSON');
    if (sizeBytes > MAX_MESSAGE_BYTES) return refuse('TOO_LARGE', 'The input is too large');
    if (GESTURE_ROUTES.has(route) && hasGesture !== true) {
      return refuse('NOT_ALLOWED', `${route} needs a key or a click of a person`);
    }
    const name = route as RouteName;
    if (ROUTES[name].home === 'engine') return options.callEngine(name, input);
    const parsed = ROUTES[name].input.safeParse(input);
    if (!parsed.success) return refuse('BAD_INPUT', `The input of ${name} is not as agreed`);
    return options.callShell(name, parsed.data);
  });
}

function isOwnPage(event: IpcMainInvokeEvent, options: IpcOptions): boolean {
  const page = options.findPage();
  const frame = event.senderFrame;
  if (page === null || frame === null || event.sender !== page) return false;
  return frame === page.mainFrame && frame.parent === null && options.isOwnUrl(frame.url);
}

/** Size as UTF-8 JSON; null for what JSON cannot carry (cycles, big integers). */
function measureJson(input: unknown): number | null {
  try {
    return Buffer.byteLength(JSON.stringify(input) ?? '', 'utf8');
  } catch {
    return null;
  }
}

/** Pushes an event to the page, if there is one to hear it. */
export function sendEvent(page: WebContents | null, name: string, payload: unknown): void {
  if (page === null || page.isDestroyed()) return;
  page.send(EVENT_CHANNEL, name, payload);
}
