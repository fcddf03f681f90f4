// Owns: reading one package now, because a person looks at it. Must not: wait for the schedule.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { isGone } from './pull-packages.ts';
import type { Connectivity, SigningHubClient } from '../ports.ts';
import type { PackageStore } from '../store/mirror/package-writer.ts';

/**
 * True when something a person sees has changed. Throws CodedError with the failure's code when it cannot be read; a
 * package that is gone is marked so, and is no error.
 */
export async function refreshPackage(options: {
  readonly accountId: string;
  readonly packageId: string;
  readonly client: SigningHubClient;
  readonly packages: PackageStore;
  readonly connectivity: Connectivity;
}): Promise<boolean> {
  const { accountId, packageId, client, packages, connectivity } = options;
  const outcome = await client.getWorkflow(packageId);
  connectivity.report(accountId, outcome);
  if (outcome.kind === 'read') return packages.applyPackage(accountId, outcome.value, outcome);
  const { failure, beganMonoMs } = outcome;
  if (isGone(failure)) return packages.markGone(accountId, packageId, beganMonoMs);
  throw new CodedError(failure.code, 'The package could not be read', { status: failure.status });
}
