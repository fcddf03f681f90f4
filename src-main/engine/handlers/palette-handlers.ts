// Owns: the routes of what the builder picks from: people and groups as last read, and stored lanes.
// Must not: ask the service.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import type { HandlerContext } from './handler-context.ts';
import type { EngineRoute, Handlers } from './handler-types.ts';

type PaletteRoute = Extract<EngineRoute, `directory.${string}` | `laneTemplate.${string}`>;

export function createPaletteHandlers({ session, world }: HandlerContext): Handlers<PaletteRoute> {
  return {
    'directory.search': ({ accountId, text, limit }) =>
      session.readDesk().directory.search(accountId, text, limit),
    'laneTemplate.list': () => session.readDesk().laneTemplates.list(),
    'laneTemplate.save': ({ id, ...rest }) => {
      const { laneTemplates } = session.readDesk();
      if (id !== null && !laneTemplates.has(id)) {
        throw new CodedError('NOT_FOUND', 'There is no such lane template');
      }
      const template = { id: id ?? world.random.uuidV4(), ...rest };
      laneTemplates.save(template, world.clock.wallMs());
      return template;
    },
    'laneTemplate.remove': ({ id }) => {
      session.readDesk().laneTemplates.remove(id);
      return null;
    },
  };
}
