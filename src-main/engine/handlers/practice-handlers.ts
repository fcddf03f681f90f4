// Owns: the routes of the practice desk and of the desk as a whole. Must not: know how the service is run (shell).
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { parseRequestKey } from '../../../src-shared/domain/reassign-request.ts';
import type { HandlerContext } from './handler-context.ts';
import type { EngineRoute, Handlers } from './handler-types.ts';

type PracticeRoute = Extract<EngineRoute, `practice.${string}` | `desk.${string}`>;

export function createPracticeHandlers(context: HandlerContext): Handlers<PracticeRoute> {
  const { session, world } = context;
  return {
    'desk.status': () => context.readStatus(),
    'desk.unlock': async () => {
      await session.unlock();
      return context.readStatus();
    },
    'desk.dismissRepairNote': ({ noteId }) => {
      session.readDesk().repairNotes.dismiss(noteId, world.clock.wallMs());
      context.touchStatus();
      return null;
    },
    'desk.reset': async () => {
      const exported = await session.reset();
      context.tellRows(null);
      return exported;
    },
    'practice.start': async () => {
      await session.startPractice();
      return null;
    },
    'practice.leave': async () => {
      await session.leavePractice();
      return null;
    },
    'practice.setOnline': async ({ isOnline }) => {
      await session.setPracticeOnline(isOnline);
      return null;
    },
    'practice.act': async ({ act, key }) => {
      if (session.state.profile !== 'practice') {
        throw new CodedError('NOT_ALLOWED', 'Only the practice service can be acted in');
      }
      const requestId = key === null ? undefined : parseRequestKey(key)?.requestId;
      if (act !== 'new-request' && requestId === undefined) {
        throw new CodedError('BAD_INPUT', 'A colleague decides a request', { path: 'key' });
      }
      const input = requestId === undefined ? { act } : { act, requestId };
      const answer = await world.askHost('host.actInPractice', input);
      if (!answer.ok) throw new CodedError(answer.error.code, answer.error.message);
      // A new request should be seen soon; a colleague's decision is found when the desk looks, as in life.
      if (act === 'new-request') session.readDesk().nudge();
      return null;
    },
  };
}
