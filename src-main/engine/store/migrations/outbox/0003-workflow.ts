// Owns: what must survive the mirror of a person's work on workflows: drafts, lane templates, and what was learned.

/**
 * `base` and `wanted` are JSON lists of recipients. `workflow_knowledge.readings` holds what may still be true of an
 * account's service, written by knowledge-repo.ts.
 */
export const sql = `
CREATE TABLE workflow_draft (
  account_id TEXT NOT NULL, package_id TEXT NOT NULL, base TEXT NOT NULL, wanted TEXT NOT NULL, saved_ms INTEGER NOT NULL,
  PRIMARY KEY (account_id, package_id)
) STRICT;
CREATE TABLE lane_template (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, type TEXT NOT NULL, lanes TEXT NOT NULL, saved_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE workflow_knowledge (
  account_id TEXT PRIMARY KEY, readings TEXT NOT NULL, learned_ms INTEGER NOT NULL
) STRICT;
`;
