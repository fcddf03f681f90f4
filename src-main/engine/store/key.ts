// Owns: the master key of a profile: where it comes from, and one derived key for each file.
// Must not: make a key where a database exists, or delete anything; a lost key is never made worse.
import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { hasDatabase } from './open.ts';
import { KEY_CHECK_FILE } from './store-files.ts';
import type { Keychain } from '../ports.ts';
import type { StoreKeys } from './open.ts';

const KEY_BYTES = 32;

/** The keychain item that holds the desk profile's master key, in base64. */
export const MASTER_KEY_ITEM = 'database-key';

/**
 * Answers the file keys of a profile, making the master key on the very first run. Rejects with CodedError:
 * KEYCHAIN_ABSENT; KEYCHAIN_SLOW; KEYCHAIN_LOCKED (no database yet and the new key cannot be stored);
 * KEY_UNAVAILABLE (a database exists, and its key is missing, locked away or another one).
 */
export async function loadStoreKeys(keychain: Keychain, folder: string): Promise<StoreKeys> {
  const stored = await keychain.read(MASTER_KEY_ITEM);
  if (stored === null) {
    if (hasDatabase(folder)) throw createUnavailable('missing-or-locked');
    return createKeys(keychain, folder);
  }
  const master = Buffer.from(stored, 'base64');
  if (master.byteLength !== KEY_BYTES) throw createUnavailable('malformed');
  if (!matchesCheck(folder, master)) {
    if (hasDatabase(folder)) throw createUnavailable('replaced');
    writeCheck(folder, master);
  }
  return deriveStoreKeys(master);
}

/** The practice desk holds made-up data only; its key is the same everywhere and guards nothing. */
export function createPracticeKeys(): StoreKeys {
  return deriveStoreKeys(createHash('sha256').update('signing-desk practice').digest());
}

async function createKeys(keychain: Keychain, folder: string): Promise<StoreKeys> {
  const master = randomBytes(KEY_BYTES);
  const text = master.toString('base64');
  await keychain.write(MASTER_KEY_ITEM, text);
  // Some keychains accept and forget; a database under a key nobody keeps would be lost at the next start.
  if ((await keychain.read(MASTER_KEY_ITEM)) !== text) {
    throw new CodedError('KEYCHAIN_LOCKED', 'The keychain did not keep the new key');
  }
  writeCheck(folder, master);
  return deriveStoreKeys(master);
}

function deriveStoreKeys(master: Uint8Array): StoreKeys {
  return { mirror: deriveKey(master, 'mirror.db'), outbox: deriveKey(master, 'outbox.db') };
}

function deriveKey(master: Uint8Array, file: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', master, '', `signing-desk/1/${file}`, KEY_BYTES));
}

// A fingerprint beside the files tells a wrong key from a damaged file; it says nothing about the key.
function matchesCheck(folder: string, master: Uint8Array): boolean {
  const path = join(folder, KEY_CHECK_FILE);
  if (!existsSync(path)) return hasDatabase(folder);
  const stored = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
  const actual = createFingerprint(master);
  return stored.byteLength === actual.byteLength && timingSafeEqual(stored, actual);
}

function writeCheck(folder: string, master: Uint8Array): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, KEY_CHECK_FILE);
  writeFileSync(`${path}.partial`, createFingerprint(master).toString('hex'), {
    mode: 0o600,
    flush: true,
  });
  renameSync(`${path}.partial`, path);
}

function createFingerprint(master: Uint8Array): Buffer {
  return createHmac('sha256', deriveKey(master, 'check')).update('key').digest().subarray(0, 16);
}

function createUnavailable(why: 'missing-or-locked' | 'malformed' | 'replaced'): CodedError {
  return new CodedError('KEY_UNAVAILABLE', 'The key of the existing database is not to be had', {
    why,
  });
}
