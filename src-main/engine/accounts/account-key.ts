// Owns: how an account's key id and secret lie in the keychain. Must not: put either anywhere else.
import type { CmSignKey } from '../remote/cm-sign/token.ts';
import type { Keychain } from '../ports.ts';

/** null when it is missing, locked away, or not what we wrote. */
export async function readAccountKey(
  keychain: Keychain,
  accountId: string,
): Promise<CmSignKey | null> {
  const stored = await keychain.read(nameItem(accountId));
  if (stored === null) return null;
  try {
    const value: unknown = JSON.parse(stored);
    return isCmSignKey(value) ? { keyId: value.keyId, secret: value.secret } : null;
  } catch {
    // Somebody else wrote there; to the desk that is the same as no key.
    return null;
  }
}

/** Rejects with KEYCHAIN_ABSENT or KEYCHAIN_LOCKED. */
export async function writeAccountKey(
  keychain: Keychain,
  accountId: string,
  key: CmSignKey,
): Promise<void> {
  await keychain.write(
    nameItem(accountId),
    JSON.stringify({ keyId: key.keyId, secret: key.secret }),
  );
}

export async function removeAccountKey(keychain: Keychain, accountId: string): Promise<void> {
  await keychain.remove(nameItem(accountId));
}

function nameItem(accountId: string): string {
  return `account:${accountId}`;
}

function isCmSignKey(value: unknown): value is CmSignKey {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'keyId' in value &&
    typeof value.keyId === 'string' &&
    'secret' in value &&
    typeof value.secret === 'string'
  );
}
