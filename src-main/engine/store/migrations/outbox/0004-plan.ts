// Owns: the tables of plans: what a person wants of a package, and the calls planned to get there (OUTBOX §1).

/**
 * The items of a plan are `op` rows whose `group_id` is the plan's id. `wanted`, `theirs` and `base` are JSON lists,
 * `calls` the calls of one segment in order, `reading` the assumptions under which they lead from `base` to the wanted
 * list. A plan made anew midway gets a further segment; segments never change. `theirs` is the list last read that
 * was not the one expected.
 */
export const sql = `
CREATE TABLE workflow_plan (
  plan_id       TEXT PRIMARY KEY,
  account_id    TEXT NOT NULL,
  package_id    TEXT NOT NULL,
  package_name  TEXT NOT NULL,
  wanted        TEXT NOT NULL,
  theirs        TEXT,
  made_ms       INTEGER NOT NULL
) STRICT;
CREATE TABLE workflow_segment (
  plan_id  TEXT NOT NULL REFERENCES workflow_plan (plan_id),
  segment  INTEGER NOT NULL,
  base     TEXT NOT NULL,
  reading  TEXT NOT NULL,
  calls    TEXT NOT NULL,
  PRIMARY KEY (plan_id, segment)
) STRICT;
CREATE INDEX op_group ON op (group_id, seq) WHERE group_id IS NOT NULL;
`;
