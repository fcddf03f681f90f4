// Owns: the one object the page gets: `desk` with `call` and `subscribe`, frozen.
// Must not: give the page channel names, event objects, ipcRenderer or anything of Node.
import { contextBridge, ipcRenderer } from 'electron';
import { createDeskError } from '../src-shared/contract/errors.ts';
import { EVENT_NAMES } from '../src-shared/contract/events.ts';
import type { DeskBridge } from '../src-shared/contract/bridge.ts';
import type { EventName } from '../src-shared/contract/events.ts';

const CALL_CHANNEL = 'desk:call';
const EVENT_CHANNEL = 'desk:event';

type Listener = (payload: never) => void;
const listeners = new Map<string, Set<Listener>>(EVENT_NAMES.map((name) => [name, new Set()]));
/** A view asked for before the page listened (a link that started the app); handed to its first listener. */
let unheardView: unknown = null;

ipcRenderer.on(EVENT_CHANNEL, (_event, name: string, payload: unknown) => {
  const listening = listeners.get(name);
  if (listening === undefined) return;
  if (name === 'view.requested' && listening.size === 0) unheardView = payload;
  for (const listener of listening) listener(payload as never);
});

async function call(route: string, input: unknown): Promise<unknown> {
  try {
    // Read here, in the world the page cannot reach: whether a person's key or click was just now.
    return await ipcRenderer.invoke(CALL_CHANNEL, route, input, navigator.userActivation.isActive);
  } catch {
    // What cannot be cloned never leaves the page; a shell that is gone answers nothing.
    return { ok: false, error: createDeskError('BAD_INPUT', 'The call could not be handed over') };
  }
}

function subscribe(event: string, listener: Listener): () => void {
  const listening = listeners.get(event);
  if (listening === undefined || typeof listener !== 'function') return () => {};
  // Each subscription is its own entry, so that one function may listen twice.
  const entry: Listener = (payload) => listener(payload);
  listening.add(entry);
  if (event === ('view.requested' satisfies EventName)) queueMicrotask(() => handOver(entry));
  return () => void listening.delete(entry);
}

function handOver(entry: Listener): void {
  if (unheardView === null || listeners.get('view.requested')?.has(entry) !== true) return;
  const view = unheardView;
  unheardView = null;
  entry(view as never);
}

const desk = Object.freeze({ call, subscribe }) as unknown as DeskBridge;
contextBridge.exposeInMainWorld('desk', desk);
