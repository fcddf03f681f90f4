// Owns: the accounts of the open profile with their live clients and what is known of their keys.
// Must not: test connections, or let a secret out of here but into the client and the keychain.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { createCmSignClient } from '../remote/cm-sign/client.ts';
import { readAccountKey, removeAccountKey, writeAccountKey } from './account-key.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { CmSignKey } from '../remote/cm-sign/token.ts';
import type { OwnedCmSignClient } from '../remote/cm-sign/client.ts';
import type { AccountRepo } from '../store/desk/account-repo.ts';
import type { AccountDirectory, AccountRecord, Clock, Keychain } from '../ports.ts';

export interface LiveAccounts extends AccountDirectory {
  find(accountId: string): AccountRecord | null;
  findCmSignClient(accountId: string): OwnedCmSignClient | null;
  /** Why an account has no client: KEYCHAIN_ABSENT, KEY_UNAVAILABLE or ADDRESS_*; null when it has one. */
  findProblem(accountId: string): DeskError | null;
  /** Reads the keys of accounts that have no client yet; answers the ids that have one now. Never rejects. */
  readKeys(): Promise<readonly string[]>;
  /** Stores key, then row. Throws ACCOUNT_EXISTS, KEYCHAIN_* or ADDRESS_*. */
  add(account: AccountRecord, key: CmSignKey): Promise<void>;
  replaceKey(accountId: string, key: CmSignKey): Promise<void>;
  /** Points an account at another address, e.g. the practice service's new port. */
  moveTo(accountId: string, baseUrl: string): Promise<void>;
  rename(accountId: string, label: string): void;
  /** `endWork` runs once removal is certain and before the rows go. Throws ACCOUNT_HAS_UNSENT, KEYCHAIN_*. */
  remove(accountId: string, endWork: () => Promise<void>): Promise<void>;
  readKey(accountId: string): CmSignKey | null;
  close(): Promise<void>;
}

interface Live {
  readonly client: OwnedCmSignClient;
  readonly key: CmSignKey;
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
    return this.#live.get(accountId)?.client ?? null;
  }

  findProblem(accountId: string): DeskError | null {
    return this.#problems.get(accountId) ?? null;
  }

  readKey(accountId: string): CmSignKey | null {
    return this.#live.get(accountId)?.key ?? null;
  }

  async readKeys(): Promise<readonly string[]> {
    const found: string[] = [];
    for (const account of this.#repo.list()) {
      if (this.#live.has(account.id)) continue;
      try {
        const key = await readAccountKey(this.#keychain, account.id);
        if (key === null) throw new CodedError('KEY_UNAVAILABLE', 'The account has no key');
        await this.#connect(account, key);
        found.push(account.id);
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        this.#problems.set(account.id, error.error);
      }
    }
    return found;
  }

  async add(account: AccountRecord, key: CmSignKey): Promise<void> {
    for (const other of this.#repo.list()) {
      const isSameKey = this.#live.get(other.id)?.key.keyId === key.keyId;
      if (isSameKey && other.baseUrl === account.baseUrl) {
        throw new CodedError('ACCOUNT_EXISTS', 'This key at this address is connected already');
      }
    }
    // The key first: a row without its key would be an account that cannot work.
    await writeAccountKey(this.#keychain, account.id, key);
    this.#repo.insert(account);
    await this.#connect(account, key);
  }

  async replaceKey(accountId: string, key: CmSignKey): Promise<void> {
    const account = this.#require(accountId);
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

  async #connect(account: AccountRecord, key: CmSignKey): Promise<void> {
    const client = createCmSignClient({ baseUrl: account.baseUrl, clock: this.#clock, ...key });
    await this.#disconnect(account.id);
    this.#live.set(account.id, { client, key });
    this.#problems.delete(account.id);
  }

  async #disconnect(accountId: string): Promise<void> {
    const live = this.#live.get(accountId);
    this.#live.delete(accountId);
    await live?.client.close();
  }

  #refuseUnsent(accountId: string): void {
    if (!this.#repo.hasUnsent(accountId)) return;
    throw new CodedError('ACCOUNT_HAS_UNSENT', 'Decisions of this account are not at rest');
  }

  #require(accountId: string): AccountRecord {
    const account = this.#repo.find(accountId);
    if (account === null) throw new CodedError('NOT_FOUND', 'There is no such account');
    return account;
  }
}
