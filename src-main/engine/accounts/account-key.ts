// Owns: how an account's secrets lie in the keychain, one item an account. Must not: put them anywhere else.
import type { CmSignKey } from '../remote/cm-sign/token.ts';
import type { SigningHubKey } from '../remote/signinghub/token.ts';
import type { Keychain } from '../ports.ts';

/** What an account logs in with; its members say of which kind it is. */
export type AccountKey = CmSignKey | SigningHubKey;

/** Whether a key belongs to a SigningHub account. */
export function isSigningHubKey(key: AccountKey): key is SigningHubKey {
  return 'clientId' in key;
}

/** null when it is missing, locked away, or not what we wrote. */
export async function readAccountKey(
  keychain: Keychain,
  accountId: string,
): Promise<AccountKey | null> {
  const stored = await keychain.read(nameItem(accountId));
  if (stored === null) return null;
  try {
    return parseKey(JSON.parse(stored));
  } catch {
    // Somebody else wrote there; to the desk that is the same as no key.
    return null;
  }
}

/** Rejects with KEYCHAIN_ABSENT or KEYCHAIN_LOCKED. */
export async function writeAccountKey(
  keychain: Keychain,
  accountId: string,
  key: AccountKey,
): Promise<void> {
  await keychain.write(nameItem(accountId), JSON.stringify(pickKey(key)));
}

export async function removeAccountKey(keychain: Keychain, accountId: string): Promise<void> {
  await keychain.remove(nameItem(accountId));
}

function nameItem(accountId: string): string {
  return `account:${accountId}`;
}

/** The members of a key and no others. */
function pickKey(key: AccountKey): AccountKey {
  if (!isSigningHubKey(key)) return { keyId: key.keyId, secret: key.secret };
  const { clientId, clientSecret, username, password, scope } = key;
  return { clientId, clientSecret, username, password, scope };
}

function parseKey(value: unknown): AccountKey | null {
  if (typeof value !== 'object' || value === null) return null;
  const members: Readonly<Record<string, unknown>> = { ...value };
  const { keyId, secret, clientId, clientSecret, username, password, scope } = members;
  if (typeof keyId === 'string' && typeof secret === 'string') return { keyId, secret };
  const areTexts =
    typeof clientId === 'string' &&
    typeof clientSecret === 'string' &&
    typeof username === 'string' &&
    typeof password === 'string';
  if (!areTexts || (scope !== null && typeof scope !== 'string')) return null;
  return { clientId, clientSecret, username, password, scope };
}
