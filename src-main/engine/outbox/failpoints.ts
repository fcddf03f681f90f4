// Owns: the names of the moments at which a test may kill, throw or delay: one before and after each durable step
// and each exchange (OUTBOX §2, persistence table). Must not: do anything in production.

export const OUTBOX_FAILPOINTS = [
  'outbox.decide.before-commit',
  'outbox.decide.after-commit',
  'outbox.precheck.before-read',
  'outbox.precheck.after-read',
  'outbox.sending.before-commit',
  'outbox.sending.after-commit',
  'outbox.write.after-answer',
  'outbox.answer.after-commit',
  'outbox.read-back.before-read',
  'outbox.read-back.after-read',
  'outbox.mirror.after-commit',
  'outbox.rest.after-commit',
] as const;
