// Owns: the one object the preload puts into the page. Types only; the page must not import schemas.
import type { Result } from './errors.ts';
import type { EventName, EventPayload } from './events.ts';
import type { RouteInput, RouteName, RouteOutput } from './routes.ts';

/** `window.desk`: all the page can do. Frozen; no channel names, no event objects, no Node. */
export interface DeskBridge {
  /** Calls a route. Never rejects: failures come back as `{ ok: false, error }`. */
  call<R extends RouteName>(route: R, input: RouteInput<R>): Promise<Result<RouteOutput<R>>>;
  /** Listens to an event; returns a function that ends it. */
  subscribe<E extends EventName>(
    event: E,
    listener: (payload: EventPayload<E>) => void,
  ): () => void;
}

declare global {
  interface Window {
    readonly desk: DeskBridge;
  }
}
