// Owns: connecting an account of either kind: fields, test, and saving only what was tested or is explicitly wanted.
import { useState } from 'react';
import styles from './accounts.module.css';
import { addAccount } from './account-calls.ts';
import { ConnectFields } from './connect-fields.tsx';
import { ConnectionTestSteps } from './connection-test-steps.tsx';
import { createAccountDraft, findDraftProblems, readAccountInput } from './account-draft.ts';
import { findFailedStep, maySaveAnyway } from './test-progress.ts';
import { useConnectionTest } from './use-connection-test.ts';
import { announce } from '../../stores/announcer-store.ts';
import { readEverything } from '../../stores/connect-desk.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { words } from '../../words/words.ts';
import type { AccountDraft } from './account-draft.ts';
import type { AccountKind } from './account-kind.ts';
import type { ConnectionTestView } from './use-connection-test.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';

export interface ConnectFormProps {
  /** Called after the account is stored. */
  readonly onSaved: (kind: AccountKind) => void;
  readonly onCancel?: () => void;
}

const says = words.accounts.connect;

export function ConnectForm({ onSaved, onCancel }: ConnectFormProps) {
  const form = useConnectForm(onSaved);
  const { view } = form.test;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void form.runTest();
      }}
    >
      <ConnectFields
        draft={form.draft}
        problems={form.isChecked ? findDraftProblems(form.draft) : {}}
        onChange={form.change}
      />
      <ConnectionTestSteps view={view} kind={form.draft.kind} />
      {form.error === null ? null : <ErrorNote error={form.error} />}
      <div className={styles.formActs}>
        <Button
          type="submit"
          kind={view.phase === 'passed' ? 'plain' : 'primary'}
          isPending={view.phase === 'running' || form.isSaving}
        >
          {nameTestButton(view)}
        </Button>
        <Button
          kind={view.phase === 'passed' ? 'primary' : 'plain'}
          isDisabled={view.phase !== 'passed'}
          isPending={form.isSaving}
          onPress={() => void form.save()}
        >
          {says.save}
        </Button>
        {onCancel === undefined ? null : (
          <Button kind="quiet" onPress={onCancel}>
            {words.ui.cancel}
          </Button>
        )}
      </div>
      {view.phase === 'none' ? <p className={styles.hint}>{says.saveHint}</p> : null}
      {canSaveAnyway(view) ? (
        <div className={styles.anyway}>
          <p className={styles.hint}>{says.saveAnywayText[form.draft.kind]}</p>
          <Button size="small" isPending={form.isSaving} onPress={() => void form.save()}>
            {says.saveAnyway}
          </Button>
        </div>
      ) : null}
    </form>
  );
}

function nameTestButton({ phase }: ConnectionTestView): string {
  if (phase === 'running') return says.testing;
  return phase === 'none' ? says.test : says.testAgain;
}

function canSaveAnyway(view: ConnectionTestView): boolean {
  if (view.phase !== 'failed') return false;
  const error = findFailedStep(view.steps)?.error ?? view.error;
  return error === null || maySaveAnyway(error);
}

function useConnectForm(onSaved: ConnectFormProps['onSaved']) {
  const [draft, setDraft] = useState(() => createAccountDraft());
  const [isChecked, setIsChecked] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const [error, setError] = useState<DeskError | null>(null);
  const test = useConnectionTest();
  const change = (part: Partial<AccountDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    // The name is no part of the connection.
    if (Object.keys(part).some((name) => name !== 'label')) test.forget();
  };
  const isSound = () => {
    setIsChecked(true);
    return Object.keys(findDraftProblems(draft)).length === 0;
  };
  const runTest = async () => {
    setError(null);
    if (isSound()) await test.testTyped(readAccountInput(draft));
  };
  const save = async () => {
    if (!isSound()) return;
    setIsSaving(true);
    setError(null);
    const result = await addAccount(readAccountInput(draft));
    setIsSaving(false);
    if (!result.ok) {
      setError(result.error);
      return;
    }
    announce(says.saved);
    await readEverything();
    onSaved(draft.kind);
  };
  return { draft, change, isChecked, isSaving, error, test, runTest, save };
}
