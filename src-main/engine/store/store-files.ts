// Owns: the names of a profile's files. Must not: touch one. The labels under which keys are derived (key.ts,
// journal-line.ts) look alike and are not these: a label may never change.

export const KEY_CHECK_FILE = 'key.check';
export const OWNER_MARK_FILE = 'engine.owner';

export const MIRROR_FILE = 'mirror.db';
/** Asks the next start to make the mirror anew. */
export const MIRROR_RAZE_MARK = 'mirror.raze';

export const OUTBOX_FILE = 'outbox.db';
export const JOURNAL_FILE = 'outbox.journal';
export const BACKUP_FOLDER = 'backups';

/** Names the kept folder while a salvage runs: a start that finds it begins anew from there. */
export const SALVAGE_MARK = 'outbox.salvage';
export const SALVAGE_LOCK_FILE = 'outbox.lock';
/** The outbox that a salvage makes. */
export const FRESH_FILE = 'outbox.fresh.db';
/** The copy of a damaged file that a salvage reads. */
export const WORK_FILE = 'outbox.work.db';

/** What was set aside: of the outbox in the profile's folder, of a whole profile beside it. */
export const KEPT_FOLDER = 'kept';
