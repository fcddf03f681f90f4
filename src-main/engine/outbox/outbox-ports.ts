// Owns: what the outbox asks of the rest of the engine, and what its own parts share. Types only.
import type { Connection } from '../store/connection.ts';
import type { Store } from '../store/open.ts';
import type { OpRepo } from '../store/outbox/op-repo.ts';
import type { DossierFacts, ReassignRequest } from '../../../src-shared/domain/reassign-request.ts';
import type {
  AccountDirectory,
  Connectivity,
  MirrorWriter,
  ReadSettings,
  World,
} from '../ports.ts';
import type { AccountBlocks } from './account-blocks.ts';
import type { Breaker } from './breaker.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { CommitEvent } from './commit-event.ts';
import type { Lanes } from './lanes.ts';
import type { OwnedReadGuard } from './read-guard.ts';
import type { OpenStoredOp } from './kinds/registry.ts';
import type { KnowledgeRepo } from '../store/desk/knowledge-repo.ts';
import type { PackageStore } from '../store/mirror/package-writer.ts';
import type { PlanRepo } from '../store/outbox/plan-repo.ts';
import type { PackageKey } from '../../../src-shared/domain/workflow/package-key.ts';
import type { StoredPackage } from '../store/mirror/package-queries.ts';

/** What the mirror holds of a request now. `isGone`: the service does not know it any more. */
interface MirrorRequest {
  readonly request: ReassignRequest;
  readonly isGone: boolean;
  readonly dossier: DossierFacts | null;
}

export interface OutboxDeps {
  readonly world: Pick<World, 'clock' | 'random' | 'publish' | 'log' | 'failpoint'>;
  readonly store: Connection & Pick<Store, 'epoch' | 'isOwned'>;
  readonly readSettings: ReadSettings;
  readonly accounts: AccountDirectory;
  readonly connectivity: Connectivity;
  readonly mirrorWriter: MirrorWriter;
  /** The same one the mirror writer asks (createReadGuard): the outbox tells it of every acknowledged write. */
  readonly readGuard: OwnedReadGuard;
  /** null = unknown request. */
  readonly findInMirror: (accountId: string, requestId: string) => MirrorRequest | null;
  /** null = unknown package. */
  readonly findPackage: (key: PackageKey) => StoredPackage | null;
  readonly packages: Pick<PackageStore, 'applyPackage' | 'markGone'>;
  /** The same one the package's detail is read with: it keeps what it read. */
  readonly knowledge: KnowledgeRepo;
  /** Told on every change, so that the desk's status can be pushed. */
  readonly onChanged: () => void;
}

/** Shared by the parts of one running outbox. */
export interface OutboxRun extends OutboxDeps {
  readonly ops: OpRepo;
  readonly lanes: Lanes;
  readonly feed: ChangeFeed;
  readonly blocks: AccountBlocks;
  readonly commit: CommitEvent;
  readonly plans: PlanRepo;
  readonly openStoredOp: OpenStoredOp;
  getBreaker(accountId: string): Breaker;
  /** Aborted when the outbox stops: reads end at once. */
  readonly readSignal: AbortSignal;
  /** Aborted when a write outlives the stop's patience. */
  readonly writeSignal: AbortSignal;
  isStopping(): boolean;
  isPaused(): boolean;
  /** Look at the lanes again soon. */
  poke(): void;
}
