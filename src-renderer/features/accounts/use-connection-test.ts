// Owns: running one connection test and following its steps live.
import { useEffect, useRef, useState } from 'react';
import { testAccount } from './account-calls.ts';
import { createShownSteps, takeStep } from './test-progress.ts';
import { callDesk, listenToDesk } from '../../bridge.ts';
import { announce } from '../../stores/announcer-store.ts';
import { words } from '../../words/words.ts';
import type { AccountInput } from './account-draft.ts';
import type { AccountKind } from './account-kind.ts';
import type { ShownStep } from './test-progress.ts';
import type { AccountStatus } from '../../../src-shared/contract/desk-status.ts';
import type { DeskError, Result } from '../../../src-shared/contract/errors.ts';
import type { ConnectionTest } from '../../../src-shared/contract/routes.ts';

export interface ConnectionTestView {
  readonly phase: 'none' | 'running' | 'passed' | 'failed';
  readonly steps: readonly ShownStep[];
  /** The call itself failed: no step says why. */
  readonly error: DeskError | null;
}

const NO_TEST: ConnectionTestView = { phase: 'none', steps: [], error: null };

export interface ConnectionTestControl {
  readonly view: ConnectionTestView;
  testTyped(input: AccountInput): Promise<void>;
  testStored(account: Pick<AccountStatus, 'id' | 'kind'>): Promise<void>;
  /** Forgets the result: what was tested is not what stands in the fields any more. */
  forget(): void;
}

export function useConnectionTest(): ConnectionTestControl {
  const [view, setView] = useState<ConnectionTestView>(NO_TEST);
  const running = useRef<string | null>(null);
  useEffect(
    () =>
      listenToDesk('account.tested', ({ testId, step }) => {
        if (testId !== running.current) return;
        setView((before) => ({ ...before, steps: takeStep(before.steps, step) }));
      }),
    [],
  );
  const run = async (
    kind: AccountKind,
    call: (testId: string) => Promise<Result<ConnectionTest>>,
  ) => {
    const testId = crypto.randomUUID();
    running.current = testId;
    setView({ phase: 'running', steps: createShownSteps(), error: null });
    const result = await call(testId);
    if (running.current !== testId) return;
    running.current = null;
    const next = readResult(result);
    setView(next);
    announce(writeOutcome(next, kind));
  };
  return {
    view,
    testTyped: (input) => run(input.kind, (testId) => testAccount(input, testId)),
    testStored: ({ id: accountId, kind }) =>
      run(kind, (testId) => callDesk('account.test', { accountId, testId })),
    forget: () => {
      running.current = null;
      setView(NO_TEST);
    },
  };
}

function readResult(result: Result<ConnectionTest>): ConnectionTestView {
  if (!result.ok) return { phase: 'failed', steps: [], error: result.error };
  const steps = result.value.steps.reduce(takeStep, createShownSteps());
  return { phase: result.value.passed ? 'passed' : 'failed', steps, error: null };
}

function writeOutcome({ phase, steps, error }: ConnectionTestView, kind: AccountKind): string {
  if (phase === 'passed') return words.accounts.test.allPassed;
  if (error !== null) return words.errors[error.code](error.detail ?? {}).what;
  const failed = steps.find(({ state }) => state === 'failed');
  return words.accounts.test.stopped(
    failed === undefined ? '' : words.accounts.test.steps[kind][failed.name],
  );
}
