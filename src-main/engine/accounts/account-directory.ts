// Owns: the accounts of the open profile with their live clients and what is known of their keys.
// Must not: test connections, or let a secret out of here but into the client and the keychain.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { createCmSignClient } from '../remote/cm-sign/client.ts';
import { createSigningHubClient } from '../remote/signinghub/client.ts';
import {
  isSigningHubKey,
  readAccountKey,
  removeAccountKey,
  writeAccountKey,
} from './account-key.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { OwnedCmSignClient } from '../remote/cm-sign/client.ts';
import type { OwnedSigningHubClient } from '../remote/signinghub/client.ts';
import type { AccountKey } from './account-key.ts';
import type { AccountRepo } from '../store/desk/account-repo.ts';
import type { AccountDirectory, AccountRecord, Clock, Keychain } from '../ports.ts';

export interface LiveAccounts extends AccountDirectory {
  find(accountId: string): AccountRecord | null;
  findCmSignClient(accountId: string): OwnedCmSignClient | null;
  findSigningHubClient(accountId: string): OwnedSigningHubClient | null;
  /** The client of either kind, for what both can do. */
  findClient(accountId: string): OwnedCmSignClient | OwnedSigningHubClient | null;
  /** Why an account has no client: KEYCHAIN_ABSENT, KEYCHAIN_SLOW, KEY_UNAVAILABLE or ADDRESS_*; null when it has one. */
  findProblem(accountId: string): DeskError | null;
  /** Whether a key could not be read because no keychain answered. */
  missesKeychain(): boolean;
  /** Reads the keys of accounts that have no client yet; answers the ids that have one now. Never rejects. */
  readKeys(): Promise<readonly string[]>;
  /** Stores key, then row. Throws ACCOUNT_EXISTS, KEYCHAIN_* or ADDRESS_*. */
  add(account: AccountRecord, key: AccountKey): Promise<void>;
  replaceKey(accountId: string, key: AccountKey): Promise<void>;
  /** Points an account at another address, e.g. the practice service's new port. */
  moveTo(accountId: string, baseUrl: string): Promise<void>;
  rename(accountId: string, label: string): void;
  /** `endWork` runs once removal is certain and before the rows go. Throws ACCOUNT_HAS_UNSENT with `count`, KEYCHAIN_*. */
  remove(accountId: string, endWork: () => Promise<void>): Promise<void>;
  readKey(accountId: string): AccountKey | null;
  close(): Promise<void>;
}

interface Live {
  readonly cmSign: OwnedCmSignClient | null;
  readonly signingHub: OwnedSigningHubClient | null;
  readonly key: AccountKey;
}

/** Builds the directory; no client is there before `readKeys`. */
export function createAccountDirectory(options: {
  readonly repo: AccountRepo;
  readonly keychain: Keychain;
  readonly clock: Clock;
}): LiveAccounts {
  return new Directory(options.repo, options.keychain, options.clock);
}

class Directory implements LiveAccounts {
  readonly #repo: AccountRepo;
  readonly #keychain: Keychain;
  readonly #clock: Clock;
  readonly #live = new Map<string, Live>();
  readonly #problems = new Map<string, DeskError>();

  constructor(repo: AccountRepo, keychain: Keychain, clock: Clock) {
    this.#repo = repo;
    this.#keychain = keychain;
    this.#clock = clock;
  }

  list(): readonly AccountRecord[] {
    return this.#repo.list();
  }

  find(accountId: string): AccountRecord | null {
    return this.#repo.find(accountId);
  }

  findCmSignClient(accountId: string): OwnedCmSignClient | null {
    return this.#live.get(accountId)?.cmSign ?? null;
  }

  findSigningHubClient(accountId: string): OwnedSigningHubClient | null {
    return this.#live.get(accountId)?.signingHub ?? null;
  }

  findClient(accountId: string): OwnedCmSignClient | OwnedSigningHubClient | null {
    return this.findCmSignClient(accountId) ?? this.findSigningHubClient(accountId);
  }

  findProblem(accountId: string): DeskError | null {
    return this.#problems.get(accountId) ?? null;
  }

  missesKeychain(): boolean {
    return [...this.#problems.values()].some(({ code }) => code === 'KEYCHAIN_ABSENT');
  }

  readKey(accountId: string): AccountKey | null {
    return this.#live.get(accountId)?.key ?? null;
  }

  async readKeys(): Promise<readonly string[]> {
    const found: string[] = [];
    for (const account of this.#repo.list()) {
      if (this.#live.has(account.id)) continue;
      try {
        const key = await readAccountKey(this.#keychain, account.id);
        // A key of the other kind is not the account's: somebody else's item lies there.
        if (key === null || isSigningHubKey(key) !== (account.kind === 'signinghub')) {
          throw new CodedError('KEY_UNAVAILABLE', 'The account has no key');
        }
        await this.#connect(account, key);
        found.push(account.id);
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        this.#problems.set(account.id, error.error);
      }
    }
    return found;
  }

  async add(account: AccountRecord, key: AccountKey): Promise<void> {
    for (const other of this.#repo.list()) {
      const otherKey = this.readKey(other.id);
      const isSameKey = otherKey !== null && nameKey(otherKey) === nameKey(key);
      if (isSameKey && other.baseUrl === account.baseUrl) {
        throw new CodedError('ACCOUNT_EXISTS', 'This key at this address is connected already');
      }
    }
    // The key first: a row without its key would be an account that cannot work.
    await writeAccountKey(this.#keychain, account.id, key);
    this.#repo.insert(account);
    await this.#connect(account, key);
  }

  async replaceKey(accountId: string, key: AccountKey): Promise<void> {
    const account = this.#require(accountId);
    if (isSigningHubKey(key) !== (account.kind === 'signinghub')) {
      throw new CodedError('NOT_ALLOWED', 'This account takes another kind of key');
    }
    await writeAccountKey(this.#keychain, accountId, key);
    await this.#connect(account, key);
  }

  async moveTo(accountId: string, baseUrl: string): Promise<void> {
    this.#require(accountId);
    this.#repo.moveTo(accountId, baseUrl);
    const key = this.readKey(accountId);
    if (key !== null) await this.#connect(this.#require(accountId), key);
  }

  rename(accountId: string, label: string): void {
    this.#require(accountId);
    this.#repo.rename(accountId, label);
  }

  async remove(accountId: string, endWork: () => Promise<void>): Promise<void> {
    this.#require(accountId);
    this.#refuseUnsent(accountId);
    await removeAccountKey(this.#keychain, accountId);
    await endWork();
    // A decision may have come in meanwhile; it stays, and waits for a key.
    this.#refuseUnsent(accountId);
    this.#repo.remove(accountId);
    this.#problems.delete(accountId);
    await this.#disconnect(accountId);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#live.keys()].map((id) => this.#disconnect(id)));
  }

  async #connect(account: AccountRecord, key: AccountKey): Promise<void> {
    const base = { baseUrl: account.baseUrl, clock: this.#clock };
    const live: Live = isSigningHubKey(key)
      ? { cmSign: null, signingHub: createSigningHubClient({ ...base, key }), key }
      : { cmSign: createCmSignClient({ ...base, ...key }), signingHub: null, key };
    await this.#disconnect(account.id);
    this.#live.set(account.id, live);
    this.#problems.delete(account.id);
  }

  async #disconnect(accountId: string): Promise<void> {
    const live = this.#live.get(accountId);
    this.#live.delete(accountId);
    await live?.cmSign?.close();
    await live?.signingHub?.close();
  }

  #refuseUnsent(accountId: string): void {
    const count = this.#repo.countUnsent(accountId);
    if (count === 0) return;
    throw new CodedError('ACCOUNT_HAS_UNSENT', 'Work of this account is not at rest', { count });
  }

  #require(accountId: string): AccountRecord {
    const account = this.#repo.find(accountId);
    if (account === null) throw new CodedError('NOT_FOUND', 'There is no such account');
    return account;
  }
}

/** Names a key without its secrets: who would log in. */
function nameKey(key: AccountKey): string {
  if (!isSigningHubKey(key)) return JSON.stringify([key.keyId]);
  return JSON.stringify([key.clientId, key.username, key.scope]);
}
