// Owns: deciding many at once: names first, texts, exactly how many, then a result for each row.
import { useState } from 'react';
import { callDesk } from '../../bridge.ts';
import { announce } from '../../stores/announcer-store.ts';
import { refreshQueue } from '../../stores/queue-store.ts';
import { focusList } from '../../ui/focus-list.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { SEND_CHORD, useSendChord } from '../../ui/send-chord.ts';
import { words } from '../../words/words.ts';
import {
  createBulkItems,
  findBulkProblems,
  keepUnsentTexts,
  listFailedKeys,
  pickBulkRows,
} from './bulk-model.ts';
import styles from './bulk-dialog.module.css';
import { BulkRows } from './bulk-rows.tsx';
import { BulkTextFields } from './bulk-text-fields.tsx';
import { changeBulkTexts, useBulkTexts } from './bulk-text-store.ts';
import { select, useListStore } from './list-store.ts';
import { useOverlayStore } from './overlay-store.ts';
import { followChange } from './read-list.ts';
import type { BulkItem, BulkTexts } from './bulk-model.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { InboxRow } from '../../../src-shared/contract/inbox-view.ts';
import type { RowResult } from '../../../src-shared/contract/routes.ts';
import type { Decision } from '../../../src-shared/domain/decision.ts';

export function BulkDialog() {
  const bulk = useOverlayStore((store) => store.bulk);
  if (bulk === null) return null;
  return <OpenBulkDialog kind={bulk} />;
}

function close(): void {
  useOverlayStore.setState({ bulk: null });
  focusList();
}

function OpenBulkDialog({ kind }: { readonly kind: Decision['kind'] }) {
  // The rows are those the person saw when the dialog opened; the list may move on behind it.
  const [rows] = useState(readSelectedRows);
  const texts = useBulkTexts(kind);
  const setTexts = (typed: BulkTexts) => changeBulkTexts(kind, () => typed);
  const items = createBulkItems(rows, kind, texts);
  const problems = findBulkProblems(items);
  const { results, error, isSending, send } = useSending(kind);
  const says = words.inbox.bulk;
  return (
    <Dialog
      title={(kind === 'approve' ? says.approveTitle : says.declineTitle)(rows.length)}
      isOpen
      onClose={close}
      size="large"
      actions={
        results === null ? (
          <BulkActions
            kind={kind}
            count={rows.length}
            isReady={rows.length > 0 && problems.size === 0}
            isSending={isSending}
            onSend={() => void send(items)}
          />
        ) : (
          <Button kind="primary" onPress={close} hasFocusFirst>
            {says.done}
          </Button>
        )
      }
    >
      {error === null ? null : <ErrorNote error={error} />}
      {results === null ? (
        <BulkTextFields kind={kind} rows={rows} texts={texts} onChange={setTexts} />
      ) : (
        <BulkSummary results={results} />
      )}
      <BulkRows
        kind={kind}
        rows={rows}
        texts={texts}
        problems={problems}
        results={results}
        onChange={setTexts}
      />
    </Dialog>
  );
}

function useSending(kind: Decision['kind']) {
  const [results, setResults] = useState<readonly RowResult[] | null>(null);
  const [error, setError] = useState<DeskError | null>(null);
  const [isSending, setIsSending] = useState(false);
  const send = async (items: readonly BulkItem[]) => {
    setIsSending(true);
    const result = await callDesk('reassignRequest.decideMany', { items: [...items] });
    setIsSending(false);
    if (!result.ok) {
      setError(result.error);
      return;
    }
    setError(null);
    setResults(result.value);
    changeBulkTexts(kind, (typed) => keepUnsentTexts(typed, result.value));
    keepFailedSelected(result.value);
  };
  return { results, error, isSending, send };
}

interface BulkActionsProps {
  readonly kind: Decision['kind'];
  readonly count: number;
  readonly isReady: boolean;
  readonly isSending: boolean;
  readonly onSend: () => void;
}

function BulkActions({ kind, count, isReady, isSending, onSend }: BulkActionsProps) {
  const says = words.inbox.bulk;
  const isApprove = kind === 'approve';
  useSendChord(() => {
    if (isReady && !isSending) onSend();
  });
  return (
    <>
      <Button onPress={close}>{words.ui.cancel}</Button>
      <Button
        kind={isApprove ? 'primary' : 'danger-fill'}
        isDisabled={!isReady}
        isPending={isSending}
        onPress={onSend}
      >
        {(isApprove ? says.confirmApprove : says.confirmDecline)(count)} <Kbd chord={SEND_CHORD} />
      </Button>
    </>
  );
}

function readSelectedRows(): readonly InboxRow[] {
  const { rows, selection } = useListStore.getState();
  return pickBulkRows(rows, selection.keys);
}

function keepFailedSelected(results: readonly RowResult[]): void {
  const failed = listFailedKeys(results);
  select({ kind: 'keep', keys: failed });
  announce(words.inbox.bulk.results(results.length - failed.length, failed.length));
  refreshQueue();
  void followChange(results.map(({ key }) => key));
}

function BulkSummary({ results }: { readonly results: readonly RowResult[] }) {
  const failed = listFailedKeys(results).length;
  return (
    <p className={styles.summary}>{words.inbox.bulk.results(results.length - failed, failed)}</p>
  );
}
