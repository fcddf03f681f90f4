// Owns: the one string that names a package across accounts. Must not: know what a package holds.

/** `account id` + `/` + `package id`. */
export type PackageKey = string & { readonly __brand: 'PackageKey' };

/** Joins an account id and a package id into a key. Account ids never contain a slash. */
export function createPackageKey(accountId: string, packageId: string): PackageKey {
  return `${accountId}/${packageId}` as PackageKey;
}

/** Takes a key apart; null when it is not a key. */
export function parsePackageKey(key: string): { accountId: string; packageId: string } | null {
  const slash = key.indexOf('/');
  if (slash <= 0 || slash === key.length - 1) return null;
  return { accountId: key.slice(0, slash), packageId: key.slice(slash + 1) };
}
