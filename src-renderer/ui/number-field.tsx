// Owns: our dress of the number field: a whole number with limits and its unit, stored when it is complete.
import {
  Button,
  FieldError,
  Group,
  Input,
  Label,
  NumberField as AriaNumberField,
  Text,
} from 'react-aria-components';
import { Minus, Plus } from 'lucide-react';
import fieldStyles from './field.module.css';
import styles from './number-field.module.css';

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** Stands behind the number, such as "seconds". */
  readonly unit: string;
  readonly help?: string;
  readonly isDisabled?: boolean;
  /** Called with a whole number within the limits, once it is complete (Enter, leaving, or a step). */
  readonly onChange: (value: number) => void;
}

export function NumberField(props: NumberFieldProps) {
  const { label, value, min, max, step = 1, unit, help } = props;
  return (
    <AriaNumberField
      className={fieldStyles.field ?? ''}
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      isDisabled={props.isDisabled ?? false}
      formatOptions={{ maximumFractionDigits: 0, useGrouping: false }}
      onChange={(wanted) => {
        // An emptied field reads as NaN and falls back to what is stored.
        if (Number.isInteger(wanted) && wanted !== value) props.onChange(wanted);
      }}
    >
      <Label className={fieldStyles.label}>{label}</Label>
      <div className={styles.line}>
        <Group className={styles.group ?? ''}>
          <Button slot="decrement" className={styles.step ?? ''}>
            <Minus size={14} aria-hidden="true" />
          </Button>
          <Input className={styles.input ?? ''} />
          <Button slot="increment" className={styles.step ?? ''}>
            <Plus size={14} aria-hidden="true" />
          </Button>
        </Group>
        <span className={styles.unit}>{unit}</span>
      </div>
      {help === undefined ? null : (
        <Text slot="description" className={fieldStyles.help}>
          {help}
        </Text>
      )}
      <FieldError className={fieldStyles.problem ?? ''} />
    </AriaNumberField>
  );
}
