// Owns: what the steps of one pull of packages are given. Types only.
import type { Publish, SigningHubClient } from '../ports.ts';
import type { DirectoryRepo } from '../store/mirror/directory-repo.ts';
import type { PackageStore } from '../store/mirror/package-writer.ts';
import type { PullContext } from './pull-context.ts';

export interface PullPackagesOptions extends Omit<PullContext, 'client' | 'mirror' | 'feed'> {
  readonly client: SigningHubClient;
  readonly packages: PackageStore;
  readonly directory: DirectoryRepo;
  readonly publish: Publish;
  /** Called when list and workflows are in: the data is now as old as this moment (wall milliseconds). */
  readonly onCurrent?: (completedMs: number) => void;
}
