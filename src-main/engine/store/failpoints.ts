// Owns: the names of the moments in the life of the files at which a test may kill. Must not: do anything in production.

export const STORE_FAILPOINTS = [
  'store.migrate.before-commit',
  'store.backup.before-checkpoint',
  'store.backup.after-checkpoint',
  'store.backup.before-rename',
  'store.backup.after-rename',
  'store.journal.renew.before-rename',
  'store.journal.renew.after-rename',
  'store.journal.before-append',
  'store.journal.before-commit',
  'store.journal.compact.before-rename',
  'store.journal.compact.after-rename',
  'store.salvage.after-copy',
  'store.salvage.before-rename',
  'store.salvage.between',
  'store.salvage.after-rename',
] as const;
