// Owns: recording a key for one command, showing whose key it is now, and storing the choice.
import { useState } from 'react';
import styles from './settings.module.css';
import {
  NOTHING_RECORDED,
  bindChord,
  isReservedChord,
  listKeyLosers,
  readRecording,
  recordStep,
  resetBinding,
} from './record-chord.ts';
import { drawChord, isSingleKeyChord, writeKeyPress } from '../../commands/key-chord.ts';
import { useDeskStore } from '../../stores/desk-store.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActs } from '../../ui/dialog-acts.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { words } from '../../words/words.ts';
import type { KeyboardEvent } from 'react';
import type { CommandId } from '../../commands/command-list.ts';
import type { Settings } from '../../../src-shared/contract/settings.ts';

export interface KeyRecorderDialogProps {
  /** The command whose key is recorded; null = closed. */
  readonly id: CommandId | null;
  readonly settings: Settings;
  readonly onClose: () => void;
  readonly onBind: (keyBindings: Record<string, string>) => void;
}

const says = words.settings.keys;

export function KeyRecorderDialog(props: KeyRecorderDialogProps) {
  const { id, onClose } = props;
  const title = id === null ? '' : says.recordTitle(words.commands.titles[id]);
  return (
    <Dialog title={title} size="small" isOpen={id !== null} onClose={onClose}>
      {id === null ? null : <Recorder {...props} id={id} />}
    </Dialog>
  );
}

type RecorderProps = KeyRecorderDialogProps & { readonly id: CommandId };

function Recorder({ id, settings, onClose, onBind }: RecorderProps) {
  const [recording, setRecording] = useState(NOTHING_RECORDED);
  const chord = readRecording(recording);
  const losers = chord === null ? [] : listKeyLosers(id, chord, settings);
  const bindings = settings.keyBindings;
  const bind = () => {
    if (chord !== null) onBind(bindChord(bindings, id, chord, losers));
  };
  return (
    <div className={styles.form}>
      <ChordInput
        chord={chord}
        onStep={(step, atMs) => setRecording((before) => recordStep(before, step, atMs))}
      />
      {chord === null ? null : <ChordNotes chord={chord} losers={losers} settings={settings} />}
      <DialogActs>
        {bindings[id] === undefined ? null : (
          <Button onPress={() => onBind(resetBinding(bindings, id))}>{says.reset}</Button>
        )}
        <Button onPress={() => onBind(bindChord(bindings, id, '', []))}>{says.takeAway}</Button>
        <Button onPress={onClose}>{words.ui.cancel}</Button>
        <Button kind="primary" isDisabled={chord === null} onPress={bind}>
          {losers.length === 0 ? says.save : says.takeOver}
        </Button>
      </DialogActs>
    </div>
  );
}

interface ChordInputProps {
  readonly chord: string | null;
  readonly onStep: (step: string, atMs: number) => void;
}

function ChordInput({ chord, onStep }: ChordInputProps) {
  const isMac = useDeskStore((store) => store.isMac);
  const record = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = writeKeyPress(event, isMac);
    if (step === null || isReservedChord(step)) return;
    event.preventDefault();
    event.stopPropagation();
    onStep(step, event.timeStamp);
  };
  return (
    <label className={styles.recorder}>
      <span className={styles.recorderLabel}>{says.recordLabel}</span>
      <input
        className={styles.recorderInput}
        readOnly
        // The dialog was opened to press a key; this is where keys go.
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- moving the focus into an opened dialog is its pattern.
        autoFocus
        value={chord === null ? '' : drawChord(chord, isMac).join(' ')}
        onKeyDown={record}
        aria-describedby="key-recorder-help"
      />
      <span className={styles.help} id="key-recorder-help">
        {says.recordHelp}
      </span>
    </label>
  );
}

interface ChordNotesProps {
  readonly chord: string;
  readonly losers: readonly CommandId[];
  readonly settings: Settings;
}

function ChordNotes({ chord, losers, settings }: ChordNotesProps) {
  const isSingle = isSingleKeyChord(chord);
  return (
    <div className={styles.notes} aria-live="polite">
      <p className="visually-hidden">{says.recorded(chord)}</p>
      {losers.map((loser) => (
        <p key={loser} className={styles.warning}>
          {says.conflict(words.commands.titles[loser])}
        </p>
      ))}
      {isSingle ? (
        <p className={styles.help}>{settings.letterKeys ? says.listOnly : says.lettersOffNote}</p>
      ) : null}
    </div>
  );
}
