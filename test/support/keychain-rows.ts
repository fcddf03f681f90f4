// Owns: the states a person's keychain may be in beside an existing desk: how each comes about, what the desk must show,
// how it heals and how the desk then goes on. Must not: check it (keychain-matrix.test.ts).
import assert from 'node:assert/strict';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { MASTER_KEY_ITEM } from '../../src-main/engine/store/key.ts';
import { KEYRING_SERVICE, PASSWORD } from './keychain-rig.ts';
import type { ErrorCode } from '../../src-shared/contract/errors.ts';
import type { EngineProcess } from './engine-desk.ts';
import type { KeychainCopy } from './keychain-rig.ts';
import type { KeyringBus, startKeyringBus } from './keyring-bus.ts';

/** What a row works on. */
export interface KeychainStage {
  readonly copy: KeychainCopy;
  readonly bus: KeyringBus;
  readonly masterKey: string;
  /** Starts another bus; it ends with the row. */
  startBus(...args: Parameters<typeof startKeyringBus>): Promise<KeyringBus>;
}

export interface KeychainRow {
  readonly name: string;
  readonly bus?: { readonly isBare?: boolean; readonly hasDisplay?: boolean };
  /** Brings the keychain into its state; answers what else the engine's environment holds. */
  readonly spoil: (stage: KeychainStage) => Promise<NodeJS.ProcessEnv | void>;
  /** What the desk shows, and what happens next; after the last comes `heal`. */
  readonly shows: readonly {
    readonly code: ErrorCode;
    /** Asking again would prompt again. */
    readonly hasJustPrompted?: true;
    readonly next?: (stage: KeychainStage, desk: EngineProcess) => Promise<void>;
  }[];
  readonly heal: (stage: KeychainStage) => Promise<void>;
  readonly goesOn: 'by itself' | 'by looking again' | 'at the next start';
}

const SILENCE_MS = 30_000;
const OTHER_KEY = Buffer.alloc(32, 7).toString('base64');

async function logInWith(password: string | null, { bus }: KeychainStage): Promise<void> {
  await bus.startDaemon(password);
}

async function unlock({ bus }: KeychainStage): Promise<void> {
  await bus.unlock(PASSWORD);
}

async function replaceKey({ bus }: KeychainStage, value: string | null): Promise<void> {
  await bus.startDaemon(PASSWORD);
  if (value === null) await bus.removeItem(KEYRING_SERVICE, MASTER_KEY_ITEM);
  else await bus.writeItem(KEYRING_SERVICE, MASTER_KEY_ITEM, value);
}

/** As whoever kept a backup of the keyring does. */
async function restoreKey({ bus, masterKey }: KeychainStage): Promise<void> {
  await bus.writeItem(KEYRING_SERVICE, MASTER_KEY_ITEM, masterKey);
}

async function spoilLibrary(stage: KeychainStage, spoil: (path: string) => void) {
  await stage.bus.startDaemon(PASSWORD);
  const { nativePath, hookedEnv } = stage.copy;
  copyFileSync(nativePath, `${nativePath}.kept`);
  spoil(nativePath);
  return hookedEnv;
}

async function restoreLibrary({ copy }: KeychainStage): Promise<void> {
  // By rename, as an installer does: the bytes of a library that is loaded must not change under it.
  rmSync(copy.nativePath, { force: true });
  copyFileSync(`${copy.nativePath}.kept`, copy.nativePath);
}

let frozenAtMs = 0;

/** The desk answers all through a silence longer than D-Bus itself waits (25 s). */
async function outlastSilence(_stage: KeychainStage, desk: EngineProcess): Promise<void> {
  const endMs = frozenAtMs + SILENCE_MS;
  await desk.untilStatus(({ phase, problem }) => {
    assert.equal(phase, 'locked');
    assert.ok(problem?.code === 'KEYCHAIN_SLOW' || problem?.code === 'KEYCHAIN_ABSENT');
    return performance.now() > endMs;
  }, SILENCE_MS + 5_000);
}

/** Every state beside "there and open". */
export const KEYCHAIN_ROWS: readonly KeychainRow[] = [
  {
    name: 'silent for 30 s',
    spoil: async (stage) => {
      await logInWith(PASSWORD, stage);
      stage.bus.freeze();
      frozenAtMs = performance.now();
    },
    shows: [{ code: 'KEYCHAIN_SLOW', next: outlastSilence }],
    heal: async ({ bus }) => bus.thaw(),
    goesOn: 'by itself',
  },
  {
    name: 'no session bus',
    spoil: async () => ({ DBUS_SESSION_BUS_ADDRESS: undefined }),
    shows: [{ code: 'KEYCHAIN_ABSENT' }],
    heal: (stage) => logInWith(PASSWORD, stage),
    goesOn: 'at the next start',
  },
  {
    name: 'no secret service',
    bus: { isBare: true },
    spoil: async () => {},
    shows: [{ code: 'KEYCHAIN_ABSENT' }],
    heal: (stage) => logInWith(PASSWORD, stage),
    goesOn: 'by itself',
  },
  {
    name: 'library missing',
    spoil: (stage) => spoilLibrary(stage, (path) => rmSync(path)),
    shows: [{ code: 'KEYCHAIN_ABSENT' }],
    heal: restoreLibrary,
    goesOn: 'by itself',
  },
  {
    name: 'library that does not load',
    spoil: (stage) => spoilLibrary(stage, (path) => writeFileSync(path, 'for another computer')),
    shows: [{ code: 'KEYCHAIN_ABSENT' }],
    heal: restoreLibrary,
    goesOn: 'by itself',
  },
  {
    name: 'locked, nobody logged in',
    spoil: (stage) => logInWith(null, stage),
    shows: [{ code: 'KEY_UNAVAILABLE' }],
    heal: unlock,
    goesOn: 'by looking again',
  },
  {
    name: 'wrong login password',
    spoil: (stage) => logInWith('a wrong one', stage),
    shows: [{ code: 'KEY_UNAVAILABLE' }],
    heal: unlock,
    goesOn: 'by looking again',
  },
  {
    name: 'prompt left open, then dismissed',
    bus: { hasDisplay: true },
    spoil: (stage) => logInWith(null, stage),
    shows: [
      { code: 'KEYCHAIN_SLOW', next: ({ bus }) => bus.dismissPrompt() },
      { code: 'KEY_UNAVAILABLE', hasJustPrompted: true },
    ],
    heal: unlock,
    goesOn: 'by looking again',
  },
  {
    name: 'item removed',
    spoil: (stage) => replaceKey(stage, null),
    shows: [{ code: 'KEY_UNAVAILABLE' }],
    heal: restoreKey,
    goesOn: 'by looking again',
  },
  {
    name: 'another key in its place',
    spoil: (stage) => replaceKey(stage, OTHER_KEY),
    shows: [{ code: 'KEY_UNAVAILABLE' }],
    heal: restoreKey,
    goesOn: 'by looking again',
  },
  {
    name: 'something that is no key in its place',
    spoil: (stage) => replaceKey(stage, 'c2hvcnQ='),
    shows: [{ code: 'KEY_UNAVAILABLE' }],
    heal: restoreKey,
    goesOn: 'by looking again',
  },
  {
    name: 'another keyring than the one that held it',
    spoil: async (stage) => {
      const other = await stage.startBus(stage.copy.otherFolder);
      await other.startDaemon('another password');
      return { DBUS_SESSION_BUS_ADDRESS: other.env['DBUS_SESSION_BUS_ADDRESS'] };
    },
    shows: [{ code: 'KEY_UNAVAILABLE' }],
    heal: (stage) => logInWith(PASSWORD, stage),
    goesOn: 'at the next start',
  },
];
