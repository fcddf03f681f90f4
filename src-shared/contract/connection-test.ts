// Owns: the named steps of a connection test and what each tells. Types only, besides the names.
import type { DeskError } from './errors.ts';

/** Steps of a connection test, in the order they run. */
export const TEST_STEPS = ['address', 'tls', 'clock', 'key', 'list'] as const;

export interface TestStep {
  readonly name: (typeof TEST_STEPS)[number];
  readonly state: 'running' | 'passed' | 'failed' | 'skipped';
  readonly error: DeskError | null;
  /** Facts for the sentence, such as skewMs or count. */
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface ConnectionTest {
  readonly testId: string;
  readonly passed: boolean;
  readonly steps: readonly TestStep[];
}
