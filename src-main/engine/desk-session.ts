// Owns: which profile is open and how it came to be: start, unlock, practice and back, stop; one change at a time.
// Must not: know what a desk is made of (open-desk.ts) or tell anybody (it calls `onChange`).
import { join } from 'node:path';
import { CodedError, createDeskError } from '../../src-shared/contract/errors.ts';
import { removeAccountKey } from './accounts/account-key.ts';
import { exportUnsent } from './export-unsent.ts';
import { describeError } from './log.ts';
import { readLastProfile, writeLastProfile } from './profile-file.ts';
import { hasDatabase, requestMirrorRaze } from './store/open.ts';
import { setProfileAside } from './store/salvage/set-aside.ts';
import { translateStoreError } from './store/sqlite-error.ts';
import type { DeskPhase } from '../../src-shared/contract/desk-status.ts';
import type { DeskError, ErrorCode } from '../../src-shared/contract/errors.ts';
import type { PracticeInfo } from '../../src-shared/contract/protocol.ts';
import type { ExportedWork } from './export-unsent.ts';
import type { Desk } from './open-desk.ts';
import type { World } from './ports.ts';

export interface SessionOptions {
  readonly world: World;
  readonly dataFolder: string;
  openDesk(folder: string): Promise<Desk>;
  openPracticeDesk(folder: string, info: PracticeInfo): Promise<Desk>;
  onChange(): void;
}

export interface SessionState {
  readonly phase: DeskPhase;
  readonly profile: 'desk' | 'practice';
  readonly problem: DeskError | null;
  readonly desk: Desk | null;
  /** null outside the practice desk. */
  readonly isPracticeOnline: boolean | null;
}

/** Codes after which the desk is locked rather than broken: the data waits for its key. */
const LOCKING: readonly ErrorCode[] = [
  'KEYCHAIN_ABSENT',
  'KEYCHAIN_LOCKED',
  'KEYCHAIN_SLOW',
  'KEY_UNAVAILABLE',
];

// Enough to fill every view, few enough to look through (contract: host.startPractice).
const PRACTICE_REQUESTS = 60;
const PRACTICE_SEED = 7;

export interface DeskSession {
  readonly state: SessionState;
  /** The open desk. Throws the problem that keeps it shut, or NOT_READY. */
  readDesk(): Desk;
  /** Opens what was open last. Never rejects: what goes wrong is the state's `problem`. */
  start(): Promise<void>;
  /** Opens the real desk's store on its first use; rejects with what keeps it shut. */
  ensureOpen(): Promise<Desk>;
  /** Tries again what failed, and reads account keys that were not to be had. */
  unlock(): Promise<void>;
  startPractice(): Promise<void>;
  leavePractice(): Promise<void>;
  setPracticeOnline(isOnline: boolean): Promise<void>;
  /** A file of the open desk turned out damaged: opens anew with a fresh mirror; a damaged outbox shows then. */
  repair(): Promise<void>;
  /** See route `desk.reset`. */
  reset(): Promise<ExportedWork>;
  stop(): Promise<void>;
}

export function createDeskSession(options: SessionOptions): DeskSession {
  return new Session(options);
}

class Session implements DeskSession {
  state: SessionState = {
    phase: 'starting',
    profile: 'desk',
    problem: null,
    desk: null,
    isPracticeOnline: null,
  };
  readonly #options: SessionOptions;
  #turn: Promise<unknown> = Promise.resolve();
  #isStopped = false;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  readDesk(): Desk {
    const { desk, problem } = this.state;
    if (desk !== null) return desk;
    if (problem !== null) throw new CodedError(problem.code, problem.message, problem.detail);
    throw new CodedError('NOT_READY', 'No desk is open yet');
  }

  start(): Promise<void> {
    return this.#takeTurn(async () => {
      const last = readLastProfile(this.#options.dataFolder);
      if (last.profile === 'practice') await this.#resumePractice(last.isPracticeOnline);
      else await this.#openLastDesk();
    });
  }

  ensureOpen(): Promise<Desk> {
    return this.#takeTurn(async () => {
      const { desk, profile } = this.state;
      if (desk === null && profile === 'desk') await this.#openDesk();
      return this.readDesk();
    });
  }

  unlock(): Promise<void> {
    return this.#takeTurn(async () => {
      const { desk, profile } = this.state;
      if (desk !== null) await desk.readKeys();
      else if (profile === 'practice')
        await this.#resumePractice(this.state.isPracticeOnline ?? true);
      else await this.#openLastDesk();
    });
  }

  startPractice(): Promise<void> {
    return this.#takeTurn(async () => {
      if (this.state.profile === 'practice' && this.state.desk !== null) return;
      // The service first: when it cannot start, the desk that is open stays open.
      const info = await this.#startPracticeService();
      await this.#close();
      await this.#openPractice(info, true);
      if (this.state.desk === null) this.readDesk();
    });
  }

  leavePractice(): Promise<void> {
    return this.#takeTurn(async () => {
      if (this.state.profile !== 'practice') return;
      await this.#close();
      this.#remember('desk', true);
      await this.#options.world.askHost('host.stopPractice', null);
      await this.#openLastDesk();
    });
  }

  setPracticeOnline(isOnline: boolean): Promise<void> {
    return this.#takeTurn(async () => {
      if (this.state.profile !== 'practice') {
        throw new CodedError('NOT_ALLOWED', 'Only the practice service has a switch');
      }
      await this.#setNetwork(isOnline);
      this.#remember('practice', isOnline);
      this.#become({ ...this.state, isPracticeOnline: isOnline });
      this.state.desk?.nudge();
    });
  }

  repair(): Promise<void> {
    return this.#takeTurn(async () => {
      const { desk, profile, isPracticeOnline } = this.state;
      if (desk === null) return;
      requestMirrorRaze(desk.store.folder);
      await this.#close();
      if (profile === 'practice') await this.#resumePractice(isPracticeOnline ?? true);
      else await this.#openDesk();
    });
  }

  reset(): Promise<ExportedWork> {
    return this.#takeTurn(async () => {
      const desk = this.readDesk();
      if (desk.profile !== 'desk') {
        throw new CodedError('NOT_ALLOWED', 'The practice desk has nothing to start over from');
      }
      const { dataFolder, world } = this.#options;
      const wallMs = world.clock.wallMs();
      const accounts = desk.accounts.list();
      try {
        // Nothing may be sent while it is written down, or after.
        await desk.outbox.stop();
        const exported = exportUnsent({ outbox: desk.outbox, accounts, dataFolder, wallMs });
        await this.#close();
        setProfileAside(dataFolder, desk.store.folder, wallMs);
        for (const { id } of accounts) await this.#forgetKey(id);
        world.log.warn('desk.reset', { count: exported.count });
        return exported;
      } finally {
        await this.#close();
        await this.#openLastDesk();
      }
    });
  }

  /** The account is gone already; a keychain that does not answer keeps a key that nothing names any more. */
  async #forgetKey(accountId: string): Promise<void> {
    const { keychain, log } = this.#options.world;
    try {
      await removeAccountKey(keychain, accountId);
    } catch {
      log.warn('account.keyKept');
    }
  }

  async stop(): Promise<void> {
    if (this.#isStopped) {
      await this.#turn;
      return;
    }
    await this.#takeTurn(async () => {
      this.#isStopped = true;
      await this.#close();
    });
  }

  /** Without a database nothing is opened: no key is made, and no prompt shown, before there is need. */
  async #openLastDesk(): Promise<void> {
    const folder = join(this.#options.dataFolder, 'desk');
    if (hasDatabase(folder)) await this.#openDesk();
    else this.#become({ ...EMPTY, phase: 'onboarding' });
  }

  async #openDesk(): Promise<void> {
    const folder = join(this.#options.dataFolder, 'desk');
    await this.#attempt(EMPTY, hasDatabase(folder), () => this.#options.openDesk(folder));
  }

  async #resumePractice(isOnline: boolean): Promise<void> {
    try {
      await this.#openPractice(await this.#startPracticeService(), isOnline);
    } catch (error) {
      const problem = this.#describe(error);
      const shut = { ...EMPTY, profile: 'practice', isPracticeOnline: isOnline } as const;
      this.#become({ ...shut, phase: 'failed', problem });
    }
  }

  async #openPractice(info: PracticeInfo, isOnline: boolean): Promise<void> {
    const { dataFolder } = this.#options;
    await this.#setNetwork(isOnline);
    this.#remember('practice', isOnline);
    const shut = { ...EMPTY, profile: 'practice', isPracticeOnline: isOnline } as const;
    await this.#attempt(shut, true, () =>
      this.#options.openPracticeDesk(join(dataFolder, 'practice'), info),
    );
  }

  async #attempt(shut: SessionState, hasData: boolean, open: () => Promise<Desk>): Promise<void> {
    try {
      this.#become({ ...shut, desk: await open(), phase: 'ready' });
    } catch (error) {
      const problem = this.#describe(error);
      const isLocking = LOCKING.includes(problem.code);
      // Without data there is nothing to lock: the person may still practise, and reads why the rest waits.
      const phase = isLocking ? (hasData ? 'locked' : 'onboarding') : 'failed';
      this.#become({ ...shut, phase, problem });
    }
  }

  #describe(error: unknown): DeskError {
    const { log, random } = this.#options.world;
    const coded = translateStoreError(error);
    if (coded !== null) {
      log.warn('desk.shut', { code: coded.error.code });
      return coded.error;
    }
    const errorId = `e${random.uuidV4().slice(0, 8)}`;
    log.error('desk.failed', { errorId, ...describeError(error) });
    return createDeskError('INTERNAL', 'The desk could not be opened', { errorId });
  }

  async #startPracticeService(): Promise<PracticeInfo> {
    const answer = await this.#options.world.askHost('host.startPractice', {
      dataFolder: join(this.#options.dataFolder, 'practice', 'service'),
      requests: PRACTICE_REQUESTS,
      seed: PRACTICE_SEED,
    });
    if (answer.ok) return answer.value;
    throw new CodedError(answer.error.code, answer.error.message, answer.error.detail);
  }

  async #setNetwork(online: boolean): Promise<void> {
    const answer = await this.#options.world.askHost('host.setPracticeNetwork', { online });
    if (!answer.ok) throw new CodedError(answer.error.code, answer.error.message);
  }

  #remember(profile: 'desk' | 'practice', isPracticeOnline: boolean): void {
    writeLastProfile(this.#options.dataFolder, { profile, isPracticeOnline });
  }

  async #close(): Promise<void> {
    const { desk } = this.state;
    this.state = { ...this.state, desk: null, phase: 'starting' };
    await desk?.close();
  }

  #become(state: SessionState): void {
    this.state = state;
    this.#options.world.log.info('desk.phase', { phase: state.phase, profile: state.profile });
    this.#options.onChange();
  }

  #takeTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(() => {
      if (this.#isStopped) throw new CodedError('ABORTED', 'The engine is stopping');
      return work();
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }
}

const EMPTY: SessionState = {
  phase: 'starting',
  profile: 'desk',
  problem: null,
  desk: null,
  isPracticeOnline: null,
};
