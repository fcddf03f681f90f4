// Owns: the routes that read packages and keep what a person arranges. Must not: write the mirror or the outbox.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import type { HandlerContext } from './handler-context.ts';
import type { EngineRoute, Handlers } from './handler-types.ts';

type PackageRoute =
  | Extract<EngineRoute, `package.${string}` | `directory.${string}` | `laneTemplate.${string}`>
  | 'workflow.saveDraft';

export function createPackageHandlers(_context: HandlerContext): Handlers<PackageRoute> {
  const refuse = (): never => {
    throw new CodedError('NOT_READY', 'Packages cannot be read yet');
  };
  return {
    'package.page': refuse,
    'package.counts': refuse,
    'package.detail': refuse,
    'package.refresh': refuse,
    'directory.search': refuse,
    'workflow.saveDraft': refuse,
    'laneTemplate.list': refuse,
    'laneTemplate.save': refuse,
    'laneTemplate.remove': refuse,
  };
}
