// Owns: which pull an account's kind takes. Must not: run it.
import { pullPackages } from './pull-packages.ts';
import { pullReassignRequests } from './pull-reassign-requests.ts';
import type { AccountDirectory, AccountRecord } from '../ports.ts';
import type { DirectoryRepo } from '../store/mirror/directory-repo.ts';
import type { MirrorStore } from '../store/mirror/mirror-writer.ts';
import type { PackageStore } from '../store/mirror/package-writer.ts';
import type { PullPackagesOptions } from './package-pull-context.ts';
import type { PullResult } from './pull-context.ts';

/** A look at one account's service; what both kinds need is given when it runs. */
export type RunPull = (
  options: Omit<PullPackagesOptions, 'client' | 'packages' | 'directory'>,
) => Promise<PullResult>;

export interface PullParts {
  readonly accounts: AccountDirectory;
  readonly mirror: MirrorStore;
  readonly packages: PackageStore;
  readonly directory: DirectoryRepo;
}

/** null while the account's key cannot be read. */
export function choosePull(account: AccountRecord, parts: PullParts): RunPull | null {
  const { accounts, mirror, packages, directory } = parts;
  if (account.kind === 'cm-sign') {
    const client = accounts.findCmSignClient(account.id);
    return client === null ? null : (rest) => pullReassignRequests({ ...rest, client, mirror });
  }
  const client = accounts.findSigningHubClient(account.id);
  return client === null ? null : (rest) => pullPackages({ ...rest, client, packages, directory });
}
