// Owns: the way of a call from name and unknown input to a handler and back to a Result.
// Must not: throw, or let a value of the input into an error or the log.
import { CodedError, createDeskError } from '../../src-shared/contract/errors.ts';
import { ROUTES } from '../../src-shared/contract/routes.ts';
import { describeError } from './log.ts';
import { translateStoreError } from './store/sqlite-error.ts';
import type { DeskError, Result } from '../../src-shared/contract/errors.ts';
import type { EngineLog, Random } from './ports.ts';
import type { EngineRoute, Handlers } from './handlers/handler-types.ts';

export interface RouterOptions {
  readonly handlers: Handlers;
  readonly log: EngineLog;
  readonly random: Random;
  /** A handler met damaged pages. */
  readonly onDamaged: () => void;
}

export type CallRoute = (route: string, input: unknown) => Promise<Result<unknown>>;

/** Builds the function that answers every call. It never rejects. */
export function createRouter(options: RouterOptions): CallRoute {
  const handlers = new Map(Object.entries(options.handlers));
  return async (route, input) => {
    try {
      const handler = handlers.get(route);
      if (handler === undefined) return refuse('UNKNOWN_ROUTE', 'The engine has no such route');
      const parsed = ROUTES[route as EngineRoute].input.safeParse(input);
      if (!parsed.success) return refuseInput(parsed.error.issues[0]?.path ?? []);
      return { ok: true, value: await (handler as (input: unknown) => unknown)(parsed.data) };
    } catch (error) {
      return { ok: false, error: describeFailure(error, route, options) };
    }
  };
}

function describeFailure(error: unknown, route: string, options: RouterOptions): DeskError {
  const coded = error instanceof CodedError ? error : translateStoreError(error);
  if (coded !== null) {
    options.log.info('call.refused', { route, code: coded.error.code });
    // Thrown as coded by the session while a desk stays shut; only SQLite's own word is news.
    if (!(error instanceof CodedError) && coded.error.code === 'DATABASE_DAMAGED') {
      options.onDamaged();
    }
    return coded.error;
  }
  const errorId = `e${options.random.uuidV4().slice(0, 8)}`;
  options.log.error('call.failed', { route, errorId, ...describeError(error) });
  return createDeskError('INTERNAL', 'The engine failed; the log says more under this id', {
    errorId,
  });
}

function refuse(code: 'UNKNOWN_ROUTE', message: string): Result<never> {
  return { ok: false, error: createDeskError(code, message) };
}

// Names of fields only: what was typed there may be a secret. Keys of a record are typed by people too.
function refuseInput(path: readonly PropertyKey[]): Result<never> {
  const words = path.map((part) => (typeof part === 'number' ? part : String(part)));
  const named = words.filter((part) => typeof part === 'number' || /^[a-zA-Z]{1,32}$/.test(part));
  const detail = { path: named.slice(0, 4).join('.') };
  return { ok: false, error: createDeskError('BAD_INPUT', 'The input is not as agreed', detail) };
}
