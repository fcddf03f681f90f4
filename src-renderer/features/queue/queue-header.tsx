// Owns: the head of the queue: how many wait, how far sending is, pause and send now.
import { useEffect, useState } from 'react';
import { Pause, Play, Send } from 'lucide-react';
import styles from './queue.module.css';
import { followDrain, readDrainPlace } from './follow-drain.ts';
import { callDesk } from '../../bridge.ts';
import { announce } from '../../stores/announcer-store.ts';
import { useDeskStore } from '../../stores/desk-store.ts';
import { refreshQueue, useQueueStore } from '../../stores/queue-store.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Progress } from '../../ui/progress.tsx';
import { words } from '../../words/words.ts';
import type { Drain } from './follow-drain.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { DeskStatus } from '../../../src-shared/contract/desk-status.ts';

/** Often enough that a finished run disappears soon. */
const DRAIN_LOOK_MS = 1000;

export function QueueHeader() {
  const status = useDeskStore((store) => store.status);
  const attention = useQueueStore((store) => store.pages.attention?.total ?? 0);
  const waiting = useQueueStore((store) => store.pages.waiting?.total ?? 0);
  const [error, setError] = useState<DeskError | null>(null);
  const isPaused = status?.isQueuePaused ?? false;
  const says = words.queue;
  const setPaused = async () => {
    const result = await callDesk('queue.setPaused', { isPaused: !isPaused });
    setError(result.ok ? null : result.error);
    if (result.ok) announce(isPaused ? says.announced.resumed : says.announced.paused);
  };
  const sendAll = async () => {
    const result = await callDesk('queue.sendNow', { opId: null });
    setError(result.ok ? null : result.error);
    if (result.ok) announce(says.announced.allTriedNow);
    refreshQueue();
  };
  return (
    <header className={styles.header}>
      <div className={styles.headLine}>
        <h1 className={styles.heading}>{says.title}</h1>
        {waiting === 0 ? null : <Chip>{says.waitingCount(waiting)}</Chip>}
        {attention === 0 ? null : <Chip tone="bad">{says.attentionCount(attention)}</Chip>}
        <span className={styles.headActs}>
          <Button
            icon={isPaused ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
            onPress={() => void setPaused()}
          >
            {isPaused ? says.resume : says.pause}
          </Button>
          <Button
            kind="primary"
            icon={<Send size={14} aria-hidden />}
            isDisabled={waiting === 0 || isPaused}
            onPress={() => void sendAll()}
          >
            {says.sendNow}
          </Button>
        </span>
      </div>
      {isPaused ? <p className={styles.note}>{says.pausedNote}</p> : null}
      {status === null ? null : <DrainProgress status={status} />}
      {error === null ? null : <ErrorNote error={error} />}
    </header>
  );
}

function DrainProgress({ status }: { readonly status: DeskStatus }) {
  const drain = useDrain(status);
  if (drain === null) return null;
  const text = words.queue.sendingProgress(readDrainPlace(drain), drain.total);
  return (
    <div className={styles.drain}>
      <span>{text}</span>
      <Progress label={text} done={drain.total - drain.left} total={drain.total} />
    </div>
  );
}

function useDrain({ queue, isQueuePaused, accounts }: DeskStatus): Drain | null {
  const [drain, setDrain] = useState<Drain | null>(null);
  const canSend = !isQueuePaused && accounts.some(({ connectivity }) => connectivity === 'online');
  useEffect(() => {
    const look = () => setDrain((before) => followDrain(before, queue, canSend, Date.now()));
    look();
    const timer = setInterval(look, DRAIN_LOOK_MS);
    return () => clearInterval(timer);
  }, [queue, canSend]);
  return drain;
}
