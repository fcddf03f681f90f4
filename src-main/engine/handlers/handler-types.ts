// Owns: what a handler is, so that the map from route to function cannot forget one. Types only.
import type { RouteName, RouteOutput, RouteParsed } from '../../../src-shared/contract/routes.ts';

/** Every route the engine answers; the shell's own all begin with `shell.` (a test holds this). */
export type EngineRoute = Exclude<RouteName, `shell.${string}`>;

/** Takes the checked input; throws CodedError for what a person can understand, anything else is INTERNAL. */
type Handler<R extends EngineRoute> = (
  input: RouteParsed<R>,
) => RouteOutput<R> | Promise<RouteOutput<R>>;

export type Handlers<R extends EngineRoute = EngineRoute> = { readonly [N in R]: Handler<N> };
