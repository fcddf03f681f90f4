// Owns: how the search index of requests merges its segments.

/**
 * FTS5 merges inside the commit that happens to fill a level, which made that commit twice as long. Sync merges at 16
 * segments of a level in pieces of its own (mergeIndex); at 32 FTS5 does it still, for rows that come one by one.
 */
export const sql = `
INSERT INTO reassign_search (reassign_search, rank) VALUES ('usermerge', 16);
INSERT INTO reassign_search (reassign_search, rank) VALUES ('automerge', 32);
`;
