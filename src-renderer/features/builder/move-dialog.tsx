// Owns: moving a card to any step by number: into it, before it, or after it.
import { useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import styles from './dialogs.module.css';
import { openDialog } from './builder-store.ts';
import { runEdit } from './edit-workflow.ts';
import { createMove, findLaneTarget, readLaneIndex } from './move-choices.ts';
import { listLanes } from '../../../src-shared/domain/workflow/model.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import type { MovePlace } from './move-choices.ts';
import type { Recipient, RecipientList } from '../../../src-shared/domain/workflow/model.ts';

const says = words.builder.move;
const PLACES: readonly MovePlace[] = ['lane', 'before', 'after'];

export interface MoveDialogProps {
  readonly list: RecipientList;
  readonly recipient: Recipient;
}

export function MoveDialog({ list, recipient }: MoveDialogProps) {
  const laneCount = listLanes(list).length;
  const [index, setIndex] = useState(readLaneIndex(list, recipient.key));
  const [place, setPlace] = useState<MovePlace>('lane');
  const close = () => openDialog(null);
  const move = () => {
    const to = findLaneTarget(list, index, place);
    close();
    if (to !== null) runEdit(createMove(recipient.key, to), 'card');
  };
  return (
    <Dialog
      title={says.title(writeVisibly(recipient.name))}
      isOpen
      onClose={close}
      size="small"
      actions={
        <>
          <Button onPress={close}>{words.ui.cancel}</Button>
          <Button kind="primary" onPress={move}>
            {says.confirm}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <NumberField
          label={says.step}
          value={index}
          min={1}
          max={laneCount}
          unit={says.stepOf(laneCount)}
          onChange={setIndex}
        />
        <RadioGroup
          className={styles.radios ?? ''}
          value={place}
          onChange={(value) => setPlace(PLACES.find((one) => one === value) ?? 'lane')}
        >
          <Label className={styles.label ?? ''}>{says.how}</Label>
          {PLACES.map((one) => (
            <Radio key={one} value={one} className={styles.radio ?? ''}>
              <span className={styles.dot} aria-hidden="true" />
              {says.places[one]}
            </Radio>
          ))}
        </RadioGroup>
      </div>
    </Dialog>
  );
}
