// Owns: which hosts the review page of an account may lie on (SECURITY 9). Must not: open anything.

/** The service's old hosts (spec §1.2) give review pages on the new one. */
const MOVED_DOMAINS = [['cmdisp.com', 'www.cm.com']] as const;

/**
 * The service's own host and, when it is a named host of at least two labels, its neighbours `www.` and the bare
 * domain: the review page of `api.cm.com` is on `www.cm.com`. The shell checks again.
 */
export function listAllowedHosts(baseUrl: string): readonly string[] {
  const host = new URL(baseUrl).hostname.toLowerCase();
  const labels = host.split('.');
  const isName = labels.length >= 2 && labels.every((label) => /^[a-z0-9-]+$/.test(label));
  if (!isName || /^\d+$/.test(labels.at(-1) ?? '')) return [host];
  const domain = labels.length === 2 ? host : labels.slice(1).join('.');
  // Two labels such as `co.uk` could be a public suffix; only the parent of a longer name counts as its own.
  const siblings = domain.split('.').length >= 2 ? [domain, `www.${domain}`] : [];
  const moved = MOVED_DOMAINS.filter(([old]) => domain === old || domain.endsWith(`.${old}`));
  return [...new Set([host, ...siblings, ...moved.map(([, review]) => review)])];
}
