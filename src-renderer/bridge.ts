// Owns: the page's only way out. Every call and every event goes through here.
// Must not: hold state or words.
import type { ErrorCode, Result } from '../src-shared/contract/errors.ts';
import type { EventName, EventPayload } from '../src-shared/contract/events.ts';
import type { RouteInput, RouteName, RouteOutput } from '../src-shared/contract/routes.ts';
import { createDeskError } from '../src-shared/contract/errors.ts';

/** Calls a route. Never rejects; a broken bridge reads as ENGINE_GONE, which every screen can say. */
export async function callDesk<R extends RouteName>(
  route: R,
  input: RouteInput<R>,
): Promise<Result<RouteOutput<R>>> {
  try {
    return await window.desk.call(route, input);
  } catch {
    const code: ErrorCode = 'ENGINE_GONE';
    return { ok: false, error: createDeskError(code, `The bridge did not answer ${route}`) };
  }
}

/** Listens to an event; returns a function that ends it. */
export function listenToDesk<E extends EventName>(
  event: E,
  listener: (payload: EventPayload<E>) => void,
): () => void {
  return window.desk.subscribe(event, listener);
}
