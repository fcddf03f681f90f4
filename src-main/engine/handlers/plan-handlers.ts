// Owns: the routes by which plans enter the outbox. Must not: check anything the outbox does not.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import type { Handlers } from './handler-types.ts';

export function createPlanHandlers(): Handlers<'workflow.submit' | 'workflow.planAgain'> {
  const refuse = (): never => {
    throw new CodedError('NOT_READY', 'Plans cannot be queued yet');
  };
  return { 'workflow.submit': refuse, 'workflow.planAgain': refuse };
}
