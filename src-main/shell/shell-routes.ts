// Owns: the answers to the few routes whose home is the shell. Inputs were checked against their schemas before.
import { app, clipboard, nativeTheme } from 'electron';
import { CodedError, createDeskError } from '../../src-shared/contract/errors.ts';
import type { Result } from '../../src-shared/contract/errors.ts';
import type {
  RouteName,
  RouteOutput,
  RouteParsed,
  ROUTES,
} from '../../src-shared/contract/routes.ts';
import type { TableFiles } from './table-files.ts';

type ShellRoute = {
  [R in RouteName]: (typeof ROUTES)[R]['home'] extends infer H
    ? H extends 'shell'
      ? R
      : never
    : never;
}[RouteName] &
  `shell.${string}`;
type Handlers = {
  readonly [R in ShellRoute]: (input: RouteParsed<R>) => RouteOutput<R> | Promise<RouteOutput<R>>;
};

export interface ShellRouteOptions {
  readonly dataFolder: string;
  quit(): void;
  /** The page has stored what was typed. */
  notePageReady(): void;
  setTheme(theme: RouteParsed<'shell.setTheme'>['theme']): void;
  /** Where the person wants a table; null = nowhere. */
  askWhereToSave(name: string): Promise<string | null>;
  readonly tables: TableFiles;
}

/** Builds the function that answers shell routes by name. */
export function createShellRoutes(
  options: ShellRouteOptions,
): (route: RouteName, input: unknown) => Promise<Result<unknown>> {
  const { tables } = options;
  const handlers: Handlers = {
    'shell.info': () => ({
      platform: process.platform as 'linux' | 'darwin' | 'win32',
      appVersion: app.getVersion(),
      isForcedColors: nativeTheme.inForcedColorsMode,
      dataFolder: options.dataFolder,
    }),
    'shell.quit': () => {
      options.quit();
      return null;
    },
    'shell.readyToClose': () => {
      options.notePageReady();
      return null;
    },
    'shell.setTheme': ({ theme }) => {
      options.setTheme(theme);
      return null;
    },
    'shell.beginTable': async ({ name, header }) => {
      const path = await options.askWhereToSave(name);
      return path === null ? null : tables.begin(path, header);
    },
    'shell.addTableRows': async ({ fileId, rows }) => {
      await tables.addRows(fileId, rows);
      return null;
    },
    'shell.endTable': async ({ fileId, isWhole }) => {
      await tables.end(fileId, isWhole);
      return null;
    },
    'shell.copyText': async ({ text }) => {
      await clipboard.writeText(text);
      return null;
    },
  };
  return async (route, input) => {
    if (!Object.hasOwn(handlers, route)) {
      return { ok: false, error: createDeskError('UNKNOWN_ROUTE', 'Not a route of the shell') };
    }
    const handler = handlers[route as ShellRoute] as (input: unknown) => unknown;
    try {
      return { ok: true, value: await handler(input) };
    } catch (error) {
      if (error instanceof CodedError) return { ok: false, error: error.error };
      throw error;
    }
  };
}
