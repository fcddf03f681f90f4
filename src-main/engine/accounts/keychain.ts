// Owns: the OS keychain through keytar, the only place that knows it. Must not: log or keep a value.
import { createRequire } from 'node:module';
import { CodedError } from '../../../src-shared/contract/errors.ts';
import type { Keychain } from '../ports.ts';

type Keytar = typeof import('keytar');

const require = createRequire(import.meta.url);

export interface OsKeychain extends Keychain {
  /** Whether it has not answered yet; each question holds a thread, which a process that exits would wait for. */
  isWaiting(): boolean;
}

/**
 * The keychain under a service name. Rejects with KEYCHAIN_ABSENT when there is none to talk to (library
 * missing, no session bus, no service) and KEYCHAIN_LOCKED when it answers but takes nothing. A locked one reads
 * as null: libsecret does not tell the two apart, so callers must not either.
 */
export function createKeychain(service: string): OsKeychain {
  let openQuestions = 0;
  // Loaded on first use: without libsecret the module throws on load, and that must not stop the engine. By require,
  // which tries anew each time: an import that failed once would fail until the next start.
  const load = (): Keytar => {
    try {
      return require('keytar') as Keytar;
    } catch {
      throw new CodedError('KEYCHAIN_ABSENT', 'The keychain library could not be loaded');
    }
  };
  const track = async <T>(question: Promise<T>): Promise<T> => {
    openQuestions += 1;
    try {
      return await question;
    } finally {
      openQuestions -= 1;
    }
  };
  const read = async (item: string): Promise<string | null> => {
    const keytar = load();
    try {
      return await track(keytar.getPassword(service, item));
    } catch {
      throw new CodedError('KEYCHAIN_ABSENT', 'No keychain service answers');
    }
  };
  return {
    read,
    isWaiting: () => openQuestions > 0,
    write: async (item, value) => {
      const keytar = load();
      try {
        await track(keytar.setPassword(service, item, value));
      } catch {
        // A keychain that still answers a read is there, but closed to us.
        await read(item);
        throw new CodedError('KEYCHAIN_LOCKED', 'The keychain takes nothing: it is locked');
      }
    },
    remove: async (item) => {
      const keytar = load();
      try {
        await track(keytar.deletePassword(service, item));
      } catch {
        await read(item);
        throw new CodedError('KEYCHAIN_LOCKED', 'The keychain gives nothing away: it is locked');
      }
    },
  };
}

/** A keychain that forgets at exit: the practice desk's, whose key is made anew at each start. */
export function createMemoryKeychain(): Keychain {
  const items = new Map<string, string>();
  return {
    read: (item) => Promise.resolve(items.get(item) ?? null),
    write: (item, value) => {
      items.set(item, value);
      return Promise.resolve();
    },
    remove: (item) => {
      items.delete(item);
      return Promise.resolve();
    },
  };
}
