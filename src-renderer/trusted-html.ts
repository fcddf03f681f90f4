// Owns: the page's only Trusted Types policy. Must not: let any markup through.

interface TrustedTypesFactory {
  createPolicy(name: string, rules: { createHTML: (html: string) => string | null }): unknown;
}

/**
 * React Aria empties its live regions by assigning '' to innerHTML, which Trusted Types refuses without a policy and
 * which then blanks the page. Only the empty text passes; any other markup is refused as before.
 */
export function allowOnlyEmptyHtml(): void {
  const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
  factory?.createPolicy('default', { createHTML: (html) => (html === '' ? '' : null) });
}
