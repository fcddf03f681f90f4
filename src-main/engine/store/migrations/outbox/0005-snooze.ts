// Owns: the picture beside a snooze, for one that ends when the request changes.

/** `seen_hash` is the mirror's hash of the picture put out of sight; null = only the time ends it. */
export const sql = `
ALTER TABLE snooze ADD COLUMN seen_hash TEXT;
`;
