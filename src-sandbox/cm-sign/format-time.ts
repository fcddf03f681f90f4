// Owns the timestamp format of the API: seconds, numeric offset, always UTC (specification 9.3).

/** `2024-01-01T00:00:00+00:00` for milliseconds since 1970. */
export function formatTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
}
