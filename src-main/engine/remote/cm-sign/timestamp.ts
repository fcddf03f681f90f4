// Owns: reading the service's timestamps (spec §9.3). Must not: guess a time that is not written.

const PATTERN =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*([Zz]|[+-]\d{2}:?\d{2})?$/;

const USUAL =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\+00:00$/;

/**
 * Reads an ISO 8601 timestamp leniently (one-digit hours such as `T0:00:00`, missing seconds, offset without
 * colon; no offset means UTC, as the API says all its times are) into ISO 8601 in UTC; null when it is none.
 */
export function readTimestamp(text: string): string | null {
  // What the service really writes; days up to 28 exist in every month, so nothing can roll over.
  if (USUAL.test(text)) return `${text.slice(0, 19)}.000Z`;
  const match = PATTERN.exec(text.trim());
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  if (month === undefined || day === undefined || month < 1 || month > 12 || day < 1) return null;
  if (hour === undefined || hour > 24 || (minute ?? 0) > 59 || (second ?? 0) > 60) return null;
  const milliseconds = Math.floor(Number(`0.${match[7] ?? '0'}`) * 1000);
  const utcMs = Date.UTC(year ?? 0, month - 1, day, hour, minute, second, milliseconds);
  // Date.UTC rolls 31 February over; such a day is a mistake, not a time.
  if (new Date(Date.UTC(year ?? 0, month - 1, day)).getUTCDate() !== day) return null;
  return new Date(utcMs - readOffsetMs(match[8])).toISOString();
}

function readOffsetMs(offset: string | undefined): number {
  if (offset === undefined || offset.toUpperCase() === 'Z') return 0;
  const digits = offset.replaceAll(/\D/g, '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4));
  return (offset.startsWith('-') ? -1 : 1) * minutes * 60_000;
}
