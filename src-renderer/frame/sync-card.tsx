// Owns: the card at the foot of the navigation: connection, age of the data, progress, the practice switch.
import { RefreshCw, X } from 'lucide-react';
import styles from './sync-card.module.css';
import { measureClockError, writeSyncText } from './desk-sentences.ts';
import { callDesk } from '../bridge.ts';
import { runCommand } from '../commands/command-registry.ts';
import { pickWorstAccount, useDeskStore } from '../stores/desk-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Progress } from '../ui/progress.tsx';
import { Switch } from '../ui/switch.tsx';
import { CLOCK_RENEWAL_MS, useNow } from '../ui/use-now.ts';
import { words } from '../words/words.ts';
import type { AccountStatus, DeskStatus } from '../../src-shared/contract/desk-status.ts';

export function SyncCard() {
  const status = useDeskStore((store) => store.status);
  const nowMs = useNow(CLOCK_RENEWAL_MS);
  if (status === null) return null;
  const account = pickWorstAccount(status.accounts);
  const clockMinutes = measureClockError(account);
  const unreadable = account?.sync.unreadableCount ?? 0;
  return (
    <section className={styles.card} aria-label={words.frame.sync.title}>
      <SyncHead account={account} />
      <p className={styles.text}>{writeSyncText(status, account, nowMs)}</p>
      {account?.sync.state === 'running' ? <SyncProgress account={account} /> : null}
      {clockMinutes === null ? null : (
        <p className={styles.warning}>{words.frame.sync.clockOff(clockMinutes)}</p>
      )}
      {unreadable === 0 ? null : (
        <p className={styles.warning}>{words.frame.sync.unreadable(unreadable)}</p>
      )}
      <PracticeSwitch status={status} />
    </section>
  );
}

function SyncHead({ account }: { readonly account: AccountStatus | null }) {
  const says = words.frame.sync;
  const isRunning = account?.sync.state === 'running';
  const connectivity = account?.connectivity ?? 'unknown';
  const completedAt = account?.sync.completedAt ?? null;
  const isCurrent = connectivity === 'online' && completedAt !== null;
  const title = isCurrent && !isRunning ? says.upToDate : says.connectivity[connectivity];
  return (
    <div className={styles.head}>
      <span className={styles.dot} data-state={connectivity} aria-hidden="true" />
      <span className={styles.title}>{title}</span>
      {isRunning ? (
        <IconButton
          label={says.cancel}
          icon={<X size={14} />}
          size="small"
          onPress={() => void callDesk('sync.cancel', { accountId: account.id })}
        />
      ) : (
        <IconButton
          label={says.lookNow}
          icon={<RefreshCw size={14} />}
          size="small"
          command="sync.now"
          onPress={() => runCommand('sync.now')}
        />
      )}
    </div>
  );
}

function SyncProgress({ account }: { readonly account: AccountStatus }) {
  const { step, done, total } = account.sync;
  const says = words.frame.sync;
  return (
    <div className={styles.progress}>
      <span className={styles.step}>
        {says.running[step ?? 'none']} <span>{says.progress(done, total)}</span>
      </span>
      <Progress label={says.progressLabel} done={done} total={total} />
    </div>
  );
}

function PracticeSwitch({ status }: { readonly status: DeskStatus }) {
  if (status.isPracticeOnline === null) return null;
  return (
    <div className={styles.practice}>
      <Switch
        label={words.frame.sync.network}
        isOn={status.isPracticeOnline}
        onChange={(isOnline) => void callDesk('practice.setOnline', { isOnline })}
      />
    </div>
  );
}
