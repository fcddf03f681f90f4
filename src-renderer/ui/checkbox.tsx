// Owns: our dress of the checkbox: one yes or no among several.
import { Checkbox as AriaCheckbox } from 'react-aria-components';
import { Check } from 'lucide-react';
import styles from './checkbox.module.css';

export interface CheckboxProps {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly isDisabled?: boolean;
  /** Keeps the label for screen readers only: where a table heading shows it. */
  readonly isLabelHidden?: boolean;
}

export function Checkbox({ label, isChecked, onChange, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox
      className={styles.checkbox ?? ''}
      isSelected={isChecked}
      onChange={onChange}
      isDisabled={rest.isDisabled ?? false}
    >
      <span className={styles.box} aria-hidden="true">
        {isChecked ? <Check size={12} strokeWidth={3} /> : null}
      </span>
      <span className={rest.isLabelHidden === true ? 'visually-hidden' : ''}>{label}</span>
    </AriaCheckbox>
  );
}
