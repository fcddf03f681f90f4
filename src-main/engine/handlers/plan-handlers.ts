// Owns: the routes by which plans enter the outbox. Must not: check anything the outbox does not.
import type { Outbox } from '../outbox/create-outbox.ts';
import type { Handlers } from './handler-types.ts';

/** `getOutbox` throws NOT_READY while no profile is open. */
export function createPlanHandlers(
  getOutbox: () => Outbox,
): Handlers<'workflow.submit' | 'workflow.planAgain'> {
  return {
    'workflow.submit': (input) => ({ opId: getOutbox().submitPlan(input) }),
    'workflow.planAgain': async ({ opId }) => ({ opId: await getOutbox().planAgain(opId) }),
  };
}
