// Owns: which migrations each file goes through, in order. The version of a file is how many have run.
// Must not: change or reorder a migration that has shipped; add a new one at the end.
import { sql as reassign } from './mirror/0001-reassign.ts';
import { sql as search } from './mirror/0002-search.ts';
import { sql as inbox } from './mirror/0003-inbox.ts';
import { sql as pull } from './mirror/0004-pull.ts';
import { sql as packages } from './mirror/0005-package.ts';
import { sql as leanRequest } from './mirror/0006-lean-request.ts';
import { sql as mergeApart } from './mirror/0007-merge-apart.ts';
import { sql as desk } from './outbox/0001-desk.ts';
import { sql as op } from './outbox/0002-op.ts';
import { sql as workflow } from './outbox/0003-workflow.ts';
import { sql as plan } from './outbox/0004-plan.ts';
import { sql as snooze } from './outbox/0005-snooze.ts';
import { sql as journal } from './outbox/0006-journal.ts';

export const MIRROR_MIGRATIONS: readonly string[] = [
  reassign,
  search,
  inbox,
  pull,
  packages,
  leanRequest,
  mergeApart,
];
export const OUTBOX_MIGRATIONS: readonly string[] = [desk, op, workflow, plan, snooze, journal];
