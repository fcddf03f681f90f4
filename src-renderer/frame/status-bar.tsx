// Owns: the bar at the foot: what the desk knows about itself, and the undo of a held decision.
import { Undo2 } from 'lucide-react';
import { useEffect } from 'react';
import styles from './status-bar.module.css';
import { writeStatusLine, writeUndoText } from './desk-sentences.ts';
import { undoLast } from './undo-last.ts';
import { pickWorstAccount, useDeskStore } from '../stores/desk-store.ts';
import { openOverlay } from '../stores/navigation-store.ts';
import { listUndoable, useQueueStore } from '../stores/queue-store.ts';
import { Button } from '../ui/button.tsx';
import { focusList } from '../ui/focus-list.ts';
import { CLOCK_RENEWAL_MS, useNow } from '../ui/use-now.ts';
import { countSecondsUntil } from '../words/format.ts';
import { words } from '../words/words.ts';

export function StatusBar() {
  const engine = useDeskStore((store) => store.engine);
  return (
    <footer className={styles.bar}>
      <output aria-label={words.frame.status.label} className={styles.line}>
        {engine === 'up' ? (
          <StatusLine />
        ) : engine === 'gone' ? (
          words.frame.status.engineGone
        ) : (
          `${words.frame.status.engineDown} ${words.frame.status.engineDownNext}`
        )}
      </output>
      <UndoBar />
      <Button kind="quiet" size="small" command="help.keys" onPress={() => openOverlay('keys')}>
        {words.frame.keysHint}
      </Button>
    </footer>
  );
}

function StatusLine() {
  const status = useDeskStore((store) => store.status);
  const nowMs = useNow(CLOCK_RENEWAL_MS);
  if (status === null) return words.frame.status.starting;
  return writeStatusLine(status, pickWorstAccount(status.accounts), nowMs);
}

function UndoBar() {
  const waiting = useQueueStore((store) => store.pages.waiting);
  const hasHeld = waiting?.entries.some((entry) => entry.heldUntil !== null) ?? false;
  return hasHeld ? <UndoCountdown /> : null;
}

/** Ticks only while something is held; the ticking is not spoken, the decision itself was. */
function UndoCountdown() {
  const waiting = useQueueStore((store) => store.pages.waiting);
  const nowMs = useNow(500);
  const undoable = listUndoable(waiting, nowMs);
  const latest = undoable[0];
  const isGone = latest === undefined;
  useEffect(() => {
    if (isGone) rescueFocus();
  }, [isGone]);
  useEffect(() => rescueFocus, []);
  if (latest === undefined || latest.heldUntil === null) return null;
  return (
    <fieldset className={styles.undo} aria-label={words.frame.undo.label}>
      <span className={styles.undoText}>
        {writeUndoText(latest, undoable.length)}
        <span aria-hidden="true">
          {words.frame.status.separator}
          {words.frame.undo.secondsLeft(countSecondsUntil(latest.heldUntil, nowMs))}
        </span>
      </span>
      <Button
        size="small"
        icon={<Undo2 size={14} aria-hidden="true" />}
        command="decision.undo"
        onPress={() => void undoLast()}
      >
        {words.frame.undo.button}
      </Button>
    </fieldset>
  );
}

/** The button vanished under the focus: it goes back to the list, not to nowhere. */
function rescueFocus(): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) focusList();
  });
}
