// Owns: choosing a moment of one's own to snooze until.
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { words } from '../../words/words.ts';

export interface SnoozeDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** ISO 8601 in UTC, always in the future. */
  readonly onPick: (until: string) => void;
}

export function SnoozeDialog({ isOpen, onClose, onPick }: SnoozeDialogProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const says = words.inbox.snooze;
  const pick = () => {
    const atMs = new Date(text).getTime();
    if (!Number.isFinite(atMs) || atMs <= Date.now()) {
      setProblem(says.pickProblem);
      return;
    }
    setProblem(null);
    onPick(new Date(atMs).toISOString());
  };
  return (
    <Dialog
      title={says.pickTitle}
      isOpen={isOpen}
      onClose={onClose}
      size="small"
      actions={
        <>
          <Button onPress={onClose}>{words.ui.cancel}</Button>
          <Button kind="primary" onPress={pick}>
            {says.button}
          </Button>
        </>
      }
    >
      <TextField
        label={says.pickLabel}
        type="datetime-local"
        value={text}
        onChange={setText}
        help={says.pickHelp}
        problem={problem}
      />
    </Dialog>
  );
}
