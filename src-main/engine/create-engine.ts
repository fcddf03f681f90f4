// Owns: the engine as one object over an injected world: session, handlers, router, status.
// Must not: know processes or messages (main.ts), or hold rules of a feature.
import { createKeychainWatch } from './accounts/keychain-watch.ts';
import { createPatientKeychain } from './accounts/patient-keychain.ts';
import { createAccountHandlers } from './handlers/account-handlers.ts';
import { createDecideHandlers } from './handlers/decide-handlers.ts';
import { createInboxHandlers } from './handlers/inbox-handlers.ts';
import { createPracticeHandlers } from './handlers/practice-handlers.ts';
import { createQueueHandlers } from './handlers/queue-handlers.ts';
import { createSettingsHandlers } from './handlers/settings-handlers.ts';
import { createSyncHandlers } from './handlers/sync-handlers.ts';
import { createPlanHandlers } from './handlers/plan-handlers.ts';
import { createPackageHandlers } from './handlers/package-handlers.ts';
import { createPaletteHandlers } from './handlers/palette-handlers.ts';
import { createDeskSession } from './desk-session.ts';
import { openPracticeDesk, openRealDesk } from './open-desk.ts';
import { readDeskStatus } from './read-status.ts';
import { createRouter } from './router.ts';
import { createStatusBoard } from './status-board.ts';
import { translateStoreError } from './store/sqlite-error.ts';
import type { EventName, EventPayload } from '../../src-shared/contract/events.ts';
import type { Result } from '../../src-shared/contract/errors.ts';
import type { DeskSession, SessionState } from './desk-session.ts';
import type { HandlerContext } from './handlers/handler-context.ts';
import type { Handlers } from './handlers/handler-types.ts';
import type { World } from './ports.ts';

export interface EngineOptions {
  /** Holds the profiles `desk/` and `practice/`. */
  readonly dataFolder: string;
}

export interface Engine {
  /** Answers any call; never rejects. */
  call(route: string, input: unknown): Promise<Result<unknown>>;
  nudge(why: 'resume' | 'focus'): void;
  /** Finishes the write it is in, bounded, and closes the files. */
  stop(): Promise<void>;
}

/** Builds the engine and begins to open the desk; calls are answered at once, with `starting` as the phase. */
export function createEngine(outer: World, options: EngineOptions): Engine {
  // Whatever changes rows or items changes the status too.
  const publish = <E extends EventName>(event: E, payload: EventPayload<E>): void => {
    outer.publish(event, payload);
    board.touch();
  };
  // Refused only while the engine stops; what keeps the desk shut is in its status.
  const look = (): Promise<void> => session.unlock().catch(() => {});
  const keychain = createPatientKeychain({
    keychain: outer.keychain,
    clock: outer.clock,
    onLateAnswer: look,
  });
  const world: World = { ...outer, keychain, publish };
  const onChanged = (): void => {
    board.touch();
    watch.touch();
  };
  const session = createDeskSession({
    world,
    dataFolder: options.dataFolder,
    openDesk: (folder) => openRealDesk({ world, folder, onChanged }),
    openPracticeDesk: (folder, info) => openPracticeDesk({ world, folder, onChanged }, info),
    onChange: onChanged,
  });
  const readStatus = () => readDeskStatus(session.state, world.clock.wallMs());
  const board = createStatusBoard({
    read: readStatus,
    publish: outer.publish,
    clock: world.clock,
    // The status counts rows, so it may be the first to meet a damaged page; a timer has no caller to tell.
    onUnreadable: (error) => {
      if (translateStoreError(error)?.error.code !== 'DATABASE_DAMAGED') throw error;
      onDamaged();
    },
  });
  const watch = createKeychainWatch({
    clock: outer.clock,
    isMissed: () => missesKeychain(session.state),
    look,
  });
  const onDamaged = createRepair(session, world);
  const handlers = createHandlers(session, {
    world,
    session,
    readStatus,
    touchStatus: onChanged,
    tellRows: (keys) => publish('inbox.changed', { keys }),
  });
  const call = createRouter({ handlers, log: world.log, random: world.random, onDamaged });
  void session.start();
  return {
    call,
    nudge: () => session.state.desk?.nudge(),
    stop: async () => {
      board.stop();
      watch.stop();
      await session.stop();
    },
  };
}

/** One repair at a time; calls that fail meanwhile find the fresh mirror the next time. */
function createRepair(session: DeskSession, { log, publish }: World): () => void {
  let isRepairing = false;
  return () => {
    if (isRepairing) return;
    isRepairing = true;
    log.warn('desk.damaged');
    void session
      .repair()
      .then(() => publish('inbox.changed', { keys: null }))
      // Refused only while the engine stops; what kept the desk shut otherwise is in its status.
      .catch(() => {})
      .finally(() => {
        isRepairing = false;
      });
  };
}

/** Whether stored data or an account waits for a keychain that did not answer. */
function missesKeychain({ phase, problem, desk }: SessionState): boolean {
  if (desk !== null) return desk.accounts.missesKeychain();
  return phase === 'locked' && problem?.code === 'KEYCHAIN_ABSENT';
}

/** The whole map; a route without a handler does not compile. */
function createHandlers(session: DeskSession, context: HandlerContext): Handlers {
  const getOutbox = () => session.readDesk().outbox;
  return {
    ...createInboxHandlers(context),
    ...createAccountHandlers(context),
    ...createPracticeHandlers(context),
    ...createSettingsHandlers(context),
    ...createDecideHandlers(getOutbox),
    ...createQueueHandlers(getOutbox),
    ...createPackageHandlers(context),
    ...createPaletteHandlers(context),
    ...createPlanHandlers(getOutbox),
    ...createSyncHandlers({
      readParts: () => session.readDesk(),
      publish: context.world.publish,
    }),
  };
}
