// Owns: the OS keychain through keytar, the only place that knows it. Must not: log or keep a value.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import type { Keychain } from '../ports.ts';

type Keytar = typeof import('keytar');

/**
 * The keychain under a service name. Rejects with KEYCHAIN_ABSENT when there is none to talk to (library
 * missing, no session bus, no service) and KEYCHAIN_LOCKED when it answers but takes nothing. A locked one reads
 * as null: libsecret does not tell the two apart, so callers must not either.
 */
export function createKeychain(service: string): Keychain {
  // Loaded on first use: without libsecret the module throws on load, and that must not stop the engine.
  const load = async (): Promise<Keytar> => {
    try {
      const module = await import('keytar');
      return 'default' in module ? module.default : module;
    } catch {
      throw new CodedError('KEYCHAIN_ABSENT', 'The keychain library could not be loaded');
    }
  };
  const read = async (item: string): Promise<string | null> => {
    const keytar = await load();
    try {
      return await keytar.getPassword(service, item);
    } catch {
      throw new CodedError('KEYCHAIN_ABSENT', 'No keychain service answers');
    }
  };
  return {
    read,
    write: async (item, value) => {
      const keytar = await load();
      try {
        await keytar.setPassword(service, item, value);
      } catch {
        // A keychain that still answers a read is there, but closed to us.
        await read(item);
        throw new CodedError('KEYCHAIN_LOCKED', 'The keychain takes nothing: it is locked');
      }
    },
    remove: async (item) => {
      const keytar = await load();
      try {
        await keytar.deletePassword(service, item);
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
