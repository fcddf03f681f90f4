// Owns: the routes of settings and snippets. Must not: act on a setting; who needs one reads it when it matters.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { DEFAULT_SETTINGS } from '../../../src-shared/contract/default-settings.ts';
import type { Settings } from '../../../src-shared/contract/settings.ts';
import type { HandlerContext } from './handler-context.ts';
import type { EngineRoute, Handlers } from './handler-types.ts';

type SettingsRoute = Extract<EngineRoute, `settings.${string}` | `snippet.${string}`>;

export function createSettingsHandlers(context: HandlerContext): Handlers<SettingsRoute> {
  const { world, session } = context;
  return {
    // Before a desk is open the page still needs a theme and keys.
    'settings.get': () => session.state.desk?.settings.read() ?? DEFAULT_SETTINGS,
    'settings.set': async (change) => {
      const desk = await session.ensureOpen();
      const settings = desk.settings.write(dropAbsent(change));
      world.publish('settings.changed', settings);
      if (change.ownersMine !== undefined || change.ownersTeam !== undefined) {
        context.tellRows(null);
      }
      if (change.syncIntervalSeconds !== undefined) desk.sync.replan();
      context.touchStatus();
      return settings;
    },
    'snippet.list': () => session.readDesk().snippets.list(),
    'snippet.save': async ({ id, title, text }) => {
      const { snippets } = await session.ensureOpen();
      if (id !== null && !snippets.has(id)) {
        throw new CodedError('NOT_FOUND', 'There is no such snippet');
      }
      const snippet = { id: id ?? world.random.uuidV4(), title, text };
      snippets.save(snippet, world.clock.wallMs());
      return snippet;
    },
    'snippet.remove': ({ id }) => {
      session.readDesk().snippets.remove(id);
      return null;
    },
  };
}

/** A key that is there with `undefined` means: leave it as it is. */
function dropAbsent(change: {
  [N in keyof Settings]?: Settings[N] | undefined;
}): Partial<Settings> {
  const named = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(named);
}
