// Owns: reading the `Date` and `Retry-After` headers. Must not: decide how long to wait.

/** Milliseconds since 1970 of an HTTP date, or null. */
export function parseHttpDate(value: string | null): number | null {
  if (value === null || !/^[A-Za-z]{3}/.test(value)) return null;
  const ms = Date.parse(value);
  return Number.isFinite(ms) ? ms : null;
}

/**
 * How long the server asks to wait, in milliseconds; null when it asks for nothing readable. A date is measured
 * against the server's own `Date`, so that a wrong clock here does not matter, and a past one means at once (0).
 * Absurdly long waits are passed on as they are: the caller bounds them, where it knows what it waits for.
 */
export function parseRetryAfter(
  value: string | null,
  serverDateMs: number | null,
  wallMs: number,
): number | null {
  if (value === null) return null;
  const text = value.trim();
  if (/^\d{1,15}(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const dateMs = parseHttpDate(text);
  return dateMs === null ? null : Math.max(0, dateMs - (serverDateMs ?? wallMs));
}
