// Owns: how a model says what went wrong, so that the table can count it. Must not: judge.
import type { Violations } from '../fault-family.ts';

export class ModelViolation extends Error {
  readonly violation: keyof Violations;

  constructor(violation: keyof Violations, what: string) {
    super(`${violation}: ${what}`);
    this.violation = violation;
  }
}
