// Owns: one account: its condition in words, its test, and the ways to change it.
import { useState } from 'react';
import { Ellipsis } from 'lucide-react';
import styles from './accounts.module.css';
import { ConnectionTestSteps } from './connection-test-steps.tsx';
import { RemoveAccountDialog } from './remove-account-dialog.tsx';
import { RenameAccountDialog } from './rename-account-dialog.tsx';
import { ReplaceKeyDialog } from './replace-key-dialog.tsx';
import { useConnectionTest } from './use-connection-test.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { CLOCK_RENEWAL_MS, useNow } from '../../ui/use-now.ts';
import { format, words } from '../../words/words.ts';
import type { AccountStatus, ConnectivityState } from '../../../src-shared/contract/desk-status.ts';
import type { ChipTone } from '../../ui/chip-tone.ts';

const says = words.accounts.list;

const TONES: Readonly<Record<ConnectivityState, ChipTone>> = {
  unknown: 'plain',
  online: 'ok',
  offline: 'warn',
  unauthorized: 'bad',
  misbehaving: 'bad',
};

type OpenDialog = 'rename' | 'replaceKey' | 'remove' | null;

export function AccountCard({ account }: { readonly account: AccountStatus }) {
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const test = useConnectionTest();
  const close = () => setDialog(null);
  return (
    <article className={styles.card} aria-label={account.label}>
      <div className={styles.cardLine}>
        <div className={styles.cardText}>
          <h3 className={styles.cardTitle}>{account.label}</h3>
          <p className={styles.cardSub}>
            {words.accounts.kinds[account.kind]} · {account.baseUrl} ·{' '}
            <Freshness account={account} />
          </p>
        </div>
        <Chip tone={TONES[account.connectivity]}>
          {words.frame.sync.connectivity[account.connectivity]}
        </Chip>
        <Button
          size="small"
          isPending={test.view.phase === 'running'}
          onPress={() => void test.testStored(account)}
        >
          {says.test}
        </Button>
        {account.connectivity === 'unauthorized' ? (
          <Button size="small" kind="primary" onPress={() => setDialog('replaceKey')}>
            {says.replaceKey[account.kind]}
          </Button>
        ) : null}
        <Menu
          label={says.more(account.label)}
          trigger={
            <IconButton
              size="small"
              label={says.more(account.label)}
              icon={<Ellipsis size={16} />}
            />
          }
          actions={[
            { id: 'rename', title: says.rename, run: () => setDialog('rename') },
            {
              id: 'replaceKey',
              title: says.replaceKey[account.kind],
              run: () => setDialog('replaceKey'),
            },
            { id: 'remove', title: says.remove, run: () => setDialog('remove') },
          ]}
        />
      </div>
      <Trouble account={account} />
      <ConnectionTestSteps view={test.view} kind={account.kind} />
      <RenameAccountDialog account={account} isOpen={dialog === 'rename'} onClose={close} />
      <ReplaceKeyDialog account={account} isOpen={dialog === 'replaceKey'} onClose={close} />
      <RemoveAccountDialog account={account} isOpen={dialog === 'remove'} onClose={close} />
    </article>
  );
}

function Freshness({ account }: { readonly account: AccountStatus }) {
  const nowMs = useNow(CLOCK_RENEWAL_MS);
  const { completedAt } = account.sync;
  if (completedAt === null) return says.neverRead;
  return (
    <time dateTime={completedAt} title={format.exact(completedAt)}>
      {says.lastRead(format.moment(completedAt, nowMs))}
    </time>
  );
}

function Trouble({ account }: { readonly account: AccountStatus }) {
  const { connectivityError: error } = account;
  if (error === null || account.connectivity === 'online') return null;
  const sentence = words.errors[error.code](error.detail ?? {});
  return (
    <p className={styles.trouble}>
      {sentence.what} {sentence.means} {sentence.next}
    </p>
  );
}
