// Owns: the steps of a connection test as they come in, complete and in order, and the remedy of a failed one. Pure.
import { words } from '../../words/words.ts';
import type { AccountKind } from './account-kind.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { TestStep } from '../../../src-shared/contract/routes.ts';

/** The contract's order; kept here so that the page needs no schema. */
export const STEP_NAMES = [
  'address',
  'tls',
  'clock',
  'key',
  'list',
] as const satisfies readonly TestStep['name'][];

export interface ShownStep {
  readonly name: TestStep['name'];
  readonly state: TestStep['state'] | 'waiting';
  readonly error: DeskError | null;
  readonly facts: TestStep['facts'];
}

/** All steps before any news. */
export function createShownSteps(): readonly ShownStep[] {
  return STEP_NAMES.map((name) => ({ name, state: 'waiting', error: null, facts: {} }));
}

/** Puts news of one step in its place. */
export function takeStep(steps: readonly ShownStep[], news: TestStep): readonly ShownStep[] {
  return steps.map((step) => (step.name === news.name ? news : step));
}

/** The first step that failed, if any. */
export function findFailedStep(steps: readonly ShownStep[]): ShownStep | null {
  return steps.find(({ state }) => state === 'failed') ?? null;
}

/** What to do about a failure: the words of the test if it has some, else the error's own next step. */
export function chooseRemedy(error: DeskError, kind: AccountKind): string {
  return (
    words.accounts.remedies[kind][error.code] ?? words.errors[error.code](error.detail ?? {}).next
  );
}

/** Saving untested makes sense unless the address can never be used. */
export function maySaveAnyway(error: DeskError): boolean {
  return !['ADDRESS_INVALID', 'ADDRESS_NOT_HTTPS', 'BAD_INPUT'].includes(error.code);
}
