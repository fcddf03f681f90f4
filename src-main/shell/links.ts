// Owns: deep links: `signing-desk://reassign/<uuid>` and nothing else.
// Must not: import electron, act, or pass on any part of a link but the id.

export const LINK_SCHEME = 'signing-desk';

const LINK_PATTERN =
  /^signing-desk:\/\/reassign\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/?$/i;

/** The request's id (lower case), or null for anything that is not exactly such a link. */
export function parseDeepLink(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > 100) return null;
  return LINK_PATTERN.exec(text)?.[1]?.toLowerCase() ?? null;
}

/** Looks through a command line. One link is taken; several make it unclear, so none is. */
export function findDeepLink(argv: readonly string[]): string | null {
  const ids = argv.map(parseDeepLink).filter((id) => id !== null);
  return ids.length === 1 ? (ids[0] ?? null) : null;
}
