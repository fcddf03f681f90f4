// Owns: our dress of the number field: a whole number with limits and its unit, stored when it is complete.
// Must not: use React Aria's own, whose announcer writes HTML, which the page's policy forbids.
import { useId, useState } from 'react';
import { Minus, Plus } from 'lucide-react';
import { Button } from 'react-aria-components';
import fieldStyles from './field.module.css';
import styles from './number-field.module.css';
import { readWholeNumber } from './read-whole-number.ts';
import { words } from '../words/words.ts';

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** Stands behind the number, such as "seconds". */
  readonly unit: string;
  readonly help?: string;
  /** Called with a whole number within the limits, once it is complete (Enter, leaving, or a step). */
  readonly onChange: (value: number) => void;
}

export function NumberField(props: NumberFieldProps) {
  const { label, value, min, max, step = 1, unit, help } = props;
  const id = useId();
  /** What is being typed; null = what is stored is shown. */
  const [typed, setTyped] = useState<string | null>(null);
  const store = (wanted: number | null) => {
    setTyped(null);
    if (wanted !== null && wanted !== value) props.onChange(wanted);
  };
  const complete = () => {
    if (typed !== null) store(readWholeNumber(typed, { min, max }));
  };
  const stepBy = (delta: number) => store(readWholeNumber(String(value + delta), { min, max }));
  return (
    <div className={fieldStyles.field}>
      <label className={fieldStyles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.line}>
        <span className={styles.group}>
          <StepButton isDown label={label} isDisabled={value <= min} onStep={() => stepBy(-step)} />
          <input
            id={id}
            className={styles.input}
            type="number"
            min={min}
            max={max}
            step={step}
            value={typed ?? String(value)}
            aria-describedby={`${id}-unit ${id}-help`}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={complete}
            onKeyDown={(event) => {
              if (event.key === 'Enter') complete();
            }}
          />
          <StepButton label={label} isDisabled={value >= max} onStep={() => stepBy(step)} />
        </span>
        <span className={styles.unit} id={`${id}-unit`}>
          {unit}
        </span>
      </div>
      <span className={fieldStyles.help} id={`${id}-help`}>
        {help}
      </span>
    </div>
  );
}

interface StepButtonProps {
  readonly label: string;
  readonly isDown?: boolean;
  readonly isDisabled: boolean;
  readonly onStep: () => void;
}

/** For the pointer; the keyboard has the arrow keys in the field itself. */
function StepButton({ label, isDown = false, isDisabled, onStep }: StepButtonProps) {
  return (
    <Button
      className={styles.step ?? ''}
      excludeFromTabOrder
      isDisabled={isDisabled}
      aria-label={isDown ? words.ui.less(label) : words.ui.more(label)}
      onPress={onStep}
    >
      {isDown ? <Minus size={14} aria-hidden="true" /> : <Plus size={14} aria-hidden="true" />}
    </Button>
  );
}
