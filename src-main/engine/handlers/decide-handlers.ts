// Owns: the routes by which decisions enter the outbox. Must not: check anything the outbox does not.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import type { Outbox } from '../outbox/create-outbox.ts';
import type { Handlers } from './handler-types.ts';

/** `decide` answers its row's error as the call's own; `decideMany` keeps one result a row. */
export function createDecideHandlers(
  getOutbox: () => Outbox,
): Handlers<'reassignRequest.decide' | 'reassignRequest.decideMany'> {
  return {
    'reassignRequest.decide': (input) => {
      const [row] = getOutbox().decide([input]);
      if (row === undefined) throw new CodedError('INTERNAL', 'One decision gave no result');
      if (row.result.ok) return row.result.value;
      const { code, message, detail } = row.result.error;
      throw new CodedError(code, message, detail);
    },
    'reassignRequest.decideMany': ({ items }) => getOutbox().decide(items),
  };
}
